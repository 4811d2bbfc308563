import { Random } from './random.ts';

/** What `--without` can leave out. */
export const faultNames = [
  'kills',
  'redis-restart',
  'postgres-restart',
  'ingress-away',
  'graph-errors',
  'graph-timeouts',
  'throttling',
  'duplicates',
  'swaps',
  'late',
] as const;
export type FaultName = (typeof faultNames)[number];

export const replicas = { ingress: 1, media: 2, intent: 2, notifier: 3 } as const;
export type Role = keyof typeof replicas;

/** A fault of sends as the simulator takes it. */
interface SendFault {
  status?: number | 'cut' | 'silent' | 'slow';
  code?: number;
  graphBody?: boolean;
  delayMs?: number;
  times: number;
}

type Trouble =
  /** The process dies without a word. */
  | { kind: 'kill'; role: Role; replica: number; backAfterMs: number }
  /** It is stopped in good order and stays away. */
  | { kind: 'away'; role: Role; replica: number; backAfterMs: number }
  | { kind: 'restart'; server: 'Redis' | 'PostgreSQL'; backAfterMs: number }
  | { kind: 'sends'; sends: SendFault };
export type Fault = Trouble & { atMs: number; name: FaultName };

/** The share of the run in which faults begin: there is work before the first and after the last. */
const [first, last] = [0.06, 0.9];

/** Each of them in a random order, spread evenly over the run. */
export function faultsOf(seed: number, durationMs: number, without: readonly FaultName[] = []): Fault[] {
  const all = new Random(seed, 'order').shuffled(troubles(seed));
  const slotMs = ((last - first) * durationMs) / all.length;
  const chance = new Random(seed, 'times');
  return all
    .map((one, at) => ({
      ...one,
      atMs: Math.round(first * durationMs + (at + chance.between(0, 1)) * slotMs),
    }))
    .filter(({ name }) => !without.includes(name));
}

type Unscheduled = Trouble & { name: FaultName };

function troubles(seed: number): Unscheduled[] {
  const chance = (purpose: string): Random => new Random(seed, purpose);
  return [
    ...kills(chance('kills')),
    ...restarts(chance('restarts')),
    {
      name: 'ingress-away',
      kind: 'away',
      role: 'ingress',
      replica: 0,
      backAfterMs: chance('away').whole(3_000, 6_000),
    },
    ...graphErrors(chance('graph-errors')),
    ...graphTimeouts(chance('graph-timeouts')),
    ...throttling(chance('throttling')),
  ];
}

function kills(chance: Random): Unscheduled[] {
  return Object.entries(replicas).flatMap(([role, count]) =>
    Array.from({ length: count }, (_, replica) => ({
      name: 'kills' as const,
      kind: 'kill' as const,
      role: role as Role,
      replica,
      backAfterMs: chance.whole(200, 2_000),
    })),
  );
}

function restarts(chance: Random): Unscheduled[] {
  const backAfterMs = (): number => chance.whole(1_000, 4_000);
  return [
    { name: 'redis-restart', kind: 'restart', server: 'Redis', backAfterMs: backAfterMs() },
    { name: 'postgres-restart', kind: 'restart', server: 'PostgreSQL', backAfterMs: backAfterMs() },
  ];
}

/** Not taken, by Graph itself or by a gateway in between. */
function graphErrors(chance: Random): Unscheduled[] {
  return [500, 503, 502, 504].map((status, at) => ({
    name: 'graph-errors',
    kind: 'sends',
    sends: { status, graphBody: at < 2, times: chance.whole(2, 12) },
  }));
}

/** Taken, but the answer never comes, comes after the client gave up, or breaks off. */
function graphTimeouts(chance: Random): Unscheduled[] {
  const times = (): number => chance.whole(1, 5);
  return [
    { name: 'graph-timeouts', kind: 'sends', sends: { status: 'silent', times: times() } },
    {
      name: 'graph-timeouts',
      kind: 'sends',
      sends: { status: 'slow', delayMs: chance.whole(5_500, 8_000), times: times() },
    },
    { name: 'graph-timeouts', kind: 'sends', sends: { status: 'cut', times: times() } },
  ];
}

function throttling(chance: Random): Unscheduled[] {
  return [
    { name: 'throttling', kind: 'sends', sends: { status: 429, times: chance.whole(2, 10) } },
    { name: 'throttling', kind: 'sends', sends: { code: 130_429, times: chance.whole(2, 10) } },
  ];
}

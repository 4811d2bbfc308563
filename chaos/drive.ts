import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { bulkhead } from 'cockatiel';

import { sampleFiles } from '../libs/testing/src/sample-files.ts';
import type { Fault } from './faults.ts';
import { connectionFault, patiently } from './patiently.ts';
import { type Plan, type Say, titleOf } from './plan.ts';
import type { Stack } from './stack.ts';

const pollMs = 200;
/** While the circuit breaker is open, little is sent that could fail. */
const longestSendFaultMs = 10_000;
/** When the simulator stood still, what is due by then is not all written in one second: WhatsApp counts what comes, too. */
const leastGapMs = 33;
const mostUnderWay = 3;

const nothing = { status: 500, times: 0 };

/** What was written, under the id that WhatsApp gave it. */
export type Spoken = Say & { wamid: string };

/**
 * Carries out the plan: people write, and things go wrong. Resolves when everything that was stopped runs again.
 * @returns what was written. A message whose connection to the simulator broke off is left out: nobody knows whether it was written.
 */
export async function drive(plan: Plan, stack: Stack): Promise<Spoken[]> {
  await stack.simulator.changeRules({ ...plan.webhooks });
  const clock = new Timetable();
  try {
    const [spoken] = await Promise.all([people(plan, stack, clock), misfortune(plan, stack, clock)]);
    return spoken;
  } finally {
    clock.stop();
    await stack.simulator.setFaults({ sends: nothing }).catch(() => undefined);
  }
}

/** Lets one message after the other through, and few at once. */
class Pace {
  readonly #underWay = bulkhead(mostUnderWay, Infinity);
  #next: Promise<unknown> = Promise.resolve();

  keep<T>(work: () => Promise<T>): Promise<T> {
    return this.#underWay.execute(async () => {
      const turn = this.#next;
      this.#next = turn.then(() => setTimeout(leastGapMs));
      await turn;
      return work();
    });
  }
}

/** Counts from its creation. */
class Timetable {
  readonly #startedAt = Date.now();
  readonly #over = new AbortController();

  constructor() {
    // One for each message.
    setMaxListeners(0, this.#over.signal);
  }

  /** Rejects when it is stopped before. */
  due(atMs: number): Promise<void> {
    return setTimeout(Math.max(0, this.#startedAt + atMs - Date.now()), undefined, {
      signal: this.#over.signal,
    });
  }

  stop(): void {
    this.#over.abort();
  }
}

async function people({ says }: Plan, stack: Stack, clock: Timetable): Promise<Spoken[]> {
  /** A person writes one message after the other. */
  const lastOf = new Map<string, Promise<unknown>>();
  const pace = new Pace();
  const written = await Promise.all(
    says.map(async (say) => {
      const before = lastOf.get(say.person);
      const turn = clock.due(say.atMs).then(async () => {
        await before;
        return pace.keep(() => patiently(() => write(say, stack))).catch(unlessBrokenOff);
      });
      lastOf.set(say.person, turn);
      return turn;
    }),
  );
  return written.filter((one) => one !== undefined);
}

function unlessBrokenOff(error: unknown): undefined {
  if (connectionFault(error) !== 'ECONNRESET') throw error;
}

async function misfortune({ faults }: Plan, stack: Stack, clock: Timetable): Promise<void> {
  /** Servers take one order at a time, and the simulator knows of one fault of sends at a time. */
  const turns = { restart: Promise.resolve(), sends: Promise.resolve() };
  await Promise.all(
    faults.map(async (fault) => {
      await clock.due(fault.atMs);
      if (fault.kind === 'restart') await (turns.restart = turns.restart.then(() => restart(fault, stack)));
      else if (fault.kind === 'sends')
        await (turns.sends = turns.sends.then(() => letSendsFail(fault, stack)));
      else await interrupt(fault, stack);
    }),
  );
}

async function write(say: Say, { simulator }: Stack): Promise<Spoken> {
  const words = `add ${titleOf(say)} to my list`;
  const { wamid } = say.hasFile
    ? await simulator.attach('video', sampleFiles.mp4, 'video/mp4', { caption: words, phone: say.person })
    : await simulator.say(words, { phone: say.person });
  return { ...say, wamid };
}

function interrupt(
  { kind, role, replica, backAfterMs }: Extract<Fault, { kind: 'kill' | 'away' }>,
  { fleet }: Stack,
): Promise<void> {
  return fleet.interrupt(role, replica, kind === 'kill' ? 'SIGKILL' : 'SIGTERM', backAfterMs);
}

/** Resolves when as many sends have failed as were to, or after a while. */
async function letSendsFail(
  { sends }: Extract<Fault, { kind: 'sends' }>,
  { simulator }: Stack,
): Promise<void> {
  await patiently(() => simulator.setFaults({ sends }));
  const until = Date.now() + longestSendFaultMs;
  while (Date.now() < until && (await patiently(() => simulator.faults())).sends) await setTimeout(pollMs);
  await patiently(() => simulator.setFaults({ sends: nothing }));
}

async function restart(
  { server, backAfterMs }: Extract<Fault, { kind: 'restart' }>,
  { servers, queues }: Stack,
): Promise<void> {
  // Nothing uses it.
  if (server === 'Redis' && queues !== 'Redis') return;
  await servers.stop(server);
  await setTimeout(backAfterMs);
  await servers.startAgain(server);
}

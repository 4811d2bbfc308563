import { type Fault, type FaultName, faultsOf } from './faults.ts';
import { Random } from './random.ts';

/**
 * Messages a second, 80 of which WhatsApp allows in both directions together: 25 written and 40 answered leave room for a simulator that
 * stands still for a moment, and what piles up in an outage is answered faster than more comes.
 */
const writtenPerSecond = 25;
export const answeredPerSecond = 40;
/** More than is written, and less than leaves at the pace of a second: what piled up in an outage meets this limit, too. */
export const answeredPerMinute = 50 * answeredPerSecond;
/** A few messages are spread over this time, so that faults meet them. */
const shortestMs = 30_000;
const messagesPerPerson = 20;
const leastPeople = 10;
/** The pair limit lets 45 answers through at once; one person never writes more in the whole run. */
const mostPerPerson = 40;
const shareOfBursts = 0.04;
const burst = { least: 4, most: 12 };
/** Files take another way, through media. */
const shareOfFiles = 0.05;

/** What one person writes; `number` counts that person's messages from 1. */
export interface Say {
  atMs: number;
  person: string;
  number: number;
  hasFile: boolean;
}

/** What befalls webhooks, in the words of the simulator's rules. */
interface WebhookRules {
  seed: number;
  duplicates: number;
  reordered: number;
  late: number;
  lateByMs: number;
  redeliverySpeed: number;
}

export interface Plan {
  seed: number;
  /** The last message is written by then. */
  durationMs: number;
  says: Say[];
  faults: Fault[];
  webhooks: WebhookRules;
}

/** What is asked of the assistant in one message: nothing else of this person's contains these words. */
export const titleOf = ({ number }: Pick<Say, 'number'>): string => `thing ${number}`;
export const everyTitle = /\bthing \d+\b/g;

export function planOf(seed: number, messages: number, without: readonly FaultName[] = []): Plan {
  const durationMs = Math.max((messages / writtenPerSecond) * 1_000, shortestMs);
  const chance = new Random(seed, 'webhooks');
  const share = (name: FaultName, most: number): number => {
    const chosen = chance.between(most / 2, most);
    return without.includes(name) ? 0 : chosen;
  };
  return {
    seed,
    durationMs,
    says: saysOf(seed, messages, durationMs),
    faults: faultsOf(seed, durationMs, without),
    webhooks: {
      seed,
      duplicates: share('duplicates', 0.1),
      reordered: share('swaps', 0.1),
      late: share('late', 0.03),
      // Shorter than any sensible wait for the status of a send in doubt.
      lateByMs: chance.whole(3_000, 6_000),
      // Meta's pauses double up to minutes: at their own speed, a webhook refused for a while could be later than that wait.
      redeliverySpeed: 2,
    },
  };
}

/** People write in turn by chance, one message each or a burst. */
function saysOf(seed: number, messages: number, durationMs: number): Say[] {
  const chance = new Random(seed, 'messages');
  const count = Math.max(leastPeople, Math.ceil(messages / messagesPerPerson));
  const written = new Map(Array.from({ length: count }, (_, at) => [`1650${String(5_550_000 + at)}`, 0]));
  const says: Say[] = [];
  while (says.length < messages) {
    const person = chance.oneOf([...written].filter(([, so]) => so < mostPerPerson))[0];
    const size = chance.chance(shareOfBursts) ? chance.whole(burst.least, burst.most) : 1;
    for (let nth = 0; nth < size && says.length < messages; nth++) {
      const number = (written.get(person) ?? 0) + 1;
      if (number > mostPerPerson) break;
      written.set(person, number);
      const atMs = Math.round((says.length / messages) * durationMs);
      says.push({ atMs, person, number, hasFile: chance.chance(shareOfFiles) });
    }
  }
  return says;
}

import { otherSpelling } from '#platform';
import type { InboundPayload } from '#queues';

/**
 * WhatsApp delivers consecutive messages of a person within seconds; older ones are recorded by now, whatever delayed
 * them.
 */
const rememberedForMs = 30_000;
/** So long after one of a person's messages came late, or was refused, another one sent before the next may still be under way. */
const disorderMs = 2_000;
/** Ids remembered in one generation. */
const fullGeneration = 50_000;

export type Predecessor = Pick<InboundPayload, 'messageKey' | 'sentAt'>;
type Known = Predecessor & {
  enqueuedAtMs: number;
  /** When a message was enqueued that was sent before one which was there already. */
  disorderedAtMs?: number;
};
type Generation = Map<string, Known>;

/**
 * The last message of each person that this process enqueued. The next one names it as its predecessor, and so waits if
 * the earlier one is delayed between the queue and the database.
 */
export class Predecessors {
  /** By each id of a person. The older generation is forgotten as a whole: one by one costs more than all else here. */
  #younger: Generation = new Map();
  #older: Generation = new Map();
  #youngerSinceMs = 0;
  /** When a message of a person was refused last, the earliest first. */
  readonly #refusedAtMs = new Map<string, number>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  of(name: string): Predecessor | undefined {
    return this.#known(name);
  }

  /** Whether this message, or another one of the same person a moment ago, came after one that was sent later; or one was refused then. */
  isOutOfOrder(message: InboundPayload): boolean {
    return namesOf(message).some((name) => {
      if (this.nowMs() - (this.#refusedAtMs.get(name) ?? -Infinity) <= disorderMs) return true;
      const known = this.#known(name);
      if (!known || known.messageKey === message.messageKey) return false;
      const { sentAt, disorderedAtMs = -Infinity } = known;
      return sentAt > message.sentAt || this.nowMs() - disorderedAtMs <= disorderMs;
    });
  }

  /** @param messages those that are on the queue */
  remember(messages: InboundPayload[]): void {
    const enqueuedAtMs = this.nowMs();
    if (this.#younger.size >= fullGeneration || enqueuedAtMs - this.#youngerSinceMs > rememberedForMs) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#youngerSinceMs = enqueuedAtMs;
    }
    for (const message of messages) {
      const { messageKey, sentAt } = message;
      for (const name of namesOf(message)) {
        const known = this.#known(name);
        if (known && known.sentAt > sentAt) {
          this.#younger.set(name, { ...known, disorderedAtMs: enqueuedAtMs });
        } else {
          this.#younger.set(name, {
            messageKey,
            sentAt,
            enqueuedAtMs,
            disorderedAtMs: known?.disorderedAtMs,
          });
        }
      }
    }
  }

  /** @param messages those that the queue did not take in time: they come again, and it may have taken them all the same */
  refuse(messages: InboundPayload[]): void {
    const now = this.nowMs();
    for (const [name, atMs] of this.#refusedAtMs) {
      if (now - atMs <= disorderMs) break;
      this.#refusedAtMs.delete(name);
    }
    for (const name of messages.flatMap(namesOf)) {
      this.#refusedAtMs.delete(name);
      this.#refusedAtMs.set(name, now);
    }
  }

  #known(name: string): Known | undefined {
    const latest = this.#younger.get(name) ?? this.#older.get(name);
    return latest && this.nowMs() - latest.enqueuedAtMs <= rememberedForMs ? latest : undefined;
  }
}

/** All ids of the person: a later message may carry only one of them. */
export function namesOf({ from, becomes }: Pick<InboundPayload, 'from' | 'becomes'>): string[] {
  // A user id is never all digits, a phone number always is.
  const ids = [from.bsuid, oneSpelling(from.phone), becomes?.bsuid, oneSpelling(becomes?.phone)];
  return ids.filter((id): id is string => Boolean(id));
}

function oneSpelling(phone: string | undefined): string | undefined {
  const other = phone && otherSpelling(phone);
  return other && other < phone ? other : phone;
}

import type { InboundPayload } from '#queues';

/**
 * WhatsApp delivers consecutive messages of a person within seconds; older ones are recorded by now, whatever delayed
 * them.
 */
const rememberedForMs = 30_000;
const mostPeople = 100_000;

export type Predecessor = Pick<InboundPayload, 'messageKey' | 'sentAt'>;

/**
 * The last message of each person that this process enqueued. The next one names it as its predecessor, and so waits if
 * the earlier one is delayed between the queue and the database.
 */
export class Predecessors {
  /** By each id of a person, oldest first. */
  readonly #latest = new Map<string, Predecessor & { enqueuedAtMs: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  of(name: string): Predecessor | undefined {
    const latest = this.#latest.get(name);
    return latest && this.nowMs() - latest.enqueuedAtMs <= rememberedForMs ? latest : undefined;
  }

  /** @param messages those that are on the queue */
  remember(messages: InboundPayload[]): void {
    const enqueuedAtMs = this.nowMs();
    for (const { messageKey, sentAt, ...message } of messages) {
      for (const name of namesOf(message)) {
        const known = this.of(name);
        if (known && known.sentAt > sentAt) continue;
        this.#latest.delete(name);
        this.#latest.set(name, { messageKey, sentAt, enqueuedAtMs });
      }
    }
    this.#forget(enqueuedAtMs);
  }

  #forget(nowMs: number): void {
    for (const [name, { enqueuedAtMs }] of this.#latest) {
      if (this.#latest.size <= mostPeople && nowMs - enqueuedAtMs <= rememberedForMs) break;
      this.#latest.delete(name);
    }
  }
}

/** All ids of the person: a later message may carry only one of them. */
export function namesOf({ from, becomes }: Pick<InboundPayload, 'from' | 'becomes'>): string[] {
  return [
    ...[from.bsuid, becomes?.bsuid].filter(Boolean).map((bsuid) => `user ${bsuid}`),
    ...[from.phone, becomes?.phone].filter(Boolean).map((phone) => `phone ${phone}`),
  ];
}

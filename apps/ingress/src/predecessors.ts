import type { InboundPayload } from '#queues';

/** WhatsApp delivers what a person sent in a row within seconds; what is older is recorded by now, whatever happened to it. */
const rememberedForMs = 30_000;
const mostPeople = 100_000;

export type Predecessor = Pick<InboundPayload, 'messageKey' | 'sentAt'>;

/**
 * The last message of each person that this process put on the queue. The next one names it, so that it waits should the earlier one
 * be delayed between the queue and the database.
 */
export class Predecessors {
  /** By each name of a person; the oldest first. */
  readonly #latest = new Map<string, Predecessor & { enqueuedAtMs: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  of(name: string): Predecessor | undefined {
    const latest = this.#latest.get(name);
    return latest && this.nowMs() - latest.enqueuedAtMs <= rememberedForMs ? latest : undefined;
  }

  /** @param messages that the queue has */
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

/** All that the person is known by: a later message may come under one of them only. */
export function namesOf({ from, becomes }: Pick<InboundPayload, 'from' | 'becomes'>): string[] {
  return [
    ...[from.bsuid, becomes?.bsuid].filter(Boolean).map((bsuid) => `user ${bsuid}`),
    ...[from.phone, becomes?.phone].filter(Boolean).map((phone) => `phone ${phone}`),
  ];
}

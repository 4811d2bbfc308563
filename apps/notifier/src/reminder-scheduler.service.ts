import { Injectable, Logger } from '@nestjs/common';

import { Database, type DueReminder, OutboundStore, ReminderStore } from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';
import { replies } from '#replies';
import { nextRing } from '#understanding/recurrence';
import { reminderTemplate } from '#whatsapp';

const batch = 200;
const reportPauseMs = 60_000;
/** A reminder that rings a day late confuses; its words reach the person when they write. */
const rightForMs = 24 * 3_600_000;
const logger = new Logger('reminders');

/**
 * The scheduler that turns due reminders into messages. Marked as fired in the same transaction, so each is announced
 * once.
 */
@Injectable()
export class ReminderScheduler {
  #reportedAtMs = -Infinity;
  #countWithoutKey = 0;

  constructor(
    private readonly database: Database,
    private readonly reminders: ReminderStore,
    private readonly outbound: OutboundStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  /** For the health page: how many due reminders cannot ring. */
  get warning(): string | undefined {
    return this.#countWithoutKey === 0
      ? undefined
      : `reminders are due, but sealed with a key that is not in ENCRYPTION_KEYS (${this.#countWithoutKey}): put it back`;
  }

  async fireDue(): Promise<void> {
    const ids = await this.database.transaction(async (tx) => {
      const written: string[] = [];
      for (const due of await this.reminders.takeDue(tx, batch)) {
        const { id, contactId, title } = due;
        const next = nextTimeOf(due);
        if (next) await this.reminders.addNext(tx, id, next);
        written.push(
          await this.outbound.write(tx, {
            contactId,
            reminderId: id,
            purpose: 'reminder',
            body: replies.reminderDue(title),
            fallback: reminderTemplate(title ?? replies.lostReminder()),
            expiresAt: new Date(Date.now() + rightForMs),
          }),
        );
      }
      return written;
    });
    await this.queue.enqueue(...ids.map((outboundId) => ({ outboundId, purpose: 'reminder' as const })));
    await this.#reportThoseWithoutKey();
  }

  /** Those do not ring until the key is back: somebody has to hear of it. */
  async #reportThoseWithoutKey(): Promise<void> {
    if (performance.now() - this.#reportedAtMs < reportPauseMs) return;
    this.#reportedAtMs = performance.now();
    this.#countWithoutKey = await this.reminders.countDueWithoutKey(this.database);
    const { warning } = this;
    if (warning !== undefined) logger.error({ message: warning, count: this.#countWithoutKey });
  }
}

/** What was missed while no scheduler ran is announced once, not once for each time. */
function nextTimeOf({ id, series, dueAt }: DueReminder): Date | undefined {
  if (!series) return undefined;
  try {
    return nextRing(series, new Date(Math.max(dueAt.getTime(), Date.now())));
  } catch (error) {
    // Other people's reminders must not wait for this one.
    logger.error({ message: 'repeats no more', reminder: id, reason: String(error) });
    return undefined;
  }
}

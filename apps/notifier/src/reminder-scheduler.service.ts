import { Logger } from '@nestjs/common';

import {
  Database,
  type DueReminder,
  DueReminderStore,
  type NewOutbound,
  type NextRing,
  OutboundStore,
  TemplateStore,
} from '#data';
import type { OutboundPayload, QueueProducer } from '#queues';
import { inLanguage, replies } from '#replies';
import { nextRing } from '#understanding/recurrence';
import { languageWishes, type LanguageWish, neededTemplateNames } from '#whatsapp';

import { againAfter } from './ring-again.ts';
import { ringMessage } from './ring-message.ts';
import { nextUsualRingOf } from './usual-ring-of.ts';

const largestBatch = 500;
const smallestBatch = 20;
/** In one run, so that what is due meanwhile does not keep it from ever ending. */
const mostBatches = 40;
/**
 * How many ring for each message that may leave: fewer would let the outbox run empty, and more take time from the sending of what rang
 * before. While enough wait to be sent, fewer do; some, because those that wait may wait for something else.
 */
const ringsPerSend = { usual: 1.5, whileEnoughWait: 0.4 };
const enoughWaiting = 2 * largestBatch;
const reportPauseMs = 60_000;
const logger = new Logger('reminders');

/**
 * The scheduler that turns due reminders into messages. Marked as fired in the same transaction, so each is announced
 * once.
 */
export class ReminderScheduler {
  #reportedAtMs = -Infinity;
  #countWithoutKey = 0;
  /** A machine that is too slow for a batch within the time of a transaction would fail at it for ever. */
  #batch = largestBatch;
  #ringsAgainAtMs = -Infinity;

  /** @param sendsPerSecond how many messages the number may send */
  constructor(
    private readonly database: Database,
    private readonly reminders: DueReminderStore,
    private readonly outbound: OutboundStore,
    private readonly templates: TemplateStore,
    private readonly queue: QueueProducer<OutboundPayload>,
    private readonly sendsPerSecond: number,
  ) {}

  /** For the health page: how many due reminders cannot ring. */
  get warning(): string | undefined {
    return this.#countWithoutKey === 0
      ? undefined
      : `reminders are due, but sealed with a key that is not in ENCRYPTION_KEYS (${this.#countWithoutKey}): put it back`;
  }

  /** Rings what is due, oldest first; much at once takes several runs, since it cannot leave at once either. */
  async fireDue(): Promise<void> {
    for (let done = 0; done < mostBatches && performance.now() >= this.#ringsAgainAtMs; done++) {
      const size = this.#batch;
      if ((await this.#fireBatch(size)) < size) break;
    }
    await this.#reportThoseWithoutKey();
  }

  /** @returns how many rang */
  async #fireBatch(size: number): Promise<number> {
    const { ids, count } = await this.#ring(size).catch((error: unknown) => {
      this.#batch = Math.max(smallestBatch, Math.floor(size / 4));
      throw error;
    });
    this.#batch = Math.min(largestBatch, size * 2);
    await this.queue.enqueue(...ids.map((outboundId) => ({ outboundId, purpose: 'reminder' as const })));
    this.#ringsAgainAtMs = performance.now() + (await this.#restMs(ids.length));
    return count;
  }

  /** How long what rang takes to leave, about. */
  async #restMs(rung: number): Promise<number> {
    const isEnough = rung > 0 && (await this.outbound.isWaiting('reminder', enoughWaiting));
    const perSend = isEnough ? ringsPerSend.whileEnoughWait : ringsPerSend.usual;
    return (rung / (this.sendsPerSecond * perSend)) * 1_000;
  }

  #ring(size: number): Promise<{ ids: string[]; count: number }> {
    return this.database.transaction(async (tx) => {
      const due = await this.reminders.take(tx, size);
      const now = new Date();
      await this.reminders.addNext(
        tx,
        due.flatMap((one) => nextRingsOf(one, now)),
      );
      const ringing = due.filter(({ isStopped }) => !isStopped);
      if (ringing.length === 0) return { ids: [], count: due.length };
      const wishFor = languageWishes(await this.templates.approved(neededTemplateNames, tx));
      const messages = ringing.map((one) => messageOf(one, now, wishFor(one.language)));
      return { ids: await this.outbound.writeAll(tx, messages), count: due.length };
    });
  }

  /** Those do not ring until the key is back: somebody has to hear of it. */
  async #reportThoseWithoutKey(): Promise<void> {
    if (performance.now() - this.#reportedAtMs < reportPauseMs) return;
    this.#reportedAtMs = performance.now();
    this.#countWithoutKey = await this.reminders.countWithoutKey(this.database);
    const { warning } = this;
    if (warning !== undefined) logger.error({ message: warning, count: this.#countWithoutKey });
  }
}

/** One that cannot be told in the usual way is told plainly: it would keep all that are due with it from ringing, each time anew. */
function messageOf(due: DueReminder, now: Date, wish: LanguageWish): NewOutbound {
  try {
    return ringMessage(due, now, wish);
  } catch (error) {
    const { id: reminderId, contactId, title, language } = due;
    const reason = error instanceof Error ? error.name : 'unknown';
    logger.error({ message: 'told plainly', reminder: reminderId, reason });
    const body = inLanguage(language, () => replies.reminderDue(title));
    return { contactId, reminderId, purpose: 'reminder', body };
  }
}

/** The next time of its series, and when it rings again until it is done. */
function nextRingsOf(due: DueReminder, now: Date): NextRing[] {
  const next = nextTimeOf(due, now);
  const again = due.isStopped ? undefined : againAfter(due, now);
  return [
    ...(next ? [{ id: due.id, dueAt: next }] : []),
    ...(again && !(next && next <= again) ? [{ id: due.id, dueAt: again, ring: (due.ring ?? 0) + 1 }] : []),
  ];
}

/** What was missed while no scheduler ran is announced once, not once for each time. */
function nextTimeOf(due: DueReminder, now: Date): Date | undefined {
  const { id, kind, series, event, dueAt } = due;
  if (!series) return undefined;
  try {
    const after = new Date(Math.max(dueAt.getTime(), now.getTime()));
    return kind === 'event' && event
      ? nextUsualRingOf({ ...due, event, series }, after)
      : nextRing(series, after);
  } catch (error) {
    // Other people's reminders must not wait for this one.
    logger.error({ message: 'repeats no more', reminder: id, reason: String(error) });
    return undefined;
  }
}

import { setTimeout } from 'node:timers/promises';

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
/** A batch is no more than may leave in so many seconds: whatever is due next waits for it. */
const batchSeconds = 7.5;
/** A shutdown waits for a run, and what is due meanwhile must not keep it from ever ending. */
const longestRunMs = 3_000;
/** The pause between two runs: a longer rest is none of a run's. */
const longestPauseMs = 1_000;
/**
 * Reminders that ring for each message that may leave. With fewer, the outbox would run empty; with more, ringing would slow down sending.
 * Fewer ring while enough wait, but never none: those that wait may be waiting for something else.
 */
const ringsPerSend = { usually: 1.5, whileEnoughWait: 0.4 };
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
    const endsAtMs = performance.now() + longestRunMs;
    while (performance.now() < endsAtMs) {
      const restMs = this.#ringsAgainAtMs - performance.now();
      if (restMs > longestPauseMs) break;
      if (restMs > 0) await setTimeout(restMs);
      const size = Math.min(
        this.#batch,
        Math.max(smallestBatch, Math.ceil(this.sendsPerSecond * batchSeconds)),
      );
      if ((await this.#fireBatch(size)) < size) break;
    }
    await this.#reportThoseWithoutKey();
  }

  /** @returns how many were due, and rang unless their person has stopped them */
  async #fireBatch(size: number): Promise<number> {
    const startedAtMs = performance.now();
    const { ids, count } = await this.#ring(size).catch((error: unknown) => {
      this.#batch = Math.max(smallestBatch, Math.floor(size / 4));
      throw error;
    });
    this.#batch = Math.min(largestBatch, size * 2);
    await this.queue.enqueue(...ids.map((outboundId) => ({ outboundId, purpose: 'reminder' as const })));
    if (count === size) this.#ringsAgainAtMs = startedAtMs + (await this.#restMs(ids.length, size));
    return count;
  }

  async #restMs(rung: number, size: number): Promise<number> {
    if (rung === 0) return 0;
    // More than leave during the longer rest.
    const enough = Math.ceil((1.2 * size) / ringsPerSend.whileEnoughWait);
    // What has waited for longer than these take to leave waits for something else.
    const withinMs = (2_000 * enough) / this.sendsPerSecond;
    const isEnough = await this.outbound.areWaiting('reminder', enough, withinMs);
    return (1_000 * rung) / (this.sendsPerSecond * ringsPerSend[isEnough ? 'whileEnoughWait' : 'usually']);
  }

  #ring(size: number): Promise<{ ids: string[]; count: number }> {
    return this.database.transaction(async (tx) => {
      const due = await this.reminders.take(tx, size);
      await this.reminders.addNext(
        tx,
        due.flatMap((one) => (one.isAnew ? [] : nextRingsOf(one, one.firedAt))),
      );
      const ringing = due.filter(({ isStopped }) => !isStopped);
      if (ringing.length === 0) return { ids: [], count: due.length };
      const wishFor = languageWishes(await this.templates.approved(neededTemplateNames, tx));
      const messages = ringing.map((one) => messageOf(one, one.firedAt, wishFor(one.language)));
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

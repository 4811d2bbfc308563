import { z } from 'zod';

import { DamagedError, MicroBatcher, type Sealer } from '#platform';

import type { Database } from './database.ts';
import { leaveOutNeedless, openParts } from './digest.ts';
import { foldWaiting } from './fold-waiting.ts';
import { openDocument } from './outbound-document.ts';
import { type Content, NoRecipientError, type Sendable } from './outbound-message.ts';
import { refundRecipient } from './refund-recipient.sql.ts';
import { openRinging, type Ringing } from './ringing.ts';
import type { SendLimits } from './send-limits.ts';
import { type StartRequest, type StartRow, startSending, type TakenRow } from './start-sending.sql.ts';
import type { TemplateRefusal } from './template-refusal.sql.ts';
import type { Patience } from './turn-order.ts';
import { unlessDamaged } from './unless-unreadable.ts';

/** What became of the wish to send a message now. */
export type Start =
  /** It is marked as being sent. */
  | { message: Sendable }
  /** The number may send nothing more for now, or the person may get nothing more. */
  | { waitFor: 'number' | 'person'; ms: number }
  /** Earlier answers to the person have not left, the first of them this one. */
  | { waitFor: 'earlier'; firstId: string; ms: number }
  /** WhatsApp lets the number reach only so many people from outside the window, and they were reached. */
  | { waitFor: 'place'; ms: number }
  /** The person has to write first: WhatsApp takes no text for them now. */
  | { waitFor: 'window' }
  /** It would ring in the person's quiet hours. One that is marked as being sent, by its send `attempt`, has to be held. */
  | { waitFor: 'morning'; until: Date; ms: number; attempt?: number }
  /** The template that it is made from, or would become, cannot be used: perhaps for ever. `ageMs`: since it was written. */
  | { waitFor: 'template'; refusal: TemplateRefusal; ageMs: number }
  /** The person said "stop": it is not sent, and they are told of it once they say "start". */
  | { waitFor: 'start' }
  /** Nobody needs it any more, so that nobody is told that it is not sent. One that is marked as being sent, by its send `attempt`, is withdrawn. */
  | { waitFor: 'never'; attempt?: number }
  /** An earlier part of its answer failed for good: it is not sent before somebody on call has that one sent again. */
  | { waitFor: 'replay' }
  /** It is out of date, and will not be sent. */
  | { waitFor: 'nothing' };

/** Each earlier message takes about so long; one that has been tried for a while, half as long again. */
const earlierPauseMs = 200;
const longestEarlierPauseMs = 15_000;
/** Another message to the person goes first. */
const nextPauseMs = 100;

/** By the clock of this process. */
interface Asked {
  askedAtMs: number;
}

type Row = (StartRow | TakenRow) & Asked;

const componentsSchema = z.array(z.unknown());
const templateSchema = z.object({ name: z.string(), language: z.string(), components: componentsSchema });

/** Takes messages out of the outbox to send them, within all limits. */
export class SendingStore {
  readonly #starter: MicroBatcher<StartRequest, Start | null>;
  #prepared?: Promise<unknown>;

  /**
   * @param patience for how long an answer waits for an earlier one that was begun
   * @param quietUntil until when one that rings now has to wait, if it has to
   */
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly limits: SendLimits,
    private readonly patience: () => Patience,
    private readonly quietUntil: (ringing: Ringing, now: Date) => Date | undefined = () => undefined,
  ) {
    this.#starter = new MicroBatcher((starts) => this.#startAll(starts), {
      atOnce: 1,
      largest: 100,
      failsAll: (error) => database.isCauseOf(error),
    });
  }

  /**
   * Begins to send a message.
   *
   * @param doubted when the send began that brought no result and is to be repeated (`Doubt.since`). If it has been repeated meanwhile, nothing
   * happens
   * @returns null when there is nothing to send (now). Rejects when it cannot be opened, and with `NoRecipientError` when nothing is known
   * by which to reach the person; it is then as it was before.
   */
  async start(id: string, doubted?: string): Promise<Start | null> {
    const start = await this.#starter.add({ id, doubted });
    if (!start || !('message' in start)) return start;
    const message = await this.#withoutNeedless(id, start.message);
    return message
      ? { message: await this.#takeAlong(id, message) }
      : { waitFor: 'never', attempt: start.message.attempt };
  }

  async #startAll(starts: StartRequest[]): Promise<(Start | Error | null)[]> {
    await this.#prepare();
    const rows = await this.#reserve(starts);
    const uncounted = rows.filter(({ isUncounted }) => isUncounted).map(({ id }) => id);
    if (uncounted.length > 0) {
      await this.#beginCounting(uncounted);
      // One of the same message counts instead of the first.
      rows.push(...(await this.#reserve(starts.filter(({ id }) => uncounted.includes(id)))));
    }
    const results = await Promise.all(rows.map(async (row) => [row.id, await this.#resultOf(row)] as const));
    const started = new Map(results);
    return starts.map(({ id }) => {
      const start = started.get(id);
      // A concurrent call for the same message gets nothing: it is sent once.
      started.delete(id);
      return start ?? null;
    });
  }

  #reserve(starts: StartRequest[]): Promise<Row[]> {
    return this.database.retryingConflicts(async () => {
      const askedAtMs = Date.now();
      const rows = await this.database.$queryRaw<(StartRow | TakenRow)[]>(
        startSending(starts, this.limits, this.patience()),
      );
      return rows.map((row) => ({ ...row, askedAtMs }));
    });
  }

  /** Whoever is recorded by their message has a row from then on: this is for all others. */
  async #beginCounting(ids: string[]): Promise<void> {
    await this.database.retryingConflicts(
      () => this.database.$executeRaw`
        INSERT INTO recipient_limit (contact_id, debt_until, burst_since, hour_log, day_log)
        SELECT c.id, now(), now(), '{}', '{}' FROM (
          SELECT id FROM contact WHERE id = ANY(ARRAY(SELECT contact_id FROM outbound_message WHERE id = ANY(${ids}::uuid[])))
          ORDER BY id FOR KEY SHARE
        ) AS c
        ON CONFLICT DO NOTHING`,
    );
  }

  /** The row of the number is there before the first message. */
  async #prepare(): Promise<void> {
    const { phoneNumberId } = this.limits;
    this.#prepared ??= this.database.numberLimit.createMany({
      data: { phoneNumberId },
      skipDuplicates: true,
    });
    try {
      await this.#prepared;
    } catch (error) {
      this.#prepared = undefined;
      throw error;
    }
  }

  #resultOf(row: Row): Promise<Start | Error> | Start {
    const quiet = this.#quiet(row);
    if (isTaken(row)) {
      return quiet ? { waitFor: 'morning', ...quiet, attempt: row.attempt } : this.#openOrPutBack(row);
    }
    if (row.isNeedless) return { waitFor: 'never' };
    if (row.isStopped) return { waitFor: 'start' };
    if (row.isExpired) return { waitFor: 'nothing' };
    if (row.isCutOff) return { waitFor: 'replay' };
    if (row.isUnsendable && quiet) return { waitFor: 'morning', ...quiet };
    if (row.isUnsendable) return { waitFor: 'window' };
    if (row.refusal !== null) return { waitFor: 'template', refusal: row.refusal, ageMs: row.ageMs };
    if (row.placeWaitMs !== null) return { waitFor: 'place', ms: row.placeWaitMs };
    if (row.isChosen) return { waitFor: 'number', ms: Math.max(1, row.numberWaitMs ?? 0) };
    // What waits for the person leaves one after the other: only the first comes back at the very moment.
    const personWaitMs = (row.personWaitMs ?? 0) + row.behind * earlierPauseMs;
    const { ahead, firstId, firstTriedForMs } = row;
    if (firstId !== null) {
      const each = Math.max(earlierPauseMs, (firstTriedForMs ?? 0) / 2);
      const ms = Math.min(ahead * each, longestEarlierPauseMs);
      // The earlier ones wait for the person, too.
      return { waitFor: 'earlier', firstId, ms: Math.max(ms, personWaitMs) };
    }
    return { waitFor: 'person', ms: Math.max(nextPauseMs, personWaitMs) };
  }

  #quiet({ ringing, contactId }: Row): { until: Date; ms: number } | undefined {
    if (!ringing) return undefined;
    const now = new Date(ringing.now);
    const until = this.quietUntil(openRinging(this.sealer, contactId, ringing), now);
    return until && { until, ms: until.getTime() - now.getTime() };
  }

  /** What could not be opened was not sent, and must not count as in doubt. */
  async #openOrPutBack(row: TakenRow & Asked): Promise<Start | Error> {
    try {
      return { message: this.#open(row) };
    } catch (error) {
      // Should that fail, it counts as in doubt; those taken beside it are sent.
      await this.#putBack(row).catch(() => undefined);
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Undefined when nothing is left of a message that tells of several. Should this fail, it counts as in doubt. */
  async #withoutNeedless(id: string, message: Sendable): Promise<Sendable | undefined> {
    const { parts } = message;
    if (!parts || message.template) return message;
    const { attempt, sendingSince, body } = message;
    const digest = { id, attempt, sendingSince, body, parts };
    const words = await leaveOutNeedless(this.database, this.sealer, digest);
    return words === undefined ? undefined : { ...message, body: words };
  }

  /**
   * Should this fail, it may have happened all the same: the message then counts as in doubt, and is sent again as the database has it.
   */
  async #takeAlong(id: string, message: Sendable): Promise<Sendable> {
    if (!message.takesMore || message.template || message.document) return message;
    const purpose = message.isLastNotificationForMs === undefined ? 'reply' : 'reminder';
    if (purpose === 'reply' && message.choices !== undefined) return message;
    const { attempt, body } = message;
    const folded = await foldWaiting(this.database, this.sealer, { id, attempt, body, purpose });
    // What is tapped would be an answer to one of several reminders.
    return folded === undefined ? message : { ...message, body: folded, choices: undefined };
  }

  #putBack({ id, attempt, statusBefore, sendingSinceBefore }: TakenRow): Promise<unknown> {
    return this.database.transaction(async (tx) => {
      await tx.$executeRaw(refundRecipient(id, attempt));
      await tx.outboundMessage.updateMany({
        where: { id, status: 'sending', sendAttempts: attempt },
        data: { status: statusBefore, sendingSince: sendingSinceBefore, sendAttempts: { decrement: 1 } },
      });
    });
  }

  #open(row: TakenRow & Asked): Sendable {
    return {
      ...this.#contentOf(row),
      contactId: row.contactId,
      attempt: row.attempt,
      failedAttempts: row.failedAttempts,
      isLastForMs: positive(row.nextInMs),
      isLastNotificationForMs: positive(row.nextNotificationInMs),
      takesMore: row.takesMore || undefined,
      parts: row.partsSealed === null ? undefined : openParts(this.sealer, row.partsSealed),
      writtenAt: row.writtenAt,
      askedAt: row.askedAt ?? undefined,
      expiresAt: row.expiresAt ?? undefined,
      sendingSince: row.sendingSince,
      markedAtMs: row.askedAtMs + row.waitedMs,
      to: this.#recipientOf(row),
      language: row.language ?? undefined,
    };
  }

  #contentOf({
    templateName: name,
    templateLanguage: language,
    ...row
  }: TakenRow): Pick<Sendable, 'isFallback' | 'mediaId'> & Content {
    if (row.isClosed && row.fallbackSealed !== null) {
      const template = templateSchema.parse(JSON.parse(this.sealer.open(row.fallbackSealed)));
      return { template, isFallback: true };
    }
    const body = this.sealer.open(row.bodySealed);
    if (name === null || language === null) {
      return {
        body,
        choices: row.choicesSealed === null ? undefined : this.sealer.open(row.choicesSealed),
        document: openDocument(row.document),
        mediaId: row.mediaId ?? undefined,
      };
    }
    return { template: { name, language, components: componentsSchema.parse(JSON.parse(body)) } };
  }

  /** One of a person's two ids suffices, should the other be damaged. */
  #recipientOf({ contactId: id, phoneSealed, bsuidSealed }: TakenRow): Sendable['to'] {
    if (phoneSealed === null && bsuidSealed === null) {
      throw new NoRecipientError('the person has neither a number nor a user id any more');
    }
    const open = (sealed: string | null): string | undefined =>
      sealed === null ? undefined : unlessDamaged(() => this.sealer.open(sealed), { table: 'contact', id });
    const to = { phone: open(phoneSealed), bsuid: open(bsuidSealed) };
    if (to.phone === undefined && to.bsuid === undefined) {
      throw new DamagedError('neither the number nor the user id of the person can be read');
    }
    return to;
  }
}

const positive = (ms: number | null): number | undefined => (ms !== null && ms > 0 ? ms : undefined);

const isTaken = (row: Row): row is TakenRow & Asked => row.isTaken;

import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { MicroBatcher, mostCounted, Sealer } from '#platform';

import { isCutOff } from './answer-parts.sql.ts';
import { type Accepted, acceptAll } from './accept-all.ts';
import { Database, type Transaction } from './database.ts';
import { dropMessages } from './drop-messages.ts';
import { dropNeedless } from './drop-needless.ts';
import { type OutboundMessage, type OutboundPurpose, Prisma } from './generated/client.ts';
import { answeredKey } from './answered-key.sql.ts';
import { isOpenOutbound } from './open-messages.sql.ts';
import { type NewOutbound, noFallback } from './outbound-message.ts';
import { refundRecipient } from './refund-recipient.sql.ts';

/** Long enough for the normal path through the queue; what has not left by then is enqueued again. The column has it as its default. */
export const firstRelayAfterMs = 5_000;
const longestRelayPause = '10 minutes';
const cutOff = 'an earlier part of its answer failed';

/** `answers`: the `messageKey` of the message that it answers. */
type Overdue = Pick<OutboundMessage, 'id' | 'purpose'> & { answers?: string };

/** The transactional outbox: what goes out to people, and how far it got. */
@Injectable()
export class OutboundStore {
  readonly #accepter = new MicroBatcher(
    (accepted: Accepted[]) => acceptAll(this.database, this.sealer, accepted),
    {
      atOnce: 1,
      largest: 100,
      failsAll: (error) => this.database.isCauseOf(error),
    },
  );

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @returns the id to enqueue for sending once `tx` is committed */
  async write(tx: Transaction, message: NewOutbound): Promise<string> {
    const [id = ''] = await this.writeAll(tx, [message]);
    return id;
  }

  /** All of them in one statement. @returns their ids in the same order */
  async writeAll(tx: Transaction, messages: readonly NewOutbound[]): Promise<string[]> {
    const data = messages.map((message) => ({ id: newId(), ...this.#toRow(message) }));
    await tx.outboundMessage.createMany({ data });
    return data.map(({ id }) => id);
  }

  #toRow(message: NewOutbound): Omit<Prisma.OutboundMessageCreateManyInput, 'id'> {
    const { contactId, inReplyToId, answerId, part, reminderId, about, purpose = 'reply' } = message;
    return {
      contactId,
      inReplyToId,
      answerId,
      part,
      reminderId,
      about: about?.map((subject) => ({ ...subject })),
      purpose,
      ...this.#wordsOf(message),
      notBefore: message.notBefore,
      // What is put off comes after all that is due, for the relay and for whoever counts.
      relayAfter: message.notBefore,
      expiresAt: message.expiresAt,
    };
  }

  #wordsOf(message: NewOutbound): Omit<Prisma.OutboundMessageCreateManyInput, 'contactId'> & {
    bodySealed: string;
  } {
    const { template, fallback } = message;
    return {
      bodySealed: this.sealer.seal(template ? JSON.stringify(template.components) : message.body),
      choicesSealed:
        template || message.choices === undefined ? undefined : this.sealer.seal(message.choices),
      document: template ? undefined : message.document,
      templateName: template?.name,
      templateLanguage: template?.language,
      fallbackSealed: fallback && this.sealer.seal(JSON.stringify(fallback)),
      fallbackName: fallback?.name,
      fallbackLanguage: fallback?.language,
    };
  }

  /**
   * WhatsApp accepted it. A status report may have been faster, so this never lowers the status.
   *
   * @param phoneNumberId the number that it left from, whose breaker is closed
   * @returns whether it turns out only now that it had accepted it before, other than before a replay: the person gets it twice, unless one of the two
   * fails
   */
  markAccepted(id: string, wamid: string, phoneNumberId?: string): Promise<boolean> {
    return this.#accepter.add({ id, wamid, phoneNumberId });
  }

  // What follows is about one send of a message, by its number. A process that stood still may tell of it when another one has long sent
  // the message again: that changes nothing any more.

  /**
   * It certainly did not arrive: it waits again.
   *
   * @param failed how long it waits, by how often it failed before, and whether this one counts, because it says something about the message
   * @returns how long it waits, in milliseconds; null when it was not the last send of the message
   */
  async markNotSent(
    id: string,
    attempt: number,
    failed?: { pauseMs: (before: number) => number; counts: boolean },
  ): Promise<number | null> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ failedAttempts: number }[]>`
        SELECT failed_attempts AS "failedAttempts" FROM outbound_message
        WHERE id = ${id}::uuid AND status = 'sending' AND send_attempts = ${attempt} FOR UPDATE`;
      if (!row) return null;
      const ms = failed?.pauseMs(row.failedAttempts) ?? 0;
      await tx.$executeRaw(refundRecipient(id, attempt));
      await tx.$executeRaw`
        UPDATE outbound_message SET status = 'queued', sending_since = NULL, send_attempts = send_attempts - 1,
          failed_attempts = failed_attempts + ${failed?.counts ? 1 : 0}::int,
          not_before = CASE WHEN ${ms}::float8 > 0 THEN now() + ${ms}::float8 * interval '1 millisecond' END,
          relay_after = greatest(relay_after, now() + ${ms}::float8 * interval '1 millisecond')
        WHERE id = ${id}::uuid`;
      return ms;
    });
  }

  /**
   * It is not to leave before `until`, in other words by then.
   *
   * @param attempt its send, where that was begun
   * @returns whether it waits: not when it has been parked, or is being sent by another process
   */
  async hold(
    tx: Transaction,
    id: string,
    { until, attempt, words }: { until: Date; attempt?: number; words?: NewOutbound },
  ): Promise<boolean> {
    const status = attempt === undefined ? 'queued' : 'sending';
    // As everywhere, the message is locked before its person.
    const held = await tx.$queryRaw<unknown[]>`
      SELECT FROM outbound_message WHERE id = ${id}::uuid AND parked_at IS NULL AND status = ${status}::outbound_status
        AND (${attempt ?? null}::int IS NULL OR send_attempts = ${attempt ?? null}::int) FOR UPDATE`;
    if (held.length === 0) return false;
    if (attempt !== undefined) await tx.$executeRaw(refundRecipient(id, attempt));
    await tx.$executeRaw`
      UPDATE outbound_message SET status = 'queued', sending_since = NULL, not_before = ${until}, relay_after = greatest(relay_after, ${until}),
        send_attempts = send_attempts - CASE status WHEN 'sending' THEN 1 ELSE 0 END
      WHERE id = ${id}::uuid`;
    if (words) {
      // They tell of one alone.
      const data = { ...this.#wordsOf(words), partsSealed: null };
      await tx.outboundMessage.update({ where: { id }, data, select: { id: true } });
    }
    return true;
  }

  /** WhatsApp refused it, and will not take it later. @returns whether that was the last send of the message */
  async markRefused(
    id: string,
    attempt: number,
    errorCode: number | null,
    failure: string,
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      // As everywhere, the message is locked before its person.
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT FROM outbound_message WHERE id = ${id}::uuid AND status = 'sending' AND send_attempts = ${attempt} FOR UPDATE`;
      if (rows.length === 0) return false;
      // The person got nothing, so nothing is counted.
      await tx.$executeRaw(refundRecipient(id, attempt));
      await tx.$executeRaw`
        UPDATE outbound_message SET status = 'failed', error_code = ${errorCode}, failed_at = now(), failure = ${failure},
          sending_since = NULL, send_attempts = send_attempts - 1
        WHERE id = ${id}::uuid`;
      return true;
    });
  }

  /** It was not sent as the template that it falls back to, nor will it be: it is text only from now on. */
  async dropFallback(id: string): Promise<void> {
    await this.database.outboundMessage.updateMany({ where: { id }, data: noFallback });
  }

  /** It is not sent. One that may have left, by its send `attempt`, is given up. @param failure why, as for `markFailed` */
  async drop(id: string, failure: string, attempt?: number): Promise<void> {
    const isWaiting = Prisma.sql`o.id = ${id}::uuid AND o.status = 'queued'`;
    const count = await this.database.retryingConflicts(() => dropMessages(this.database, isWaiting));
    if (count === 0) await this.markFailed(id, null, failure, attempt);
  }

  /**
   * Nobody needs it any more: it is removed once that cannot be undone, and waits until then. It stays where that has just been undone. One
   * that may have left, by its send `attempt`, is given up.
   */
  async dropNeedless(id: string, attempt?: number): Promise<void> {
    await dropNeedless(this.database, id, attempt);
  }

  /** It was not sent, and need not be any more. */
  async withdraw(id: string, attempt: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.$executeRaw(refundRecipient(id, attempt));
      await dropMessages(
        tx,
        Prisma.sql`o.id = ${id}::uuid AND o.status = 'sending' AND o.send_attempts = ${attempt}`,
      );
    });
  }

  /**
   * It is given up, unless it has left, or is being sent by another process.
   *
   * @param failure why, in our words: never anybody's words, names or numbers. @param attempt its send, where that was begun
   */
  async markFailed(
    id: string,
    errorCode: number | null,
    failure?: string,
    attempt: number | null = null,
  ): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET status = 'failed', error_code = ${errorCode}, failed_at = now(), failure = ${failure ?? null}
      WHERE id = ${id}::uuid AND (status = 'queued' OR status = 'sending' AND send_attempts = ${attempt}::int)`;
  }

  /** An earlier part of its answer failed for good: it is not sent without that. Not when that is sent again meanwhile. */
  async markCutOff(id: string, attempt: number | null = null): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message w SET status = 'failed', error_code = NULL, failed_at = now(), failure = ${cutOff}
      WHERE id = ${id}::uuid AND (status = 'queued' OR status = 'sending' AND send_attempts = ${attempt}::int) AND ${isCutOff}`;
  }

  /**
   * Messages that should have left by now. Each is returned again until it has, after a minute at first and further apart each time: a
   * backlog is on the queue, and looking for it there costs time that its messages need.
   */
  async takeOverdue(limit: number): Promise<Overdue[]> {
    const rows = await this.database.$queryRaw<(Omit<Overdue, 'answers'> & { answers: string | null })[]>`
      UPDATE outbound_message SET
        relay_after = now() + least(greatest(now() - created_at, interval '1 minute'), ${longestRelayPause}::interval)
      WHERE id = ANY(ARRAY(
        SELECT id FROM outbound_message
        WHERE ${isOpenOutbound} AND relay_after <= now()
        ORDER BY relay_after LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ))
      RETURNING id, purpose::text AS purpose, ${answeredKey('outbound_message')} AS answers`;
    return rows.map(({ answers, ...row }) => ({ ...row, answers: answers ?? undefined }));
  }

  /** @returns whether at least `count` messages of that purpose wait that could leave, were written so lately, and have never been tried */
  async areWaiting(purpose: OutboundPurpose, count: number, withinMs: number): Promise<boolean> {
    const [row] = await this.database.$queryRaw<{ count: number }[]>`
      SELECT count(*) FILTER (
        WHERE purpose = ${purpose}::outbound_purpose AND first_started_at IS NULL AND (not_before > now()) IS NOT TRUE
          AND created_at > now() - ${withinMs}::float8 * interval '1 millisecond'
      )::int AS count
      FROM (
        SELECT purpose, first_started_at, not_before, created_at FROM outbound_message
        WHERE ${isOpenOutbound} ORDER BY relay_after LIMIT ${mostCounted}
      ) AS open`;
    return row !== undefined && row.count >= count;
  }

  /** @returns the `messageKey` of the message that it answers, if it answers one */
  async answeredBy(id: string): Promise<string | null> {
    const [row] = await this.database.$queryRaw<{ key: string | null }[]>`
      SELECT ${answeredKey('o')} AS key FROM outbound_message o WHERE o.id = ${id}::uuid`;
    return row?.key ?? null;
  }

  /** What was taken could not be enqueued: it is overdue again soon. */
  async putBackOverdue(ids: string[]): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET relay_after = now() + ${firstRelayAfterMs} * interval '1 millisecond'
      WHERE id IN (
        -- What is locked is being sent.
        SELECT id FROM outbound_message WHERE id = ANY(${ids}::uuid[]) AND status IN ('queued', 'sending')
        ORDER BY id FOR UPDATE SKIP LOCKED
      )`;
  }
}

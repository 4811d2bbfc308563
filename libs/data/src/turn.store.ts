import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { firstRelayAfterMs } from './outbound.store.ts';

/** A message that is to be acted on now, and what has to be known for it. */
export interface Turn {
  id: string;
  contactId: string;
  /** What we asked this person last and still wait for, in the words of `ContactStore.ask`. */
  question?: string;
  /** Messages of this person in the minute up to this one, itself included. */
  inLastMinute: number;
  /** Whether one of these was already left unread because there were too many. */
  floodedBefore: boolean;
  /** The person took the message back or changed it since. */
  amendment?: { kind: 'edit' | 'revoke'; text?: string };
  /** An earlier message of this person is still open and was waited for long enough. */
  overtakes: boolean;
  /** Blind index of the message of this person that waits for this one. */
  next?: string;
}

export interface TurnResult {
  id: string;
  contactId: string;
  /** What the message was understood as. */
  intent: string;
  /** What to answer; nothing to say when absent. */
  reply?: string;
}

export interface Amendment {
  /** Id of the message that edits or revokes. */
  since: string;
  /** Blind index of the message that is edited or revoked. */
  target: string;
  text?: string;
}

/** Intents of messages that nobody reads, because there were too many within a minute. */
export const floodIntents = { noticed: 'flood_noticed', ignored: 'flood_ignored' } as const;

type TurnRow = Omit<Turn, 'question' | 'amendment' | 'next'> & {
  questionSealed: string | null;
  amendedBy: 'edit' | 'revoke' | null;
  amendedSealed: string | null;
  next: string | null;
};

/** Whose turn it is: one message of a person at a time, in the order they were sent. */
@Injectable()
export class TurnStore {
  constructor(private readonly sealer: Sealer) {}

  /**
   * Makes this transaction the one that acts on these messages. Left out are those that another one handled or has in hand, those that still
   * wait for their file, and those before which another message of the same person is open; for that one they wait at most
   * `patienceMs` from when it was recorded.
   */
  async take(tx: Transaction, ids: string[], patienceMs: number): Promise<Turn[]> {
    const rows = await tx.$queryRaw<TurnRow[]>`
      WITH turn AS (
        UPDATE inbound_message SET handled_at = now()
        WHERE id IN (
          SELECT id FROM inbound_message m
          WHERE m.id = ANY(${ids}::uuid[]) AND m.handled_at IS NULL AND NOT m.awaits_media AND NOT EXISTS (
            SELECT FROM inbound_message e
            WHERE e.contact_id = m.contact_id AND e.handled_at IS NULL
              AND (e.sent_at, e.received_at, e.position, e.id) < (m.sent_at, m.received_at, m.position, m.id)
              AND e.recorded_at > now() - ${patienceMs} * interval '1 millisecond'
          )
          -- One that another worker has in hand must not hold up the others.
          FOR UPDATE SKIP LOCKED
        )
        RETURNING *
      )
      SELECT t.id, t.contact_id AS "contactId", c.question_sealed AS "questionSealed",
        minute.count AS "inLastMinute", coalesce(minute.flooded, false) AS "floodedBefore",
        amendment.kind AS "amendedBy", amendment.body_sealed AS "amendedSealed",
        coalesce(earlier.found, false) AS overtakes, later.wamid_blind_index AS next
      FROM turn t
      JOIN contact c ON c.id = t.contact_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int, bool_or(f.intent IN (${floodIntents.noticed}, ${floodIntents.ignored})) AS flooded
        FROM inbound_message f
        WHERE f.contact_id = t.contact_id AND f.sent_at > t.sent_at - interval '1 minute'
          AND (f.sent_at, f.received_at, f.position, f.id) <= (t.sent_at, t.received_at, t.position, t.id)
      ) minute
      LEFT JOIN LATERAL (
        SELECT a.kind, a.body_sealed FROM inbound_message a
        WHERE a.refers_to_blind_index = t.wamid_blind_index AND a.contact_id = t.contact_id AND a.kind IN ('edit', 'revoke')
        ORDER BY a.sent_at DESC, a.received_at DESC LIMIT 1
      ) amendment ON true
      LEFT JOIN LATERAL (
        SELECT true AS found FROM inbound_message e
        WHERE e.contact_id = t.contact_id AND e.handled_at IS NULL AND e.id <> t.id
          AND (e.sent_at, e.received_at, e.position, e.id) < (t.sent_at, t.received_at, t.position, t.id)
        LIMIT 1
      ) earlier ON true
      LEFT JOIN LATERAL (
        SELECT n.wamid_blind_index FROM inbound_message n
        WHERE n.contact_id = t.contact_id AND n.handled_at IS NULL AND n.id <> t.id AND NOT n.awaits_media
        ORDER BY n.sent_at, n.received_at, n.position, n.id LIMIT 1
      ) later ON true`;
    return rows.map(({ questionSealed, amendedBy, amendedSealed, next, ...row }) => ({
      ...row,
      question: questionSealed === null ? undefined : this.sealer.open(questionSealed),
      amendment: amendedBy
        ? { kind: amendedBy, text: amendedSealed === null ? undefined : this.sealer.open(amendedSealed) }
        : undefined,
      next: next ?? undefined,
    }));
  }

  /** Notes what came of the turns and writes the answers. @returns by message the id of its answer, to be put on the outbound queue once `tx` is committed */
  async finish(tx: Transaction, results: TurnResult[]): Promise<Map<string, string>> {
    const rows = results.map(({ reply, ...result }) => ({
      ...result,
      ...(reply !== undefined && { outboundId: newId(), bodySealed: this.sealer.seal(reply) }),
    }));
    await tx.$executeRaw`
      WITH result AS (
        SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json)
          AS r(id uuid, "contactId" uuid, intent text, "outboundId" uuid, "bodySealed" text)
      ), finished AS (
        UPDATE inbound_message m SET intent = r.intent FROM result r WHERE m.id = r.id
      )
      INSERT INTO outbound_message (id, contact_id, in_reply_to_id, body_sealed, relay_after)
      SELECT r."outboundId", r."contactId", r.id, r."bodySealed", now() + ${firstRelayAfterMs} * interval '1 millisecond'
      FROM result r WHERE r."outboundId" IS NOT NULL`;
    return new Map(rows.flatMap(({ id, outboundId }) => (outboundId ? [[id, outboundId]] : [])));
  }

  /**
   * The person changed an earlier message, or took it back: what is kept of it becomes `text`, or nothing.
   * @returns what had come of it when it was handled already, before the message `since` that says so was recorded
   */
  async amend(tx: Transaction, { since, target, text }: Amendment): Promise<{ handledAs?: string }> {
    const [row] = await tx.$queryRaw<{ intent: string | null }[]>`
      UPDATE inbound_message m SET body_sealed = ${text === undefined ? null : this.sealer.seal(text)}, raw_sealed = NULL
      FROM inbound_message s
      WHERE s.id = ${since}::uuid AND m.wamid_blind_index = ${target} AND m.contact_id = s.contact_id
      RETURNING CASE WHEN m.handled_at < s.recorded_at THEN m.intent END AS intent`;
    return { handledAs: row?.intent ?? undefined };
  }
}

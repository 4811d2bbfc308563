import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import { among, type Transaction } from './database.ts';
import type { MessageOutcome } from './message-outcome.ts';
import type { OutboundDocument } from './outbound-document.ts';
import { firstRelayAfterMs } from './outbound.store.ts';
import type { Subject } from './subject.ts';
import { lastAmendment } from './turn.sql.ts';
import { basisOf, type Turn, type TurnRow } from './turn.ts';
import { isBefore } from './turn-order.ts';

export interface TurnResult {
  id: string;
  contactId: string;
  outcome: MessageOutcome;
  /** What it was understood as, if it was acted on. */
  intent?: string;
  /** What it and its answer are about. */
  about?: Subject[];
  /** The change of the message that was acted on. */
  amendmentId?: string;
  /** What to answer; nothing to say when absent. */
  reply?: string;
  /** What to choose from by a tap, in the caller's own format. */
  choices?: string;
  /** The file that the answer brings, with `reply` as its caption. */
  document?: OutboundDocument;
  /** The rest of an answer that is too long for one message: messages after it, before any files. */
  parts?: { body: string; choices?: string }[];
  /** Further files, each with a caption of its own: messages after the answer. */
  files?: { document: OutboundDocument; caption: string }[];
  /** The reply welcomes the person: no later one does. */
  welcomes?: boolean;
  /** What we await from this person from now on, in the caller's own format; null: nothing; absent: as before. */
  question?: string | null;
  /** BCP 47 tag of the language that the message tells they write in; one that they chose stays. */
  language?: string;
}

interface Amendment {
  /** Id of the message that edits or revokes. */
  since: string;
  /** Blind index of the message it refers to. */
  target: string;
  text?: string;
}

/** The results of leased messages, written in the caller's transaction. */
@Injectable()
export class TurnResultStore {
  constructor(private readonly sealer: Sealer) {}

  /**
   * Begins to act on messages: locks them and their people until `tx` ends.
   * @param isUndoable whether what `tx` changes of people's own things can be undone
   * @returns those that are still leased to the caller and whose basis has not changed since they were understood, by their ids; and
   * whether their person is to be welcomed
   */
  async hold(
    tx: Transaction,
    turns: Pick<Turn, 'id' | 'lease' | 'basis' | 'contact'>[],
    isUndoable = true,
  ): Promise<Map<string, { isNewcomer: boolean }>> {
    const people = turns.map(({ contact }) => contact);
    const leases = turns.map(({ id, lease }) => ({ id, lease }));
    const rows = await tx.$queryRaw<
      (Pick<TurnRow, 'id' | 'questionSealed' | 'amendmentId'> & { isNewcomer: boolean })[]
    >`
      SELECT t.id, c.welcomed_at IS NULL AS "isNewcomer", c.question_sealed AS "questionSealed", amendment.id AS "amendmentId",
        -- See the trigger keep_change.
        set_config('handsfree.acting', ${isUndoable ? 'on' : 'off'}, true)
      FROM json_to_recordset(${JSON.stringify(leases)}::json) AS ours(id uuid, lease uuid)
      JOIN inbound_message t ON t.id = ours.id AND (t.lease = ours.lease AND t.handled_at IS NULL) IS TRUE
      JOIN contact c ON c.id = t.contact_id
      ${lastAmendment}
      WHERE ${among('t', turns)} AND ${among('c', people)}
      ORDER BY c.id
      -- The person first, as everywhere.
      FOR NO KEY UPDATE OF c, t`;
    const understood = new Map(turns.map(({ id, basis }) => [id, basis]));
    const held = rows.filter((row) => understood.get(row.id) === basisOf(row));
    return new Map(held.map(({ id, isNewcomer }) => [id, { isNewcomer }]));
  }

  /**
   * Records the outcome of messages locked by `tx`, and writes the answers to the outbox.
   * @returns the id of each message's answer, to be enqueued for sending once `tx` is committed, and the people
   *   whom something else is owed: what was parked, or the word that something failed
   */
  async finish(
    tx: Transaction,
    results: TurnResult[],
  ): Promise<{ answers: Map<string, string>; owedTo: string[] }> {
    const rows = results.map(({ reply, choices, question, parts = [], files = [], ...result }) => ({
      ...result,
      ...(reply !== undefined && {
        outboundId: newId(),
        bodySealed: this.sealer.seal(reply),
        // The others are messages of their own.
        isFirst: parts.length + files.length > 0,
      }),
      ...(choices !== undefined && { choicesSealed: this.sealer.seal(choices) }),
      ...(question !== undefined && { asks: true }),
      ...(question && { questionSealed: this.sealer.seal(question) }),
    }));
    const changed = rows.flatMap(({ asks, language, welcomes, contactId }) =>
      asks || language || welcomes ? [{ id: contactId }] : [],
    );
    const people = rows.map(({ contactId }) => contactId);
    const owed = await tx.$queryRaw<{ contactId: string }[]>`
      WITH result AS (
        SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(
          id uuid, "contactId" uuid, outcome text, intent text, about jsonb, "amendmentId" uuid, "outboundId" uuid, "bodySealed" text,
          "choicesSealed" text, document jsonb, "isFirst" boolean, asks boolean, "questionSealed" text, language text, welcomes boolean
        )
      ), handled AS (
        UPDATE inbound_message m SET handled_at = now(), lease = NULL, outcome = r.outcome, intent = r.intent, about = r.about,
          amendment_id = r."amendmentId",
          question_sealed = CASE WHEN r.asks THEN (SELECT c.question_sealed FROM contact c WHERE c.id = r."contactId" OFFSET 0) END
        FROM result r WHERE m.id = r.id AND ${among('m', rows)}
      ), changed AS (
        UPDATE contact c SET question_sealed = CASE WHEN r.asks THEN r."questionSealed" ELSE c.question_sealed END,
          language = CASE WHEN c.language_chosen THEN c.language ELSE coalesce(r.language, c.language) END,
          welcomed_at = CASE WHEN r.welcomes THEN now() ELSE c.welcomed_at END, updated_at = now()
        FROM result r WHERE c.id = r."contactId" AND (r.asks OR r.language IS NOT NULL OR r.welcomes) AND ${among('c', changed)}
      ), answer AS (
        INSERT INTO outbound_message (id, contact_id, in_reply_to_id, answer_id, body_sealed, choices_sealed, document, relay_after)
        SELECT r."outboundId", r."contactId", r.id, CASE WHEN r."isFirst" THEN r."outboundId" END, r."bodySealed", r."choicesSealed", r.document, now() + ${firstRelayAfterMs} * interval '1 millisecond'
        FROM result r WHERE r."outboundId" IS NOT NULL
      )
      SELECT contact_id AS "contactId" FROM outbound_message
      WHERE contact_id = ANY(${people}::uuid[]) AND parked_at IS NOT NULL
      UNION SELECT contact_id FROM outbound_message
      WHERE contact_id = ANY(${people}::uuid[]) AND status = 'failed' AND told_at IS NULL AND dismissed_at IS NULL`;
    return {
      answers: new Map(rows.flatMap(({ id, outboundId }) => (outboundId ? [[id, outboundId]] : []))),
      owedTo: owed.map(({ contactId }) => contactId),
    };
  }

  /**
   * The person changed an earlier message, or took it back: what is kept of it becomes `text`, or nothing.
   * @returns the message, with the intent of what was done because of it, `out_of_scope` where it had no words, when that was done without regard to the message `since` or a
   * later change
   */
  async amend(
    tx: Transaction,
    { since, target, text }: Amendment,
  ): Promise<{ id: string; intent: string } | undefined> {
    const [row] = await tx.$queryRaw<{ id: string; intent: string | null }[]>`
      UPDATE inbound_message m SET body_sealed = ${text === undefined ? null : this.sealer.seal(text)}, raw_sealed = NULL,
        -- Of a file, only the caption is another one.
        reading_sealed = CASE WHEN ${text !== undefined}::boolean AND m.has_media THEN m.reading_sealed END
      FROM inbound_message s
      WHERE s.id = ${since}::uuid AND m.wamid_blind_index = ${target} AND m.contact_id = s.contact_id
      RETURNING m.id, CASE WHEN m.handled_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM inbound_message heeded WHERE heeded.id = m.amendment_id AND NOT ${isBefore('heeded', 's')}
      ) THEN coalesce(m.intent, CASE WHEN m.outcome = 'wordless' THEN 'out_of_scope' END) END AS intent`;
    return row && row.intent !== null ? { id: row.id, intent: row.intent } : undefined;
  }
}

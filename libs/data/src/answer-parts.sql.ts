import { Prisma } from './generated/client.ts';

// An answer that is several messages arrives whole and in order, or says that it did not. All of them have its `answer_id`, and their place in
// it as `part`; a repetition has those of the message that it repeats.

/** What a report told a moment ago is about to be written once more. */
export const repeatedWithin = Prisma.sql`interval '1 minute'`;

const failedLately = (alias: string): Prisma.Sql => {
  const column = (name: string): Prisma.Sql => Prisma.raw(`${alias}.${name}`);
  return Prisma.sql`(${column('status')} = 'failed' AND ${column('wamid_blind_index')} IS NOT NULL AND ${column('failed_at')} > now() - ${repeatedWithin})`;
};

/**
 * The messages before `w` in its answer that may still leave, also those that wait for the person to write: however long that takes, none is
 * overtaken. Selects from `outbound_message` as `e`.
 */
export const openPartsBefore = Prisma.sql`
  FROM outbound_message e
  WHERE w.part > 0 AND e.answer_id = w.answer_id AND e.part < w.part AND (
    e.status IN ('queued', 'sending')
    OR ${failedLately('e')} AND NOT EXISTS (
      SELECT FROM outbound_message f WHERE f.retry_of_id = coalesce(e.retry_of_id, e.id) AND f.retry_number > e.retry_number OFFSET 0
    )
  )`;

/** Whether a message before `w` in its answer failed for good: without that one, the rest makes no sense. */
export const isCutOff = Prisma.sql`w.part > 0 AND EXISTS (
  SELECT FROM outbound_message e
  WHERE e.answer_id = w.answer_id AND e.part < w.part AND e.retry_of_id IS NULL AND NOT EXISTS (
    SELECT FROM outbound_message f WHERE (f.id = e.id OR f.retry_of_id = e.id) AND (f.status <> 'failed' OR ${failedLately('f')}) OFFSET 0
  )
  OFFSET 0
)`;

/** Whether more of its answer leaves after `w`. */
export const hasMoreParts = Prisma.sql`w.answer_id IS NOT NULL AND EXISTS (
  SELECT FROM outbound_message later
  WHERE later.answer_id = w.answer_id AND later.part > w.part AND later.status IN ('queued', 'sending') OFFSET 0
)`;

/** The id of the message that `w` answers, by itself or as a part of an answer; null when it answers none. */
export const answeredId = Prisma.sql`coalesce(w.in_reply_to_id, (
  SELECT first.in_reply_to_id FROM outbound_message first WHERE first.id = w.answer_id
))`;

/** Since when others are patient with `e`; null: since it was written. A part that waits for an earlier one is as stuck as that one. */
export const begunAt = Prisma.sql`coalesce(e.first_started_at, CASE WHEN e.part > 0 THEN (
  SELECT stuck.first_started_at FROM outbound_message stuck
  WHERE stuck.answer_id = e.answer_id AND stuck.part < e.part AND stuck.status IN ('queued', 'sending', 'failed')
  ORDER BY stuck.part, stuck.retry_number LIMIT 1
) END)`;

import { isDead } from './dead-letter.sql.ts';
import { Prisma } from './generated/client.ts';

export type Direction = 'inbound' | 'outbound';

interface Rule {
  /** The table, with the alias `o`. */
  table: Prisma.Sql;
  /** Nobody can do without the words yet. */
  isNeeded: Prisma.Sql;
  /** There is something to be emptied. */
  hasWords: Prisma.Sql;
  emptied: Prisma.Sql;
}

/** What happens to the messages of a direction. The row stays, with whatever counts, orders or recognises it. */
export const retentionRules: Record<Direction, Rule> = {
  inbound: {
    table: Prisma.sql`inbound_message o`,
    // Of one that was given up, only the sender is told, and that at once: a replay does not send it.
    isNeeded: Prisma.sql`o.handled_at IS NULL`,
    hasWords: Prisma.sql`num_nonnulls(o.body_sealed, o.raw_sealed, o.reading_sealed, o.becomes_sealed, o.question_sealed) > 0`,
    emptied: Prisma.sql`body_sealed = NULL, raw_sealed = NULL, reading_sealed = NULL, becomes_sealed = NULL, question_sealed = NULL`,
  },
  outbound: {
    table: Prisma.sql`outbound_message o`,
    // It has not left, or is a dead letter that can be replayed.
    isNeeded: Prisma.sql`(o.status IN ('queued', 'sending') OR ${isDead})`,
    hasWords: Prisma.sql`(o.body_sealed <> '' OR num_nonnulls(o.parts_sealed, o.choices_sealed, o.fallback_sealed) > 0)`,
    emptied: Prisma.sql`body_sealed = '', parts_sealed = NULL, choices_sealed = NULL, fallback_sealed = NULL`,
  },
};

/**
 * Empties those of the `candidates`, a statement's name for rows with an `id`, whose words nobody needs any more. One that somebody else has in
 * hand at this moment counts as needed. As names for what follows: `free`, those that nobody needs, and `emptied`, those of them that had words.
 */
export const emptyCandidates = ({ table, isNeeded, hasWords, emptied }: Rule): Prisma.Sql => Prisma.sql`
  free AS MATERIALIZED (
    SELECT o.id, ${hasWords} AS has_words FROM ${table} WHERE o.id = ANY(ARRAY(SELECT id FROM candidates)) AND NOT ${isNeeded} FOR UPDATE OF o SKIP LOCKED
  ), emptied AS (
    UPDATE ${table} SET ${emptied} WHERE o.id = ANY(ARRAY(SELECT id FROM free WHERE has_words)) RETURNING o.id
  )`;

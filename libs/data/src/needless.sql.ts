import { Prisma } from './generated/client.ts';

/** SQL of what the reminder `r` must be for somebody to want to hear of it still. */
const isOver = Prisma.sql`(r.done_at IS NOT NULL OR r.cancelled_at IS NOT NULL)`;

/**
 * SQL of whether nobody needs a message any more: what it rings for was done or cancelled since, or it is an agenda whose day is over. A
 * message that tells of several is mended instead, when it leaves.
 *
 * @param message its alias
 */
export function isNeedless(message: string, now = Prisma.sql`now()`): Prisma.Sql {
  const o = Prisma.raw(message);
  return Prisma.sql`(${o}.purpose = 'reminder' AND EXISTS (
    SELECT FROM outbound_message first JOIN reminder r ON r.id = first.reminder_id
    WHERE first.id = coalesce(${o}.retry_of_id, ${o}.id) AND first.parts_sealed IS NULL
      -- Nor does it tell of others without knowing its parts, as those did that were written before there were any.
      AND NOT EXISTS (SELECT FROM reminder folded WHERE folded.contact_id = first.contact_id AND folded.announced_by_id = first.id OFFSET 0)
      AND (${isOver} OR r.kind IN ('agenda', 'preview') AND ${o}.expires_at <= ${now})
    OFFSET 0
  ))`;
}

/** SQL of whether a message is an agenda, which nobody needs once its day is over. @param message its alias */
export function isOfOneDay(message: string): Prisma.Sql {
  const o = Prisma.raw(message);
  return Prisma.sql`EXISTS (
    SELECT FROM outbound_message first JOIN reminder r ON r.id = first.reminder_id
    WHERE first.id = coalesce(${o}.retry_of_id, ${o}.id) AND first.parts_sealed IS NULL AND r.kind IN ('agenda', 'preview') OFFSET 0
  )`;
}

/** SQL of whether the message that tells of the reminder `r` waits to leave, or is to be written anew. */
export const isHeldBack = Prisma.sql`(r.fired_at IS NOT NULL AND (r.withdrawn_at IS NOT NULL OR EXISTS (
  SELECT FROM outbound_message first JOIN outbound_message m ON m.id = first.id OR m.retry_of_id = first.id
  WHERE (first.reminder_id = r.id OR first.id = r.announced_by_id) AND m.status = 'queued'
  OFFSET 0
)))`;

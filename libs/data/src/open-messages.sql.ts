import { mostCounted } from '#platform';

import { isFailedInbound, isLetter } from './dead-letter.sql.ts';
import { Prisma } from './generated/client.ts';

/** Fewer of dead letters than of all else: for each, the others of its family are looked up. */
export const mostDeadCounted = 1_000;

// Their indexes are for those who look through all people's messages, and say so by `> '-infinity'`. Others would be given them too while few
// messages are open, and then read those of everybody to find one person's.

/** Of `inbound_message`: nobody has handled it. To be read in the order of `claimable_at`. */
export const isOpenInbound = Prisma.sql`handled_at IS NULL AND claimable_at > '-infinity'`;
/** Of `outbound_message`: it may still leave. To be read in the order of `relay_after`. */
export const isOpenOutbound = Prisma.sql`status IN ('queued', 'sending') AND parked_at IS NULL AND relay_after > '-infinity'`;

/** What came in and is not handled yet. */
export const openInbound = Prisma.sql`
  SELECT contact_id, received_at AS since FROM inbound_message WHERE ${isOpenInbound} ORDER BY claimable_at LIMIT ${mostCounted}`;

/**
 * What has not left. It is due unless it is put off on purpose, as by quiet hours. Somebody waits for an answer that is due; for a repetition, since it
 * could leave: it is late already.
 */
export const openOutbound = Prisma.sql`
  SELECT contact_id, CASE WHEN retry_of_id IS NULL THEN created_at ELSE greatest(created_at, not_before) END AS since,
    (not_before > now()) IS NOT TRUE AS is_due, purpose = 'reply' AND (not_before > now()) IS NOT TRUE AS is_awaited
  FROM outbound_message WHERE ${isOpenOutbound} ORDER BY relay_after LIMIT ${mostCounted}`;

/** When it failed, the latest first. */
export const deadOutbound = Prisma.sql`
  SELECT coalesce(o.failed_at, o.created_at) AS at FROM outbound_message o
  WHERE ${isLetter} ORDER BY coalesce(o.failed_at, o.created_at) DESC, o.id DESC LIMIT ${mostDeadCounted}`;
export const deadInbound = Prisma.sql`
  SELECT i.handled_at AS at FROM inbound_message i WHERE ${isFailedInbound} AND i.dismissed_at IS NULL
  ORDER BY i.handled_at DESC, i.id DESC LIMIT ${mostDeadCounted}`;

import { Prisma } from './generated/client.ts';

/**
 * The order in which a person's messages are handled, defined only here. The rule:
 *
 * 1. A person has one message in hand at a time: the one with a lease, as a unique index enforces. Different people never wait
 *    for each other.
 * 2. Messages are claimed in the order they were sent; WhatsApp's time stamps are whole seconds, so messages of one second follow
 *    the order in which ingress received them, and their position in the webhook.
 * 3. A message is not claimed before its `claimable_at`: while it settles (it was delayed on its way, and so may be others sent
 *    before it), while it backs off after a failure, and while it is in hand. One that waits for its file is not
 *    claimed at all.
 * 4. A message that names a predecessor (`after`) waits until that one is recorded, or if it was erased not at all; at most `patienceMs` from its own record or from
 *    the end of an outage. Time without any worker counts as one.
 * 5. A message waits for every earlier one that is open. Patience with an earlier one lasts `patienceMs` from its first claim (for
 *    a file: from its announcement) and begins anew when an outage ends. What nobody ever claimed is not overtaken; what was
 *    overtaken once holds up nobody any more.
 *
 * The worker that finishes a message claims the person's next one; one that records a message it cannot claim yet looks again
 * after the commit. One of the two sees the other, so no message is left unclaimed.
 */
export interface Patience {
  patienceMs: number;
  /** How long ago an outage ended, or the process began; infinite when neither counts. */
  sinceOutageMs: number;
}

/** How long a message waits for an earlier one that is stuck on its file or in a retry. */
export const usualPatienceMs = 30_000;

/** Whether message `m` may be claimed now. `OFFSET 0`: see `recordInbound`. */
export const claimable = ({ patienceMs, sinceOutageMs }: Patience): Prisma.Sql => Prisma.sql`
  m.handled_at IS NULL AND m.lease IS NULL AND NOT m.awaits_media AND m.claimable_at <= now()
  AND NOT EXISTS (
    SELECT FROM inbound_message in_hand
    WHERE in_hand.contact_id = m.contact_id AND in_hand.handled_at IS NULL AND in_hand.lease IS NOT NULL OFFSET 0
  )
  AND (
    m.after_blind_index IS NULL
    OR EXISTS (SELECT FROM inbound_message before WHERE before.wamid_blind_index = m.after_blind_index OFFSET 0)
    OR EXISTS (SELECT FROM erased_message erased WHERE erased.wamid_blind_index = m.after_blind_index OFFSET 0)
    OR greatest(m.recorded_at, ${ago(sinceOutageMs)}) <= ${ago(patienceMs)}
  )
  AND NOT EXISTS (
    SELECT FROM inbound_message earlier
    WHERE earlier.contact_id = m.contact_id AND earlier.handled_at IS NULL AND NOT earlier.overtaken
      AND ${isBefore('earlier', 'm')}
      AND (
        earlier.first_claimed_at IS NULL
        OR greatest(earlier.first_claimed_at, ${ago(sinceOutageMs)}) > ${ago(patienceMs)}
      )
    OFFSET 0
  )`;

/** Whether one message comes before another one of the same person; both are aliases in the statement. */
export function isBefore(one: string, other: string): Prisma.Sql {
  return Prisma.sql`(${placeOf(one)}) < (${placeOf(other)})`;
}

/** A message's position among those of its person, as columns to compare or sort by. */
export const placeOf = (alias: string): Prisma.Sql =>
  Prisma.raw(['sent_at', 'received_at', 'position', 'id'].map((column) => `${alias}.${column}`).join(', '));

const longestMs = 10 * 365 * 24 * 3_600_000;

/** The moment so many milliseconds ago; for an infinite number one long before anything of ours. */
export function ago(ms: number): Prisma.Sql {
  return Prisma.sql`now() - ${Math.min(ms, longestMs)}::float8 * interval '1 millisecond'`;
}

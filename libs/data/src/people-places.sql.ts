import { Prisma } from './generated/client.ts';

/** The parts of 24 hours, beside the one that is not over; see the migration `send_limits`. */
const parts = 100;
const partMs = Prisma.sql`${86_400_000 / parts}::float8`;
const last = Prisma.sql`${parts + 1}::int`;

/** The part in which a moment is, since 1970. */
const partOf = (moment: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`floor(extract(epoch FROM ${moment})::float8 * 1000 / ${partMs})::bigint`;

/**
 * How many more people the number may reach from outside the window to them: a CTE `places` over `number`, its locked row, and `clock`, the
 * time. WhatsApp counts each person once in any 24 hours, by the last template that reached them. Its columns:
 *
 * - `free`: how many now; null when WhatsApp sets no limit, or has not told it;
 * - `wait_ms`: if none, how long until there may be one;
 * - `part`, `counts`: who was reached last when, as numbers of people.
 *
 * The numbers are a column of a locked row, as those of all limits: rows counted under a lock would be those of an older snapshot.
 */
export const peoplePlaces = Prisma.sql`places AS MATERIALIZED (
    SELECT part, counts, n.people_per_day - total AS free,
      CASE WHEN total >= n.people_per_day THEN (part + parts_until_room(counts, n.people_per_day)) * ${partMs} - at_ms END AS wait_ms
    FROM clock, number n
    CROSS JOIN LATERAL (SELECT greatest(floor(at_ms / ${partMs})::bigint, n.people_part) AS part) AS now
    CROSS JOIN LATERAL (SELECT slide_window(n.people_counts, part - n.people_part) AS counts) AS slid
    CROSS JOIN LATERAL (SELECT sum(count)::int AS total FROM unnest(counts) AS each(count)) AS summed
  )`;

/** Whether somebody who was last reached at `reachedAt` is one of those who are counted. Of `places`. */
export const isCounted = (reachedAt: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${partOf(reachedAt)} >= places.part - ${parts}::int) IS TRUE`;

/**
 * Moves whom `granted` reaches from outside the window, by its column `reaches`, to where they are counted now: `reached_at` is when they were
 * reached last. Two assignments of the `UPDATE` of the number's row `n`.
 */
export const takePlaces = Prisma.sql`
  people_part = CASE WHEN reached.count > 0 THEN places.part ELSE n.people_part END,
  people_counts = CASE WHEN reached.count > 0 THEN ARRAY(
    SELECT greatest(0, each.count - (
      SELECT count(*) FROM granted g WHERE g.reaches AND ${partOf(Prisma.sql`g.reached_at`)} = places.part - ${last} + each.nth
    )) + CASE WHEN each.nth = ${last} THEN reached.count ELSE 0 END
    FROM unnest(places.counts) WITH ORDINALITY AS each(count, nth) ORDER BY each.nth
  )::int[] ELSE n.people_counts END`;

import { Prisma } from './generated/client.ts';
import { takePlaces } from './people-places.sql.ts';
import type { SendLimits } from './send-limits.ts';

/** Between the probes of an open breaker, in seconds: longer than a send may take. */
const firstProbePause = 6;
const longestProbePause = 60;

/** Of a sliding window, beside the one that is not over; see the migration `send_limits`. */
const parts = 100;
/** A queue that woke for each slot of a second would mostly find it taken: it wakes for the slots of so many seconds. */
const wakeSeconds = 0.04;

const lengthsMs = { second: 1_000, minute: 60_000, day: 86_400_000 };

const windows = (['second', 'minute', 'day'] as const).map((name) => ({
  name,
  partMs: Prisma.sql`${lengthsMs[name] / parts}::float8`,
  partColumn: Prisma.raw(`${name}_part`),
  countsColumn: Prisma.raw(`${name}_counts`),
  // As they are now.
  part: Prisma.raw(`${name}_part_now`),
  counts: Prisma.raw(`${name}_counts_now`),
  sends: Prisma.raw(`${name}_sends`),
  rows: [1, 2, 3].map((step) => Prisma.raw(`${name}_${step}`)),
}));

function limitedWindows({ perSecond, perMinute, perDay }: SendLimits) {
  const limits = {
    second: { most: perSecond, room: Math.ceil(perSecond * wakeSeconds) },
    minute: { most: perMinute, room: 1 },
    day: { most: perDay, room: 1 },
  };
  return windows.map((window) => {
    const { most, room } = limits[window.name];
    return { ...window, most: Prisma.sql`${most}::int`, fullFrom: Prisma.sql`${most - room + 1}::int` };
  });
}

/** The windows of the number `n` by the time `at_ms`: joins. */
function asTheyAreNow(): Prisma.Sql {
  const joins = windows.map(
    ({
      part,
      counts,
      partMs,
      partColumn,
      countsColumn,
      sends,
      rows: [partRow, countsRow, sendsRow],
    }) => Prisma.sql`
    CROSS JOIN LATERAL (SELECT floor(at_ms / ${partMs})::bigint AS ${part}) AS ${partRow}
    CROSS JOIN LATERAL (SELECT slide_window(n.${countsColumn}, ${part} - n.${partColumn}) AS ${counts}) AS ${countsRow}
    CROSS JOIN LATERAL (SELECT sum(count)::int AS ${sends} FROM unnest(${counts}) AS each(count)) AS ${sendsRow}`,
  );
  return Prisma.join(joins, '');
}

/** How many messages the number sent within each of its windows; locks nothing. A statement that selects a `SendUse`. */
export const sendUse = (phoneNumberId: string): Prisma.Sql => Prisma.sql`
  SELECT second_sends AS second, minute_sends AS minute, day_sends AS day
  FROM (SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at_ms) AS clock, number_limit n
  ${asTheyAreNow()}
  WHERE n.phone_number_id = ${phoneNumberId}`;

/**
 * What a business number may still send: a CTE `slots` over `number`, its locked row, and `clock`, the time. Its columns:
 *
 * - `free`: how many messages now;
 * - `wait_ms`: if none, how long until there may be some;
 * - the windows as they are now, for `takeSlots`.
 *
 * GCRA makes the rate smooth: a slot every nth of a second, and a small burst after a pause. The windows keep the limits themselves:
 * never more in any second, minute or day. While the circuit breaker is open there is one slot at a time, for a probe.
 */
export function numberSlots(limits: SendLimits): Prisma.Sql {
  const limited = limitedWindows(limits);
  const slotMs = 1_000 / limits.perSecond;
  // Enough that no slot is lost to processes that are late by a fifth of a second.
  const burst = Math.max(1, Math.floor(limits.perSecond / 5));
  // Waking for each slot would cost a queue operation of many workers.
  const wakeFor = Math.ceil(burst / 2);
  const free = limited.map(({ most, sends }) => Prisma.sql`${most} - ${sends}`);
  const waits = limited.map(
    ({ most, fullFrom, sends, part, counts, partMs }) => Prisma.sql`
      CASE WHEN ${sends} >= ${most} THEN (${part} + parts_until_room(${counts}, ${fullFrom})) * ${partMs} - at_ms END`,
  );
  return Prisma.sql`slots AS MATERIALIZED (
    SELECT
      greatest(0, least(
        CASE WHEN n.slowed_until > at THEN 0 END,
        CASE WHEN n.opened_at IS NOT NULL THEN CASE WHEN n.probe_at > at THEN 0 ELSE 1 END END,
        floor(${burst}::float8 - busy_ms / ${slotMs}::float8)::int,
        ${Prisma.join(free, ', ')}
      )) AS free,
      greatest(
        extract(epoch FROM n.slowed_until - at)::float8 * 1000,
        CASE WHEN n.opened_at IS NOT NULL THEN extract(epoch FROM n.probe_at - at)::float8 * 1000 END,
        CASE WHEN busy_ms > ${(burst - 1) * slotMs}::float8 THEN busy_ms - ${(burst - wakeFor) * slotMs}::float8 END,
        ${Prisma.join(waits, ', ')}
      ) AS wait_ms,
      ${Prisma.join(
        windows.map(({ part, counts }) => Prisma.sql`${part}, ${counts}`),
        ', ',
      )}
    FROM clock, number n
    CROSS JOIN LATERAL (SELECT greatest(0, extract(epoch FROM n.smooth_until - at)::float8 * 1000) AS busy_ms) AS smooth
    ${asTheyAreNow()}
  )`;
}

/** Takes as many slots as there are rows in `granted`, and the places of the people whom they reach: a data-modifying CTE. */
export function takeSlots(limits: SendLimits): Prisma.Sql {
  const columns = windows.map(
    ({ part, counts, partColumn, countsColumn }) => Prisma.sql`
      ${partColumn} = greatest(n.${partColumn}, s.${part}),
      ${countsColumn} = s.${counts}[1:${parts}::int] || (s.${counts}[${parts + 1}::int] + taken.count)`,
  );
  return Prisma.sql`
    UPDATE number_limit n SET
      -- While the breaker is open, what was taken is a probe. The next one is due later each time.
      probes = CASE WHEN n.opened_at IS NULL THEN 0 ELSE n.probes + 1 END,
      probe_at = CASE WHEN n.opened_at IS NULL THEN n.probe_at
        ELSE at + least(${longestProbePause}::float8, ${firstProbePause}::float8 * 2 ^ least(n.probes, 10)) * interval '1 second' END,
      smooth_until = greatest(n.smooth_until, at) + taken.count * ${1_000 / limits.perSecond}::float8 * interval '1 millisecond',
      ${takePlaces},
      ${Prisma.join(columns, ', ')}
    FROM slots s, places, clock, (SELECT count(*)::int AS count FROM granted) AS taken,
      (SELECT count(*)::int AS count FROM granted WHERE reaches) AS reached
    WHERE n.phone_number_id = ${limits.phoneNumberId} AND taken.count > 0`;
}

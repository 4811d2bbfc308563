import { answeredId, openPartsBefore } from './answer-parts.sql.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { SendWaits } from './message-trace.ts';
import { numberSlots } from './number-slots.sql.ts';
import { type PersonWait, personWaits } from './person-waits.sql.ts';
import type { SendLimits } from './send-limits.ts';
import { templateRefusal, type TemplateRefusal } from './template-refusal.sql.ts';
import { isAnswerToRecent, isWindowOpen } from './window.sql.ts';

interface SendWaitsRow {
  id: string;
  at: Date;
  /** In milliseconds from `at`, by what is waited for. */
  personMs: Record<PersonWait, number | null>;
  free: number | null;
  limitsMs: number | null;
  slowedUntil: Date | null;
  openedAt: Date | null;
  openedBy: number | null;
  probeAt: Date | null;
  earlierId: string | null;
  isStopped: boolean;
  isExpired: boolean;
  isClosed: boolean;
  needsUpload: boolean;
  refusal: TemplateRefusal | null;
}

/**
 * Why messages have not left, by the same rules as `startSending`, which decides; reserves and locks nothing.
 *
 * @returns a statement that selects a `SendWaitsRow` of each that is queued and not parked
 */
const sendWaits = (ids: string[], limits: SendLimits): Prisma.Sql => Prisma.sql`
  WITH wanted AS MATERIALIZED (
    SELECT * FROM outbound_message WHERE id = ANY(${ids}::uuid[]) AND status = 'queued' AND parked_at IS NULL
  ), number AS MATERIALIZED (
    SELECT * FROM number_limit WHERE phone_number_id = ${limits.phoneNumberId}
  ), clock AS MATERIALIZED (
    SELECT at, extract(epoch FROM at)::float8 * 1000 AS at_ms FROM (SELECT clock_timestamp() AS at OFFSET 0) AS now
  ), ${numberSlots(limits)}, seen AS (
    SELECT w.*, w.template_name IS NULL AND NOT ${isWindowOpen(Prisma.sql`w.contact_id`, Prisma.sql`p.window_closed_at`, Prisma.sql`at`)}
      AND NOT ${isAnswerToRecent(answeredId, Prisma.sql`p.window_closed_at`, Prisma.sql`at`)} AS is_closed
    FROM clock, wanted w LEFT JOIN recipient_limit p ON p.contact_id = w.contact_id
  )
  SELECT w.id, at, json_build_object(${Prisma.join(
    Object.entries(personWaits(limits)).map(([wait, ms]) => Prisma.sql`${wait}::text, ${ms}`),
    ', ',
  )}) AS "personMs",
    slots.free, slots.wait_ms AS "limitsMs", n.slowed_until AS "slowedUntil", n.opened_at AS "openedAt", n.opened_by AS "openedBy", n.probe_at AS "probeAt",
    (
      SELECT id FROM (
        SELECT e.id, e.created_at FROM outbound_message e
        WHERE w.purpose = 'reply' AND e.contact_id = w.contact_id AND e.status IN ('queued', 'sending') AND e.purpose = 'reply'
          AND e.parked_at IS NULL AND (e.retry_of_id IS NULL OR e.released_at IS NOT NULL) AND (e.created_at, e.id) < (w.created_at, w.id)
        UNION SELECT e.id, e.created_at ${openPartsBefore}
      ) AS earlier
      ORDER BY created_at, id LIMIT 1
    ) AS "earlierId",
    w.purpose <> 'reply' AND c.stopped_at IS NOT NULL AS "isStopped", (w.expires_at <= at) IS TRUE AS "isExpired", w.is_closed AS "isClosed",
    w.document IS NOT NULL AND w.media_id IS NULL AS "needsUpload",
    ${templateRefusal(
      {
        name: Prisma.sql`CASE WHEN w.template_name IS NOT NULL THEN w.template_name WHEN w.is_closed THEN w.fallback_name END`,
        language: Prisma.sql`coalesce(w.template_language, w.fallback_language)`,
      },
      Prisma.sql`w.contact_id`,
      Prisma.sql`at`,
    )} AS refusal
  FROM clock, seen w
  JOIN contact c ON c.id = w.contact_id
  LEFT JOIN recipient_limit p ON p.contact_id = w.contact_id
  LEFT JOIN number n ON true
  LEFT JOIN slots ON true`;

/** By id, of each that is queued and not parked. */
export async function sendWaitsOf(
  database: Database,
  ids: string[],
  limits: SendLimits,
): Promise<Map<string, SendWaits>> {
  const rows = await database.$queryRaw<SendWaitsRow[]>(sendWaits(ids, limits));
  return new Map(rows.map((row) => [row.id, toWaits(row)]));
}

function toWaits(row: SendWaitsRow): SendWaits {
  const { at, personMs, free, limitsMs, slowedUntil, openedAt, openedBy: code, probeAt, ...others } = row;
  const after = (ms: number | null): Date | undefined =>
    ms !== null && ms > 0 ? new Date(at.getTime() + ms) : undefined;
  const until: SendWaits['until'] = {};
  for (const [wait, ms] of Object.entries(personMs) as [PersonWait, number | null][]) {
    const end = after(ms);
    if (end) until[wait] = end;
  }
  if (slowedUntil && slowedUntil > at) until.slowed = slowedUntil;
  else if (!openedAt && free !== null && free <= 0) until.limits = after(limitsMs) ?? at;
  const { earlierId, isStopped, isExpired, isClosed, needsUpload, refusal } = others;
  return {
    until,
    breaker: openedAt && { openedAt, code, probeAt },
    earlierId,
    isStopped,
    isExpired,
    isClosed,
    needsUpload,
    refusal,
  };
}

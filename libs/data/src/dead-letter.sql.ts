import type { DeadLetterFilter, DeadLetterPlace } from './dead-letter.ts';
import { Prisma } from './generated/client.ts';

const arrived = Prisma.sql`('delivered', 'read', 'played')`;
const o = Prisma.sql`o`;
/** A part of the same answer. */
const d = Prisma.sql`d`;
/** As in the indexes of the migrations `dead_letters` and `dead_index`, which serve only what is written the same. */
const failedAt = Prisma.sql`coalesce(o.failed_at, o.created_at)`;
const failedOutcome = Prisma.sql`i.outcome IN ('failed', 'timed_out')`;

// As everywhere, `OFFSET 0` keeps a look-up for each row from becoming a join, which could read a whole table.

/** A message and its repetitions are one to the person: `m` is any of those that `of` belongs to. */
const ofFamily = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`
  FROM outbound_message m WHERE (m.id = coalesce(${of}.retry_of_id, ${of}.id) OR m.retry_of_id = coalesce(${of}.retry_of_id, ${of}.id))`;

/** The outbound message `of` failed for good: it is the last of its family, and none of them arrived. */
const hasFailed = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`${of}.status = 'failed' AND NOT EXISTS (
  SELECT ${ofFamily(of)} AND (m.retry_number > ${of}.retry_number OR m.status IN ${arrived}) OFFSET 0)`;

/** That, and nobody has decided that it stays so. What was repeated is left out by the index: most of what fails is, and arrives. */
const isDeadAs = (of: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${of}.dismissed_at IS NULL AND NOT ${of}.is_repeated AND ${hasFailed(of)}`;
export const isDead = isDeadAs(o);

/** An answer is one dead letter, the first part of it that failed for good: the others are replayed and dismissed with it. */
export const isLetter = Prisma.sql`${isDead} AND (o.part = 0 OR NOT EXISTS (
  SELECT FROM outbound_message d WHERE d.answer_id = o.answer_id AND d.part < o.part AND ${isDeadAs(d)} OFFSET 0))`;

/**
 * Whether the message `of`, or a repetition of it, that failed may have reached the person all the same. What WhatsApp refused is not counted
 * as an attempt. Of a single one it is known that it failed where a report said so: not before it counts as failed, since that was about a send
 * before a replay. So there is a doubt where more are counted, or where nothing was heard of the only one, or nothing but that it is on its way.
 */
const mayHaveArrivedAs = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT ${ofFamily(of)} AND (m.send_attempts > 1 OR m.send_attempts = 1 AND NOT EXISTS (
    SELECT FROM outbound_status_entry e WHERE e.outbound_message_id = m.id AND e.status = 'failed' AND e.recorded_at >= m.failed_at OFFSET 0)) OFFSET 0)`;
export const mayHaveArrived = mayHaveArrivedAs(o);

/**
 * When the person was told that `of` failed, or a repetition of it; null: they do not know. A word about other messages is marked as told
 * from the beginning, before it could fail.
 */
const toldAtAs = (of: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT max(m.told_at) ${ofFamily(of)} AND m.told_at >= m.failed_at)`;
export const toldAt = toldAtAs(o);

/** Null when the outbound message `of` can be replayed. */
const obstacleAs = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`CASE
  WHEN EXISTS (SELECT ${ofFamily(of)} AND m.status IN ${arrived} OFFSET 0) THEN 'arrived'
  WHEN ${of}.status <> 'failed' OR EXISTS (SELECT ${ofFamily(of)} AND m.retry_number > ${of}.retry_number OFFSET 0) THEN 'under_way'
  WHEN ${of}.expires_at <= now() THEN 'expired'
  WHEN ${of}.body_sealed = '' THEN 'emptied'
  WHEN ${mayHaveArrivedAs(of)} THEN 'may_have_arrived'
  WHEN ${toldAtAs(of)} IS NOT NULL THEN 'told'
END`;
export const obstacle = obstacleAs(o);

/** The same of all its answer: a doubt about any of its parts that failed is one about the whole. */
const obstacleOfAnswer = Prisma.sql`coalesce(${obstacle}, CASE WHEN o.answer_id IS NOT NULL THEN (
  SELECT min(${obstacleAs(d)}) FROM outbound_message d WHERE d.answer_id = o.answer_id AND ${isDeadAs(d)}) END)`;

/** Of how many messages that failed for good the letter tells. */
const messages = Prisma.sql`CASE WHEN o.answer_id IS NULL THEN 1 ELSE (
  SELECT count(*)::int FROM outbound_message d WHERE d.answer_id = o.answer_id AND ${isDeadAs(d)}) END`;

/** Each of `ids` and, if it has failed for good, whatever else of its answer has: that is what is replayed or dismissed together. */
export const wholes = (ids: string[]): Prisma.Sql => Prisma.sql`
  SELECT o.id AS target, o.id FROM outbound_message o WHERE o.id = ANY(${ids}::uuid[])
  UNION SELECT o.id, d.id FROM outbound_message o JOIN outbound_message d ON d.answer_id = o.answer_id
  WHERE o.id = ANY(${ids}::uuid[]) AND ${hasFailed(o)} AND ${hasFailed(d)}`;

/** Of each message in `ids` the last of its family: that is what can be replayed or dismissed. */
export const lastOfFamilies = (ids: string[]): Prisma.Sql => Prisma.sql`
  SELECT given.id AS "givenId", (
    SELECT m.id FROM outbound_message m
    WHERE m.id = coalesce(given.retry_of_id, given.id) OR m.retry_of_id = coalesce(given.retry_of_id, given.id)
    ORDER BY m.retry_number DESC LIMIT 1
  ) AS id
  FROM outbound_message given WHERE given.id = ANY(${ids}::uuid[])`;

const outboundLetter = Prisma.sql`
  SELECT o.id, 'outbound' AS direction, first.purpose::text AS kind, o.status::text AS status, o.created_at AS "writtenAt",
    ${failedAt} AS "failedAt", o.dismissed_at AS "dismissedAt", o.error_code AS code, o.failure, e.error_title AS "errorTitle",
    o.send_attempts AS attempts, o.retry_number AS "retryNumber", ${toldAt} AS "toldAt",
    ${messages} AS messages, ${obstacleOfAnswer} AS obstacle
  FROM outbound_message o
  JOIN outbound_message first ON first.id = coalesce(o.retry_of_id, o.id)
  -- It may be of an earlier failure.
  LEFT JOIN LATERAL (
    SELECT error_title FROM outbound_status_entry
    WHERE outbound_message_id = o.id AND status = 'failed' AND error_code = o.error_code OFFSET 0
  ) AS e ON true`;

const inboundLetter = Prisma.sql`
  SELECT i.id, 'inbound' AS direction, i.kind, i.outcome AS status, i.sent_at AS "writtenAt", i.handled_at AS "failedAt",
    i.dismissed_at AS "dismissedAt", NULL::int AS code, NULL AS failure, NULL AS "errorTitle", i.failed_claims AS attempts,
    0 AS "retryNumber", NULL::timestamptz AS "toldAt", 1 AS messages, 'answered' AS obstacle
  FROM inbound_message i`;

export const oneLetter = (id: string): Prisma.Sql => Prisma.sql`
  ${outboundLetter} WHERE o.id = ${id}::uuid
  UNION ALL ${inboundLetter} WHERE i.id = ${id}::uuid AND ${failedOutcome}`;

const since = (column: Prisma.Sql, filter: DeadLetterFilter): Prisma.Sql =>
  filter.since ? Prisma.sql`AND ${column} >= ${filter.since}` : Prisma.empty;

const ofCode = ({ code }: DeadLetterFilter): Prisma.Sql =>
  code === undefined ? Prisma.empty : Prisma.sql`AND o.error_code = ${code}`;

/** Newest first. What came in has no code. */
export function letters(filter: DeadLetterFilter, limit: number, after?: DeadLetterPlace): Prisma.Sql {
  const beyond = (column: Prisma.Sql, id: Prisma.Sql): Prisma.Sql =>
    after ? Prisma.sql`AND (${column}, ${id}) < (${after.failedAt}, ${after.id}::uuid)` : Prisma.empty;
  const outbound = Prisma.sql`
    ${outboundLetter}
    WHERE ${isLetter} ${ofCode(filter)} ${since(failedAt, filter)} ${beyond(failedAt, Prisma.sql`o.id`)}
    ORDER BY ${failedAt} DESC, o.id DESC LIMIT ${limit}`;
  if (filter.code !== undefined) return outbound;
  return Prisma.sql`
    SELECT * FROM ((${outbound}) UNION ALL (
      ${inboundLetter}
      WHERE ${failedOutcome} AND i.dismissed_at IS NULL ${since(Prisma.sql`i.handled_at`, filter)}
        ${beyond(Prisma.sql`i.handled_at`, Prisma.sql`i.id`)}
      ORDER BY i.handled_at DESC, i.id DESC LIMIT ${limit}
    )) AS letter
    ORDER BY "failedAt" DESC, id DESC LIMIT ${limit}`;
}

/** The outbound ones that failed until then, oldest first, so that they leave in the order in which they were to. */
export const replayable = (
  filter: DeadLetterFilter,
  limit: number,
  until: Date,
  after?: DeadLetterPlace,
): Prisma.Sql => Prisma.sql`
  SELECT o.id, ${failedAt} AS "failedAt" FROM outbound_message o
  WHERE ${isLetter} ${ofCode(filter)} ${since(failedAt, filter)} AND ${failedAt} <= ${until}
    ${after ? Prisma.sql`AND (${failedAt}, o.id) > (${after.failedAt}, ${after.id}::uuid)` : Prisma.empty}
  ORDER BY ${failedAt}, o.id LIMIT ${limit}`;

export const letterCounts = Prisma.sql`
  SELECT * FROM (
    SELECT 'outbound' AS direction, o.error_code AS code, NULL AS outcome, count(*)::int AS count
    FROM outbound_message o WHERE ${isLetter} GROUP BY o.error_code
    UNION ALL
    SELECT 'inbound', NULL, i.outcome, count(*)::int
    FROM inbound_message i WHERE ${failedOutcome} AND i.dismissed_at IS NULL GROUP BY i.outcome
  ) AS counted
  ORDER BY count DESC, direction DESC, code NULLS LAST, outcome`;

export const isFailedInbound = failedOutcome;

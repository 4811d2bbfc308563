import { answeredId, begunAt, hasMoreParts, isCutOff, openPartsBefore } from './answer-parts.sql.ts';
import { among } from './database.ts';
import { Prisma } from './generated/client.ts';
import { isNeedless, isOfOneDay } from './needless.sql.ts';
import { numberSlots, takeSlots } from './number-slots.sql.ts';
import { isCounted, peoplePlaces } from './people-places.sql.ts';
import { dayOver, personWaits, slot, until } from './person-waits.sql.ts';
import { ringingJson, type RingingRow } from './ringing.ts';
import type { SendLimits } from './send-limits.ts';
import { templateRefusal, type TemplateRefusal } from './template-refusal.sql.ts';
import { ago, type Patience } from './turn-order.ts';
import { isAnswerToRecent, isWindowOpen } from './window.sql.ts';

/** A message that is to be sent now. */
export interface StartRequest {
  id: string;
  /** When the send began that brought no result and is to be repeated, as the database writes it; without it, only what waits is taken. */
  doubted?: string;
}

/** Of a message that is not sent now, only the first part is there. */
export interface StartRow {
  id: string;
  personWaitMs: number | null;
  /** Earlier answers to the person that have not left yet, the first of them, and for how long that one has been tried. */
  ahead: number;
  firstId: string | null;
  firstTriedForMs: number | null;
  numberWaitMs: number | null;
  /** It is text, and 24 hours have passed since the person's last message. */
  isClosed: boolean;
  /** That, and there is no template to send instead, or it cannot be used. */
  isUnsendable: boolean;
  isExpired: boolean;
  /** Nobody needs it any more: what it rings for is done, or its day is over. */
  isNeedless: boolean;
  /** An earlier part of its answer failed for good. */
  isCutOff: boolean;
  /** The person wants nothing but answers. */
  isStopped: boolean;
  /** What it rings for, if for anything; quiet hours count for it. */
  ringing: RingingRow | null;
  contactId: string;
  /** Why the template cannot be used that it is made from, or would become. */
  refusal: TemplateRefusal | null;
  /** Since it was written. */
  ageMs: number;
  /** There is no row of the person by which concurrent sends to them could be counted. */
  isUncounted: boolean;
  /** Of the person's messages that wait, how many go before it: not told of one that does not wait for them. */
  behind: number;
  /** It may leave as far as its person goes, and the number has a place for them. */
  isChosen: boolean;
  /** It may leave as far as its person goes, but would reach one more from outside the window than WhatsApp lets the number: for how long. */
  placeWaitMs: number | null;
  isTaken: boolean;
}

export interface TakenRow extends StartRow {
  /** When the person may get another answer after this one; null or negative: at once, or this is not the end of one. */
  nextInMs: number | null;
  /** Of what nobody had asked for: when the person may get the next of its kind; null or negative: at once. */
  nextNotificationInMs: number | null;
  bodySealed: string;
  partsSealed: string | null;
  choicesSealed: string | null;
  document: unknown;
  mediaId: string | null;
  templateName: string | null;
  templateLanguage: string | null;
  fallbackSealed: string | null;
  /** It should take along the answers that wait behind it, or the notifications, if it is one. */
  takesMore: boolean;
  attempt: number;
  failedAttempts: number;
  writtenAt: Date;
  /** When ingress took the message that it answers, if it does. */
  askedAt: Date | null;
  expiresAt: Date | null;
  sendingSince: Date;
  /** How long the statement had waited for locks until then. */
  waitedMs: number;
  phoneSealed: string | null;
  bsuidSealed: string | null;
  /** BCP 47 tag of the person's language. */
  language: string | null;
  statusBefore: 'queued' | 'sending';
  sendingSinceBefore: Date | null;
}

/** For so long, a text waits for the template that it becomes: it may be approved this minute. */
export const fallbackWaitMs = 2 * 60_000;
/** What waited until the notifications of the day were over is of use for so long again: quiet hours and failures take their time. */
const rightAfterDay = Prisma.sql`interval '12 hours'`;
/** More are counted as so many. */
const mostBehind = 50;
/** Answers that waited for so long, other than for their person to write, are not worth a message each. */
const longWait = Prisma.sql`interval '5 minutes'`;

/**
 * Reserves sends and marks their messages as `sending`, all in one statement, so that no process can die in between. Its parts:
 *
 * - `wanted`, `person`, `number`: the messages, what was sent to their people, and what our number sent. Of each the rows are locked in the
 *   order of their ids, the number last, so that no two processes deadlock;
 * - `clock`: the time, read under the lock, so that reservations follow each other in it;
 * - `seen`: whether the window to its person is open, and whether it is text that the window is closed for;
 * - `allowed`: whether WhatsApp takes its template, if it is sent as one;
 * - `judged`: how long each message has to wait for its person: a limit, its own time, or earlier answers that have not left yet;
 * - `chosen`: of each person one message, since the next one depends on how it went. None to people who have no row yet: nothing would
 *   be locked, and several processes would send what one may;
 * - `places`, `placed`: those of them that reach nobody from outside the window, and as many others as there are places for people;
 * - `slots`, `granted`: as many of them as the number may send, by their purpose;
 * - `taken`, `charged`, `counted`: writes it down;
 * - `kept`: what the notifications of the day hold back is not out of date before they are over.
 *
 * Counters are columns of locked rows: a lock hands out the newest version of a row that is in the statement's snapshot, while rows counted
 * under a lock would be those of that snapshot. A row that is not there cannot be locked.
 *
 * @returns a statement that selects a `StartRow` or `TakenRow` of each message that has not left, unless its send is too new to be in doubt
 */
export const startSending = (
  starts: StartRequest[],
  limits: SendLimits,
  patience: Patience,
): Prisma.Sql => Prisma.sql`
  WITH wanted AS MATERIALIZED (
    SELECT o.id, o.contact_id, o.in_reply_to_id, o.answer_id, o.part, o.purpose, o.created_at, o.not_before, o.status, o.sending_since,
      o.template_name, o.template_language, o.fallback_name, o.fallback_language, o.template_name IS NULL AS is_text,
      o.fallback_sealed IS NULL AS needs_window, o.expires_at, o.retry_of_id, o.released_at
    FROM outbound_message o
    JOIN json_to_recordset(${JSON.stringify(starts)}::json) AS s(id uuid, doubted timestamptz) ON o.id = s.id
    WHERE ${among('o', starts)} AND o.parked_at IS NULL
      -- Its file is uploaded before.
      AND (o.document IS NULL OR o.media_id IS NOT NULL) AND CASE o.status
      WHEN 'queued' THEN true
      WHEN 'sending' THEN o.sending_since = s.doubted
    END
    ORDER BY o.id FOR UPDATE OF o
  ), person AS MATERIALIZED (
    SELECT p.* FROM recipient_limit p WHERE p.contact_id = ANY(ARRAY(SELECT contact_id FROM wanted))
    ORDER BY p.contact_id FOR UPDATE
  ), number AS MATERIALIZED (
    SELECT n.* FROM number_limit n
    WHERE n.phone_number_id = ${limits.phoneNumberId} AND (SELECT count(*) FROM person) >= 0
    FOR UPDATE
  ), clock AS MATERIALIZED (
    SELECT at, extract(epoch FROM at)::float8 * 1000 AS at_ms FROM (SELECT clock_timestamp() AS at FROM number OFFSET 0) AS locked
  ), seen AS MATERIALIZED (
    SELECT w.*, is_outside, is_text AND is_outside
      AND NOT ${isAnswerToRecent(answeredId, Prisma.sql`p.window_closed_at`, Prisma.sql`at`)} AS is_closed
    FROM clock, wanted w LEFT JOIN person p ON p.contact_id = w.contact_id
    CROSS JOIN LATERAL (
      SELECT NOT ${isWindowOpen(Prisma.sql`w.contact_id`, Prisma.sql`p.window_closed_at`, Prisma.sql`at`)} AS is_outside OFFSET 0
    ) AS w24
  ), allowed AS MATERIALIZED (
    SELECT s.*, ${templateRefusal(
      {
        name: Prisma.sql`CASE WHEN NOT s.is_text THEN s.template_name WHEN s.is_closed THEN s.fallback_name END`,
        language: Prisma.sql`CASE WHEN s.is_text THEN s.fallback_language ELSE s.template_language END`,
      },
      Prisma.sql`s.contact_id`,
      Prisma.sql`at`,
    )} AS refusal
    FROM clock, seen s
  ), judged AS MATERIALIZED (
    SELECT w.*, (w.expires_at <= at) IS TRUE AS is_expired, ${isNeedless('w', Prisma.sql`at`)} AS is_needless,
      ${isCutOff} AS is_cut_off,
      -- Whoever said "stop" gets nothing that they do not ask for.
      CASE WHEN w.purpose = 'reply' THEN false ELSE EXISTS (
        SELECT FROM contact c WHERE c.id = w.contact_id AND c.stopped_at IS NOT NULL OFFSET 0
      ) END AS is_stopped, w.is_closed AND (
      w.needs_window OR w.refusal IN ('disabled', 'marketing_stopped') OR w.refusal IS NOT NULL AND w.created_at < ${ago(fallbackWaitMs)}
    ) IS TRUE AS is_unsendable, earlier.*, greatest(
      ${Prisma.join(Object.values(personWaits(limits)), ',')}
    ) AS wait_ms, p.contact_id IS NULL AS is_uncounted,
    CASE WHEN w.purpose <> 'reply' THEN ${dayOver(limits)} END AS day_over,
    -- The day was used up when it was written, and for longer than a moment.
    (w.purpose <> 'reply' AND ${dayOver(limits)} > w.created_at + ${longWait}) IS TRUE AS waited_for_day,
    -- With this one, that many were sent: the next one waits until the first of them is an hour old. An answer counts when it begins.
    CASE WHEN NOT more.to_come THEN ${until(
      Prisma.sql`hour.log[cardinality(hour.log) - ${limits.perPersonAndHour - 1}::int] + interval '1 hour'`,
    )} END AS next_in_ms, more.to_come,
    -- A template to somebody outside the window.
    w.is_outside AND (w.is_closed OR NOT w.is_text) AS reaches, p.reached_at,
    CASE WHEN w.purpose <> 'reply' THEN
      ${until(Prisma.sql`(p.day_log || at)[cardinality(p.day_log) - ${limits.notificationsPerPersonAndDay - 2}::int] + interval '1 day'`)}
    END AS next_notification_in_ms
    FROM clock, number n, allowed w
    LEFT JOIN person p ON p.contact_id = w.contact_id
    CROSS JOIN LATERAL (SELECT ${hasMoreParts} AS to_come OFFSET 0) AS more
    CROSS JOIN LATERAL (SELECT CASE WHEN w.part = 0 THEN p.hour_log || at ELSE p.hour_log END AS log) AS hour
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS ahead, (array_agg(id ORDER BY part, created_at, id))[1] AS first_id,
        (array_agg(-${until(Prisma.sql`first_started_at`)} ORDER BY part, created_at, id))[1] AS first_tried_for_ms
      FROM (
      -- What stands before all of the answer, and then its own parts.
        SELECT e.id, e.created_at, e.first_started_at, -1 AS part FROM outbound_message e
      WHERE w.purpose = 'reply' AND e.contact_id = w.contact_id AND e.status IN ('queued', 'sending') AND e.purpose = 'reply'
        AND e.parked_at IS NULL AND (e.answer_id = w.answer_id) IS NOT TRUE
        -- A repetition of what failed later has lost its place, unless it had to wait for the person.
        AND (e.retry_of_id IS NULL OR e.released_at IS NOT NULL) AND (e.created_at, e.id) < (w.created_at, w.id)
        AND (
          ${begunAt} IS NULL
          OR greatest(${begunAt}, n.closed_at, n.slowed_until, p.refused_until, ${ago(patience.sinceOutageMs)}) > ${ago(patience.patienceMs)}
          OR n.opened_at IS NOT NULL
        )
      UNION ALL SELECT e.id, e.created_at, e.first_started_at, e.part ${openPartsBefore}
      ) AS e
      OFFSET 0
    ) AS earlier
  ), chosen AS (
    SELECT DISTINCT ON (contact_id) * FROM judged
    WHERE NOT is_unsendable AND NOT is_expired AND NOT is_needless AND NOT is_cut_off AND NOT is_stopped AND refusal IS NULL AND NOT is_uncounted AND ahead = 0 AND (wait_ms > 0) IS NOT TRUE
    ORDER BY contact_id, purpose, created_at, id
  ), ${peoplePlaces}, placed AS (
    SELECT c.* FROM places, (
      SELECT chosen.*, needs_place, row_number() OVER (PARTITION BY needs_place ORDER BY purpose, created_at, id) AS nth
      FROM chosen, places
      CROSS JOIN LATERAL (SELECT chosen.reaches AND NOT ${isCounted(Prisma.sql`chosen.reached_at`)} AS needs_place) AS need
    ) AS c
    WHERE c.nth <= places.free OR NOT needs_place OR places.free IS NULL
  ), ${numberSlots(limits)}, granted AS MATERIALIZED (
    SELECT c.* FROM slots, (SELECT *, row_number() OVER (ORDER BY purpose, created_at, id) AS place FROM placed) AS c
    WHERE c.place <= slots.free
  ), taken AS (
    UPDATE outbound_message o SET status = 'sending', sending_since = at, first_started_at = coalesce(o.first_started_at, at),
      send_attempts = o.send_attempts + 1
    FROM granted g, clock
    WHERE o.id = g.id AND ${among('o', starts)}
    RETURNING o.*, g.status AS status_before, g.sending_since AS sending_since_before
  ), kept AS (
    -- None of these is taken.
    UPDATE outbound_message o SET expires_at = j.day_over + ${rightAfterDay}
    FROM judged j, clock
    WHERE o.id = j.id AND ${among('o', starts)} AND j.status = 'queued' AND NOT j.is_expired AND j.day_over > at
      AND j.expires_at < j.day_over + ${rightAfterDay} AND NOT ${isOfOneDay('j')}
  ), charged AS (
    INSERT INTO recipient_limit AS p (contact_id, debt_until, burst_since, hour_log, day_log, reached_at)
    SELECT contact_id, at + ${slot}, at, CASE WHEN part = 0 THEN ARRAY[at] ELSE '{}' END, CASE WHEN purpose = 'reply' THEN '{}' ELSE ARRAY[at] END, CASE WHEN reaches THEN at END
    FROM granted, clock ORDER BY contact_id
    ON CONFLICT (contact_id) DO UPDATE SET
      reached_at = coalesce(EXCLUDED.reached_at, p.reached_at),
      debt_until = greatest(p.debt_until, EXCLUDED.burst_since) + ${slot},
      burst_since = CASE WHEN p.debt_until > EXCLUDED.burst_since THEN p.burst_since ELSE EXCLUDED.burst_since END,
      hour_log = ARRAY(SELECT sent FROM unnest(p.hour_log) AS sent WHERE sent > EXCLUDED.burst_since - interval '1 hour') || EXCLUDED.hour_log,
      day_log = ARRAY(SELECT sent FROM unnest(p.day_log) AS sent WHERE sent > EXCLUDED.burst_since - interval '1 day') || EXCLUDED.day_log
  ), counted AS (${takeSlots(limits)}
  )
  SELECT j.id, j.wait_ms AS "personWaitMs", j.ahead, j.first_id AS "firstId", j.first_tried_for_ms AS "firstTriedForMs", slots.wait_ms AS "numberWaitMs", j.is_closed AS "isClosed",
    j.is_unsendable AS "isUnsendable", j.is_expired AS "isExpired", j.is_needless AS "isNeedless", j.is_cut_off AS "isCutOff", j.is_stopped AS "isStopped", j.refusal, ${ringingJson} AS ringing, extract(epoch FROM at - j.created_at)::float8 * 1000 AS "ageMs",
    j.is_uncounted AS "isUncounted", CASE WHEN j.wait_ms > 0 THEN (
      SELECT count(*)::int FROM (
        SELECT FROM outbound_message e
        WHERE e.contact_id = j.contact_id AND e.status = 'queued' AND e.parked_at IS NULL
          AND (e.purpose, e.created_at, e.id) < (j.purpose, j.created_at, j.id)
        LIMIT ${mostBehind}::int
      ) AS before
    ) ELSE 0 END AS behind,
    c.id IS NOT NULL AS "isChosen",
    CASE WHEN c.id IS NULL AND j.id IN (SELECT id FROM chosen) THEN greatest(1, places.wait_ms) END AS "placeWaitMs",
    o.id IS NOT NULL AS "isTaken",
    j.next_in_ms AS "nextInMs", j.next_notification_in_ms AS "nextNotificationInMs", o.body_sealed AS "bodySealed", o.parts_sealed AS "partsSealed", o.choices_sealed AS "choicesSealed", o.document, o.media_id AS "mediaId", o.template_name AS "templateName",
    o.template_language AS "templateLanguage", o.fallback_sealed AS "fallbackSealed",
    o.retry_of_id IS NULL AND o.send_attempts = 1 AND o.failed_attempts = 0 AND NOT j.to_come
      AND EXISTS (
        SELECT FROM outbound_message later WHERE later.contact_id = o.contact_id AND later.status = 'queued'
          -- Of what nobody asked for, also what came up before and was overtaken.
          AND (o.purpose <> 'reply' AND later.id <> o.id OR (later.created_at, later.id) > (o.created_at, o.id)) OFFSET 0
      ) AND CASE o.purpose
        WHEN 'reply' THEN
          o.fallback_sealed IS NULL AND (j.next_in_ms > 0 OR o.released_at IS NULL AND o.created_at < at - ${longWait})
        WHEN 'reminder' THEN o.template_name IS NULL AND NOT j.is_closed AND j.next_notification_in_ms > 0
        ELSE false
      END AS "takesMore",
    j.contact_id AS "contactId", o.send_attempts AS attempt, o.failed_attempts AS "failedAttempts", o.created_at AS "writtenAt",
    (SELECT received_at FROM inbound_message WHERE id = o.in_reply_to_id) AS "askedAt",
    o.expires_at AS "expiresAt", o.sending_since AS "sendingSince",
    extract(epoch FROM at - now())::float8 * 1000 AS "waitedMs",
    o.status_before AS "statusBefore", o.sending_since_before AS "sendingSinceBefore",
    recipient.phone_sealed AS "phoneSealed", recipient.bsuid_sealed AS "bsuidSealed", recipient.language
  FROM slots, places, clock, judged j
  LEFT JOIN placed c ON c.id = j.id
  LEFT JOIN taken o ON o.id = j.id
  LEFT JOIN LATERAL (SELECT phone_sealed, bsuid_sealed, language FROM contact WHERE id = o.contact_id OFFSET 0) AS recipient ON true`;

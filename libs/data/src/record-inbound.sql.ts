import { notWaitingForDisk } from './database.ts';
import { Prisma } from './generated/client.ts';
import { type InboundRow, inboundRowColumns } from './new-inbound.ts';
import { isErased } from './erased.sql.ts';
import { turnColumns, turnContext } from './turn.sql.ts';
import { leaseMs } from './turn.ts';
import { placeOf } from './turn-order.ts';

/**
 * Records messages whose sender is known under exactly these ids or not at all, and leases those that can be acted on
 * at once. Its parts:
 *
 * - `message`: all but those of people who were erased since, and those that came under a former name, which must not make their senders strangers, nor somebody else;
 * - `introduced`, `limited`: insert unknown senders, and the rows under whose lock messages to them are sent;
 * - `found`: each message with its sender. People who are known only in part, or under other ids, are left out;
 * - `addressed`: those whose senders still have these ids. From here on they keep them until the message is there, which whoever
 *   takes one waits for. Locked in the order that holds everywhere;
 * - `turn`: the messages to lease: the first of its person in this batch, when nothing else of that person is open and there is
 *   nothing to wait for (all other cases are left to `claimable`);
 * - `written`: the new messages. Those recorded before are left out.
 *
 * `OFFSET 0` has each message looked up by itself, by an index: as a join, PostgreSQL would read a whole table that was small when it
 * made its plan.
 *
 * What was leased is acted on before its job ends, so it need not wait for the disk: should it be lost with PostgreSQL, the job records
 * it anew. The job of anything else ends here.
 *
 * @param bsuids blind indexes of the user ids in all messages that came together with these
 * @returns a statement that selects a `TurnRow` of each new message; its `lease` is null where it was not leased
 */
export const recordInbound = (rows: InboundRow[], bsuids: string[] = []): Prisma.Sql => Prisma.sql`
  WITH message AS MATERIALIZED (
    SELECT m.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m(${inboundRowColumns})
    WHERE NOT ${isErased} AND (m."senderId" IS NOT NULL OR (
      NOT EXISTS (SELECT FROM user_id_change WHERE previous_blind_index = m."bsuidBlindIndex" OFFSET 0)
      AND NOT EXISTS (
        SELECT FROM former_name f
        WHERE blind_index IN (m."bsuidBlindIndex", m."phoneBlindIndex", m."otherPhoneBlindIndex")
          -- Unless they have it again.
          AND NOT EXISTS (
            SELECT FROM contact WHERE id = f.contact_id AND f.blind_index IN (bsuid_blind_index, phone_blind_index) OFFSET 0
          )
          -- Or somebody has it since who is known by a user id, too.
          AND NOT (f.until <= m."sentAt" AND EXISTS (
            SELECT FROM contact WHERE bsuid_blind_index = m."bsuidBlindIndex" AND phone_blind_index = m."phoneBlindIndex" OFFSET 0
          ))
        OFFSET 0
      )
    ))
  ), introduced AS (
    INSERT INTO contact (id, bsuid_blind_index, bsuid_sealed, phone_blind_index, phone_sealed, phone_since, name_sealed, updated_at)
    SELECT "contactId", "bsuidBlindIndex", "bsuidSealed", "phoneBlindIndex", "phoneSealed",
      CASE WHEN "phoneBlindIndex" IS NOT NULL THEN "sentAt" END, "nameSealed", now()
    FROM message m
    WHERE "senderId" IS NULL
      AND NOT EXISTS (SELECT FROM contact WHERE bsuid_blind_index = m."bsuidBlindIndex" OFFSET 0)
      AND NOT EXISTS (
        SELECT FROM contact WHERE phone_blind_index IN (m."phoneBlindIndex", m."otherPhoneBlindIndex") OFFSET 0
      )
    -- Everybody inserts in the same order, to avoid deadlocks. Of one person's messages the earliest tells since when they are known.
    ORDER BY "bsuidBlindIndex", "phoneBlindIndex", "sentAt"
    ON CONFLICT DO NOTHING
    RETURNING *
  ), limited AS (
    INSERT INTO recipient_limit (contact_id, debt_until, burst_since, hour_log, day_log)
    SELECT id, now(), now(), '{}', '{}' FROM introduced
  ), found AS (
    SELECT DISTINCT ON (m."wamidBlindIndex") m.*, c.id AS contact_id, c.is_new, c.bsuid_sealed, c.phone_sealed, c.timezone,
      c.language, c.language_chosen, c.habits_sealed, c.zone_asked_at, c.stopped_at, c.admitted_at, c.refused_at, c.question_sealed, m."sentAt" AS sent_at, m."receivedAt" AS received_at
    FROM message m
    CROSS JOIN LATERAL (
      SELECT id, false AS is_new, bsuid_sealed, phone_sealed, timezone, language, language_chosen, habits_sealed, zone_asked_at, stopped_at, admitted_at, refused_at, question_sealed FROM contact WHERE id = m."senderId"
      UNION ALL
      SELECT id, false AS is_new, bsuid_sealed, phone_sealed, timezone, language, language_chosen, habits_sealed, zone_asked_at, stopped_at, admitted_at, refused_at, question_sealed FROM contact
      WHERE m."senderId" IS NULL AND bsuid_blind_index = m."bsuidBlindIndex"
        -- An older message tells that they had the number before.
        AND (m."phoneBlindIndex" IS NULL
          OR phone_blind_index = m."phoneBlindIndex" AND coalesce(phone_since, created_at) <= m."sentAt")
      UNION ALL
      SELECT id, false AS is_new, bsuid_sealed, phone_sealed, timezone, language, language_chosen, habits_sealed, zone_asked_at, stopped_at, admitted_at, refused_at, question_sealed FROM contact
      WHERE m."senderId" IS NULL AND m."bsuidBlindIndex" IS NULL AND phone_blind_index = m."phoneBlindIndex"
        -- Whoever took the number later may not be who wrote this.
        AND coalesce(phone_since, created_at) <= m."sentAt"
        -- Another message may say that they have left it.
        AND (bsuid_blind_index = ANY(${bsuids}::text[])) IS NOT TRUE
      UNION ALL
      SELECT id, true, bsuid_sealed, phone_sealed, timezone, language, language_chosen, habits_sealed, zone_asked_at, stopped_at, admitted_at, refused_at, question_sealed FROM introduced
      WHERE bsuid_blind_index IS NOT DISTINCT FROM m."bsuidBlindIndex"
        AND phone_blind_index IS NOT DISTINCT FROM m."phoneBlindIndex"
    ) c
    -- Somebody known under another spelling of their number is made one person first.
    WHERE m."senderId" IS NOT NULL
      OR NOT EXISTS (SELECT FROM contact WHERE phone_blind_index = m."otherPhoneBlindIndex" OFFSET 0)
    ORDER BY m."wamidBlindIndex"
  ), addressed AS (
    SELECT f.* FROM (SELECT * FROM found ORDER BY contact_id) f
    CROSS JOIN LATERAL (
      SELECT WHERE f.is_new
      UNION ALL
      SELECT FROM (
        SELECT FROM contact
        WHERE id = f.contact_id AND (
          f."senderId" IS NOT NULL
          OR (f."bsuidBlindIndex" IS NULL OR bsuid_blind_index = f."bsuidBlindIndex")
          AND (f."phoneBlindIndex" IS NULL OR phone_blind_index = f."phoneBlindIndex")
        ) AND (erased_until IS NULL OR f."sentAt" > erased_until)
        FOR KEY SHARE
      ) known
    ) held
  ), turn AS (
    SELECT first.id FROM (
      SELECT DISTINCT ON (a.contact_id) a.* FROM addressed a ORDER BY a.contact_id, ${placeOf('a')}
    ) first
    WHERE NOT first."awaitsMedia" AND first."settleMs" = 0
      AND NOT EXISTS (
        SELECT FROM inbound_message o WHERE o.contact_id = first.contact_id AND o.handled_at IS NULL OFFSET 0
      )
      AND (
        first."afterBlindIndex" IS NULL
        OR EXISTS (SELECT FROM inbound_message b WHERE b.wamid_blind_index = first."afterBlindIndex" OFFSET 0)
      )
  ), written AS (
    INSERT INTO inbound_message (
      id, contact_id, wamid_blind_index, wamid_sealed, kind, detail, body_sealed, raw_sealed, refers_to_blind_index,
      becomes_sealed, has_media, awaits_media, media_problem, media_limit_bytes, reading_sealed, sent_at, received_at, position,
      after_blind_index, failed_claims, lease, first_claimed_at, claimable_at
    )
    SELECT id, contact_id, "wamidBlindIndex", "wamidSealed", kind, detail, "bodySealed", "rawSealed", "refersToBlindIndex",
      "becomesSealed", "hasMedia", "awaitsMedia", "mediaProblem", "mediaLimitBytes", "readingSealed", sent_at, received_at, position,
      "afterBlindIndex", "failedClaims",
      CASE WHEN turn.id IS NOT NULL THEN gen_random_uuid() END,
      -- Patience with a file counts from its announcement.
      CASE WHEN turn.id IS NOT NULL OR "awaitsMedia" THEN now() END,
      now() + interval '1 millisecond' * CASE
        WHEN turn.id IS NULL THEN "settleMs" WHEN "hasMedia" THEN ${leaseMs.file}::int ELSE ${leaseMs.text}::int END
    FROM addressed LEFT JOIN turn USING (id)
    ORDER BY contact_id
    ON CONFLICT DO NOTHING
    RETURNING *
  )
  SELECT false AS handled, ${turnColumns}, false AS overtakes,
    (SELECT ${notWaitingForDisk} WHERE NOT EXISTS (SELECT FROM written WHERE lease IS NULL))
  FROM written t JOIN addressed c ON c.id = t.id ${turnContext}`;

/**
 * Looks up messages that were recorded before, and completes those that waited for their file.
 *
 * @returns a statement that selects `id`, `messageKey`, `contactId` and `handled`
 */
export function findRecorded(rows: InboundRow[]): Prisma.Sql {
  const complete = rows.filter(({ awaitsMedia }) => !awaitsMedia);
  return Prisma.sql`
    WITH found AS (
      SELECT m.id AS found_id, n.* FROM json_to_recordset(${JSON.stringify(complete)}::json) AS n(${inboundRowColumns})
      JOIN inbound_message m ON m.wamid_blind_index = n."wamidBlindIndex"
      WHERE m.wamid_blind_index = ANY(${complete.map(({ wamidBlindIndex }) => wamidBlindIndex)})
        AND (m.handled_at IS NULL AND m.lease IS NULL) IS TRUE
      ORDER BY m.contact_id, m.id
      FOR NO KEY UPDATE OF m
    ), completed AS (
      UPDATE inbound_message m SET awaits_media = false, body_sealed = coalesce(f."bodySealed", m.body_sealed),
        media_problem = coalesce(f."mediaProblem", m.media_problem),
        media_limit_bytes = coalesce(f."mediaLimitBytes", m.media_limit_bytes),
        reading_sealed = coalesce(f."readingSealed", m.reading_sealed),
        becomes_sealed = coalesce(m.becomes_sealed, f."becomesSealed"), has_media = m.has_media OR f."hasMedia"
      FROM found f WHERE m.id = f.found_id
    )
    SELECT id, wamid_blind_index AS "messageKey", contact_id AS "contactId", handled_at IS NOT NULL AS handled
    FROM inbound_message WHERE wamid_blind_index = ANY(${rows.map(({ wamidBlindIndex }) => wamidBlindIndex)})`;
}

import { among, notWaitingForDisk } from './database.ts';
import { Prisma } from './generated/client.ts';
import { closeBreaker } from './number.store.ts';
import { noteAnswer } from './status-path.store.ts';

interface AcceptedSend {
  id: string;
  /** Of WhatsApp's id. */
  blindIndex: string;
  sealed: string;
}

export interface AcceptedRow {
  id: string;
  /** WhatsApp had taken it before, other than before a replay, and did not report that that send failed. */
  isDuplicate: boolean;
}

/**
 * SQL of one statement that records what WhatsApp took, and that it answers. It returns an `AcceptedRow` for each.
 *
 * @param numbers that they left from, whose breakers are closed
 */
export const acceptSent = (rows: AcceptedSend[], numbers: string[]): Prisma.Sql => Prisma.sql`
  WITH locked AS (
    SELECT o.id, a."blindIndex", a.sealed, coalesce(o.retry_of_id, o.id) AS first_id, o.wamid_blind_index <> a."blindIndex" IS TRUE AS is_second,
      -- A report told of a send before this one, which has not arrived: this one takes its place, and that of what would be sent again.
      o.status = 'failed' AND o.wamid_blind_index <> a."blindIndex" IS TRUE AS makes_up
    FROM outbound_message o
    JOIN json_to_recordset(${JSON.stringify(rows)}::json) AS a(id uuid, "blindIndex" text, sealed text) ON a.id = o.id
    WHERE ${among('o', rows)}
    ORDER BY o.id FOR UPDATE OF o
  ), closed AS (
    -- Hardly ever is there anything to close. What a report said, only a report takes back.
    ${closeBreaker} WHERE phone_number_id = ANY(${numbers}::text[]) AND (failures > 0 OR slowdowns > 0 OR opened_at IS NOT NULL) AND NOT opened_by_report
      AND (SELECT count(*) FROM locked) > 0
  ), answered AS (
    ${noteAnswer} AND (SELECT count(*) FROM locked) > 0
  ), withdrawn AS (
    DELETE FROM outbound_message retry USING locked l WHERE l.makes_up AND retry.retry_of_id = l.first_id AND retry.status = 'queued'
  )
  UPDATE outbound_message o SET
    (status, error_code, failed_at, failure) = (
      SELECT CASE WHEN l.makes_up THEN 'accepted' ELSE GREATEST(o.status, 'accepted') END, CASE WHEN NOT l.makes_up THEN o.error_code END,
        CASE WHEN NOT l.makes_up THEN o.failed_at END, CASE WHEN NOT l.makes_up THEN o.failure END
    ), parked_at = NULL, wamid_blind_index = l."blindIndex", wamid_sealed = l.sealed,
    -- A report may have counted this one before.
    duplicates = CASE WHEN l.is_second AND NOT l.makes_up THEN least(duplicates + 1, greatest(send_attempts - 1, duplicates, 1)) ELSE duplicates END
  FROM locked l, ${notWaitingForDisk}
  WHERE o.id = l.id AND ${among('o', rows)}
  RETURNING o.id, l.is_second AND NOT l.makes_up AS "isDuplicate"`;

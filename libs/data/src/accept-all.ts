import type { Sealer } from '#platform';

import { among, type Database, notWaitingForDisk } from './database.ts';
import { closeBreaker } from './number.store.ts';
import { noteAnswer } from './status-path.store.ts';

export interface Accepted {
  id: string;
  wamid: string;
  /** The number that sent it, which works. */
  phoneNumberId?: string;
}

/** What WhatsApp calls a message. */
interface Called {
  id: string;
  blindIndex: string;
  sealed: string;
}

/**
 * WhatsApp accepted them. If this is lost, a message counts as in doubt, as if this process had died just before.
 *
 * @returns of each whether it turns out only now that it had accepted it before, other than before a replay
 */
export async function acceptAll(
  database: Database,
  sealer: Sealer,
  accepted: Accepted[],
): Promise<boolean[]> {
  const rows = accepted.map(({ id, wamid }) => ({
    id,
    blindIndex: sealer.blindIndex('wamid', wamid),
    sealed: sealer.seal(wamid),
  }));
  const numbers = [...new Set(accepted.flatMap(({ phoneNumberId }) => phoneNumberId ?? []))];
  const known = await database.$queryRaw<{ id: string; isDuplicate: boolean }[]>`
    WITH locked AS (
      SELECT o.id, a."blindIndex", a.sealed, o.duplicates, o.wamid_blind_index <> a."blindIndex" IS TRUE AS is_second
      FROM outbound_message o
      JOIN json_to_recordset(${JSON.stringify(rows)}::json) AS a(id uuid, "blindIndex" text, sealed text) ON a.id = o.id
      WHERE ${among('o', accepted)}
      ORDER BY o.id FOR UPDATE OF o
    ), closed AS (
      -- Hardly ever is there anything to close. What a report said, only a report takes back.
      ${closeBreaker} WHERE phone_number_id = ANY(${numbers}::text[]) AND (failures > 0 OR slowdowns > 0 OR opened_at IS NOT NULL) AND NOT opened_by_report
        AND (SELECT count(*) FROM locked) > 0
    ), answered AS (
      ${noteAnswer} AND (SELECT count(*) FROM locked) > 0
    )
    UPDATE outbound_message o SET
      status = GREATEST(status, 'accepted'), parked_at = NULL, wamid_blind_index = l."blindIndex", wamid_sealed = l.sealed,
      -- A report may have counted this one before.
      duplicates = CASE WHEN l.is_second THEN least(o.duplicates + 1, greatest(send_attempts - 1, o.duplicates, 1)) ELSE o.duplicates END,
      duplicated_at = CASE WHEN l.is_second THEN now() ELSE duplicated_at END
    FROM locked l, ${notWaitingForDisk}
    WHERE o.id = l.id AND ${among('o', accepted)} AND NOT (l.is_second AND o.status = 'failed')
    RETURNING o.id, o.duplicates > l.duplicates AS "isDuplicate"`;
  const isDuplicate = new Map(known.map((row) => [row.id, row.isDuplicate]));
  const left = rows.filter(({ id }) => !isDuplicate.has(id));
  if (left.length > 0) await makeUp(database, left);
  return accepted.map(({ id }) => isDuplicate.get(id) === true);
}

/**
 * Of those that count as failed, since a report said so of a send, WhatsApp took another send: that one takes the place of what failed, and of
 * what would be sent again.
 */
function makeUp(database: Database, messages: Called[]): Promise<void> {
  return database.transaction(async (tx) => {
    const families = await tx.$queryRaw<{ firstId: string }[]>`
      UPDATE outbound_message o SET status = 'accepted', parked_at = NULL, error_code = NULL, failed_at = NULL, failure = NULL,
        wamid_blind_index = a."blindIndex", wamid_sealed = a.sealed
      FROM json_to_recordset(${JSON.stringify(messages)}::json) AS a(id uuid, "blindIndex" text, sealed text)
      WHERE o.id = a.id AND ${among('o', messages)} AND o.status = 'failed' AND o.wamid_blind_index <> a."blindIndex"
      RETURNING coalesce(o.retry_of_id, o.id) AS "firstId"`;
    // A statement of its own: it sees a repetition that was written while the lock was waited for.
    const firstIds = families.map(({ firstId }) => firstId);
    await tx.outboundMessage.deleteMany({ where: { retryOfId: { in: firstIds }, status: 'queued' } });
  });
}

import type { Transaction } from './database.ts';

/** Of one person while changes are remembered: far more than there are. */
const mostChanges = 20;

export interface RecordedUserId {
  blindIndex: string;
  sealed: string;
  /** That it followed. */
  previousBlindIndex: string;
}

/** When the person left this user id; now, if that is not known. */
export async function leftAt(client: Transaction, blindIndex: string | null): Promise<Date> {
  const change =
    blindIndex && (await client.userIdChange.findUnique({ where: { previousBlindIndex: blindIndex } }));
  return change ? change.occurredAt : new Date();
}

/**
 * Follows the known changes of a user id forward in time, since somebody may get a former id back. Opens nothing. `OFFSET 0` has each
 * looked up by itself, as in `recordInbound`.
 *
 * @param since leaves out changes of this very id before that time
 * @returns the ids that followed, the newest first; the id itself is among them when the person has or had it back
 */
export const newestUserIds = (
  client: Transaction,
  blindIndex: string,
  since = new Date(0),
): Promise<RecordedUserId[]> => client.$queryRaw<RecordedUserId[]>`
    WITH RECURSIVE step AS (
      SELECT c.*, 1 AS number FROM user_id_change c
      WHERE c.previous_blind_index = ${blindIndex} AND c.occurred_at >= ${since}
      UNION ALL
      SELECT c.*, step.number + 1 FROM step
      CROSS JOIN LATERAL (
        SELECT * FROM user_id_change
        WHERE previous_blind_index = step.current_blind_index AND occurred_at >= step.occurred_at OFFSET 0
      ) c
      WHERE step.number < ${mostChanges}::int
    )
    SELECT current_blind_index AS "blindIndex", current_sealed AS sealed, previous_blind_index AS "previousBlindIndex"
    FROM step ORDER BY number DESC`;

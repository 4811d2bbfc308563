import { Prisma } from './generated/client.ts';
import { type InboundRow, inboundRowColumns } from './new-inbound.ts';

/** Whether a message `m`, as it is about to be recorded, was erased, or is of somebody who was erased since they sent it. */
export const isErased = Prisma.sql`(
  EXISTS (SELECT FROM erased_message WHERE wamid_blind_index = m."wamidBlindIndex" OFFSET 0)
  OR EXISTS (
    SELECT FROM erased_name
    WHERE blind_index IN (m."bsuidBlindIndex", m."phoneBlindIndex", m."otherPhoneBlindIndex") AND until >= m."sentAt"
    OFFSET 0
  )
)`;

/**
 * Drops such messages. What their person sends next names them as the one before it, and would wait for them: so they count as erased too.
 * @returns a statement that selects the `messageKey` of each
 */
export const dropErased = (rows: InboundRow[]): Prisma.Sql => Prisma.sql`
  WITH dropped AS MATERIALIZED (
    SELECT DISTINCT m."wamidBlindIndex" AS "messageKey"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m(${inboundRowColumns}) WHERE ${isErased}
  ), noted AS (
    -- Everybody inserts in the same order, to avoid deadlocks.
    INSERT INTO erased_message (wamid_blind_index) SELECT "messageKey" FROM dropped ORDER BY 1 ON CONFLICT DO NOTHING
  )
  SELECT "messageKey" FROM dropped`;

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

/** @returns a statement that selects the `messageKey` of each such message */
export const erasedAmong = (rows: InboundRow[]): Prisma.Sql => Prisma.sql`
  SELECT m."wamidBlindIndex" AS "messageKey"
  FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m(${inboundRowColumns}) WHERE ${isErased}`;

import type { Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';

/**
 * SQL of two CTEs that drop messages `o` which have not left: `dropped` has their ids. In the same statement, the reminders that they told of
 * are marked, whatever became of these at this very moment: one that is wanted, or wanted again later, rings anew, unless its person has
 * said "stop" (`DueReminderStore.take`).
 *
 * @param which SQL of a condition
 */
export const droppingMessages = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  dropped AS (DELETE FROM outbound_message o WHERE ${which} RETURNING o.id, o.contact_id, o.reminder_id),
  marked AS (
    UPDATE reminder r SET announced_by_id = NULL, withdrawn_at = now()
    WHERE r.id = ANY(ARRAY(SELECT reminder_id FROM dropped))
      OR r.contact_id = ANY(ARRAY(SELECT contact_id FROM dropped WHERE reminder_id IS NOT NULL))
        AND r.announced_by_id = ANY(ARRAY(SELECT id FROM dropped))
  )`;

/** The same, done. @returns how many messages were dropped */
export async function dropMessages(client: Transaction, which: Prisma.Sql): Promise<number> {
  const rows = await client.$queryRaw<unknown[]>`WITH ${droppingMessages(which)} SELECT id FROM dropped`;
  return rows.length;
}

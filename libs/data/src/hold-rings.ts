import type { Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

/**
 * Waits for those reminders that are ringing right now, also anew, and keeps the others from it until `tx` ends. Whoever changes them does
 * so before they look for them: what a statement looks up beside a row that it had to wait for is of before.
 *
 * @param which SQL of a condition
 */
export async function holdRings(tx: Transaction, which: Prisma.Sql): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM reminder WHERE ${which} AND cancelled_at IS NULL AND (fired_at IS NULL OR withdrawn_at IS NOT NULL)
    ORDER BY id FOR NO KEY UPDATE`;
}

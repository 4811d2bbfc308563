import type { Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { isHeldBack } from './needless.sql.ts';

/**
 * Cancels reminders `r` that rang, but whose message has not left: it never will. It is dropped where it would leave, once that cannot be
 * undone, and not here: "undo" brings it back.
 *
 * @param which SQL of a condition. @returns how many
 */
export const withdrawRings = (tx: Transaction, which: Prisma.Sql): Promise<number> =>
  tx.$executeRaw`
    UPDATE reminder r SET cancelled_at = now() WHERE ${which} AND r.cancelled_at IS NULL AND ${isHeldBack}`;

import { undoableFor } from './change.store.ts';
import type { Database } from './database.ts';
import { dropMessages } from './drop-messages.ts';
import { Prisma } from './generated/client.ts';
import { isNeedless } from './needless.sql.ts';

const needless = 'what it was about is done, cancelled or over';
/** Until a transaction that undoes something at the last moment is committed. */
const undoLasts = Prisma.sql`interval '1 minute'`;

/** As `OutboundStore.dropNeedless`. */
export async function dropNeedless(database: Database, id: string, attempt?: number): Promise<void> {
  const undoableUntil = Prisma.sql`(
    SELECT greatest(r.done_at, r.cancelled_at) + ${undoableFor}::interval + ${undoLasts}
    FROM outbound_message first JOIN reminder r ON r.id = first.reminder_id WHERE first.id = coalesce(o.retry_of_id, o.id)
  )`;
  const isDue = Prisma.sql`o.id = ${id}::uuid AND o.status = 'queued' AND ${isNeedless('o')} AND (${undoableUntil} > now()) IS NOT TRUE`;
  await database.retryingConflicts(() => dropMessages(database, isDue));
  await database.$executeRaw`
    UPDATE outbound_message o SET not_before = ${undoableUntil}, relay_after = greatest(o.relay_after, ${undoableUntil})
    WHERE o.id = ${id}::uuid AND o.status = 'queued' AND ${undoableUntil} > now()`;
  await database.$executeRaw`
    UPDATE outbound_message SET status = 'failed', failed_at = now(), failure = ${needless}
    WHERE id = ${id}::uuid AND status = 'sending' AND send_attempts = ${attempt ?? null}::int`;
}

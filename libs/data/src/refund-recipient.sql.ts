import { Prisma } from './generated/client.ts';
import { pairLimit } from './send-limits.ts';

/**
 * A statement that gives back what a message in `sending` was charged to its person: it was not sent after all.
 *
 * @param attempt which send of it
 */
export const refundRecipient = (id: string, attempt: number): Prisma.Sql => Prisma.sql`
  UPDATE recipient_limit p SET
    debt_until = p.debt_until - ${pairLimit.everySeconds}::int * interval '1 second',
    hour_log = array_remove(p.hour_log, o.sending_since),
    day_log = array_remove(p.day_log, o.sending_since)
  FROM outbound_message o
  WHERE o.id = ${id}::uuid AND o.status = 'sending' AND o.send_attempts = ${attempt} AND p.contact_id = o.contact_id`;

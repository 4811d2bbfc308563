import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { dropMessages } from './drop-messages.ts';
import { Prisma } from './generated/client.ts';
import { holdRings } from './hold-rings.ts';
import { ringKinds } from './reminder.store.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/** A reminder that did not ring. */
export interface MissedReminder {
  id: string;
  /** Undefined when it cannot be read. */
  title: string | undefined;
  dueAt: Date;
}

/** Of people who want nothing but answers: they said "stop". */
@Injectable()
export class StopStore {
  constructor(private readonly sealer: Sealer) {}

  /**
   * From now on the person gets nothing but answers. What waits to leave is withdrawn; what another process writes at this moment is
   * stopped where it would be sent.
   *
   * @returns how many reminders and timers of theirs are kept
   */
  async stop(tx: Transaction, contactId: string): Promise<number> {
    await tx.contact.updateMany({
      where: { id: contactId, stoppedAt: null },
      data: { stoppedAt: new Date() },
    });
    const isWithdrawn = Prisma.sql`o.contact_id = ${contactId}::uuid AND o.purpose <> 'reply' AND o.status = 'queued'`;
    await dropMessages(tx, isWithdrawn);
    return tx.reminder.count({
      where: { contactId, kind: { in: ['reminder', 'timer'] }, firedAt: null, cancelledAt: null },
    });
  }

  /**
   * Everything as before.
   *
   * @returns what should have rung meanwhile and was not done, oldest first, each of a series once; undefined when the person had not
   * stopped
   */
  async start(tx: Transaction, contactId: string): Promise<MissedReminder[] | undefined> {
    const { stoppedAt } = await tx.contact.findUniqueOrThrow({
      where: { id: contactId },
      select: { stoppedAt: true },
    });
    if (!stoppedAt) return undefined;
    await tx.contact.update({ where: { id: contactId }, data: { stoppedAt: null } });
    // The scheduler leaves to us what it takes at this moment, and rings the others once `tx` has ended.
    await holdRings(tx, Prisma.sql`contact_id = ${contactId}::uuid`);
    const rows = await tx.$queryRaw<{ id: string; titleSealed: string; dueAt: Date }[]>`
      SELECT DISTINCT ON (coalesce(r.series_start, r.due_at), r.title_sealed) r.id, r.title_sealed AS "titleSealed", r.due_at AS "dueAt"
      FROM reminder r
      WHERE r.contact_id = ${contactId}::uuid AND r.kind = ANY(${ringKinds}) AND r.fired_at >= ${stoppedAt}::timestamptz - interval '5 minutes' AND r.done_at IS NULL
        AND r.cancelled_at IS NULL AND r.withdrawn_at IS NULL AND r.announced_by_id IS NULL AND NOT EXISTS (SELECT FROM outbound_message o WHERE o.reminder_id = r.id)
      ORDER BY coalesce(r.series_start, r.due_at), r.title_sealed, r.due_at DESC`;
    return rows
      .toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
      .map(({ id, titleSealed, dueAt }) => ({
        id,
        dueAt,
        title: unlessUnreadable(() => this.sealer.open(titleSealed), { table: 'reminder', id }),
      }));
  }
}

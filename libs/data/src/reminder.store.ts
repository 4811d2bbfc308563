import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';

export interface Reminder {
  id: string;
  contactId: string;
  title: string;
  dueAt: Date;
}

/** What people want to be told, and when. */
@Injectable()
export class ReminderStore {
  constructor(private readonly sealer: Sealer) {}

  async add(tx: Transaction, contactId: string, reminder: { title: string; dueAt: Date }): Promise<void> {
    await tx.reminder.create({
      data: { contactId, titleSealed: this.sealer.seal(reminder.title), dueAt: reminder.dueAt },
    });
  }

  /** Those that have not fired yet, soonest first. */
  async listUpcoming(tx: Transaction, contactId: string): Promise<Pick<Reminder, 'title' | 'dueAt'>[]> {
    const rows = await tx.reminder.findMany({
      where: { contactId, firedAt: null, cancelledAt: null },
      orderBy: { dueAt: 'asc' },
      select: { titleSealed: true, dueAt: true },
    });
    return rows.map(({ titleSealed, dueAt }) => ({ title: this.sealer.open(titleSealed), dueAt }));
  }

  /** Takes what is due now and marks it as fired; replicas that ask at the same time get different ones. */
  async takeDue(tx: Transaction, limit: number): Promise<Reminder[]> {
    const rows = await tx.$queryRaw<{ id: string; contactId: string; titleSealed: string; dueAt: Date }[]>`
      UPDATE reminder SET fired_at = now()
      WHERE id IN (
        SELECT id FROM reminder
        WHERE fired_at IS NULL AND cancelled_at IS NULL AND due_at <= now()
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, contact_id AS "contactId", title_sealed AS "titleSealed", due_at AS "dueAt"`;
    return rows.map(({ titleSealed, ...row }) => ({ ...row, title: this.sealer.open(titleSealed) }));
  }
}

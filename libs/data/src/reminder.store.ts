import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { together } from './together.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

export interface Reminder {
  id: string;
  contactId: string;
  /** Undefined when it cannot be read. */
  title: string | undefined;
  dueAt: Date;
}

export type UpcomingReminder = Pick<Reminder, 'title' | 'dueAt'>;
type NewReminder = Pick<Reminder, 'contactId' | 'dueAt'> & { title: string };

/** What people want to be reminded of, and when. */
@Injectable()
export class ReminderStore {
  constructor(private readonly sealer: Sealer) {}

  add(tx: Transaction, contactId: string, reminder: { title: string; dueAt: Date }): Promise<void> {
    return this.#add(tx, { contactId, ...reminder });
  }

  /** Those not fired yet, soonest first. */
  listUpcoming(tx: Transaction, contactId: string): Promise<UpcomingReminder[]> {
    return this.#listUpcoming(tx, contactId);
  }

  /**
   * Claims what is due and marks it as fired; concurrent replicas get different ones. One whose key is missing here
   * waits for the key, or for a replica that has it, and holds up no other; nor does one whose title is damaged.
   */
  async takeDue(tx: Transaction, limit: number): Promise<Reminder[]> {
    const rows = await tx.$queryRaw<{ id: string; contactId: string; titleSealed: string; dueAt: Date }[]>`
      UPDATE reminder SET fired_at = now()
      WHERE id IN (
        SELECT id FROM reminder
        WHERE fired_at IS NULL AND cancelled_at IS NULL AND due_at <= now()
          AND ${this.#isReadable}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, contact_id AS "contactId", title_sealed AS "titleSealed", due_at AS "dueAt"`;
    return rows.map(({ titleSealed, ...row }) => ({ ...row, title: this.#openTitle(row.id, titleSealed) }));
  }

  /** How many are due and wait for a key that is missing here. */
  async countDueWithoutKey(tx: Transaction): Promise<number> {
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM reminder
      WHERE fired_at IS NULL AND cancelled_at IS NULL AND due_at <= now() AND NOT ${this.#isReadable}`;
    return row?.count ?? 0;
  }

  /** Its key is here, or it names none and never will be opened. */
  get #isReadable(): Prisma.Sql {
    return Prisma.sql`(split_part(title_sealed, '.', 1) = ANY(${this.sealer.keyIds}) OR strpos(title_sealed, '.') < 2)`;
  }

  #openTitle(id: string, titleSealed: string): string | undefined {
    return unlessUnreadable(() => this.sealer.open(titleSealed), { table: 'reminder', id });
  }

  readonly #add = together(async (tx, reminders: readonly NewReminder[]): Promise<void[]> => {
    await tx.reminder.createMany({
      data: reminders.map(({ contactId, title, dueAt }) => ({
        contactId,
        titleSealed: this.sealer.seal(title),
        dueAt,
      })),
    });
    return reminders.map(() => undefined);
  });

  readonly #listUpcoming = together(
    async (tx, contactIds: readonly string[]): Promise<UpcomingReminder[][]> => {
      const rows = await tx.reminder.findMany({
        where: { contactId: { in: [...contactIds] }, firedAt: null, cancelledAt: null },
        orderBy: { dueAt: 'asc' },
        select: { id: true, contactId: true, titleSealed: true, dueAt: true },
      });
      return contactIds.map((wanted) =>
        rows
          .filter(({ contactId }) => contactId === wanted)
          .map(({ id, titleSealed, dueAt }) => ({ title: this.#openTitle(id, titleSealed), dueAt })),
      );
    },
  );
}

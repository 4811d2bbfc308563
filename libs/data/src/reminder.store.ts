import { Injectable } from '@nestjs/common';

import { v7 as newId } from 'uuid';

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

/** How a reminder repeats. */
interface ReminderSeries {
  /** RFC 5545 rule, without its start. */
  rule: string;
  /** The first time. */
  start: Date;
  /** IANA name of the zone in which it repeats. */
  timezone: string;
  /** How long before each time it rings. */
  leadMinutes?: number;
}

export type DueReminder = Reminder & { series?: ReminderSeries };
export type UpcomingReminder = Pick<Reminder, 'title' | 'dueAt'> & { rule?: string };

interface NewReminder {
  title: string;
  dueAt: Date;
  /** Absent for a reminder that rings once. */
  series?: ReminderSeries;
  /** The event that it announces, and how long before: it goes where the event goes. */
  event?: { id: string; leadMinutes: number };
}

interface ReminderRow {
  id: string;
  contactId: string;
  titleSealed: string;
  dueAt: Date;
  rule: string | null;
  start: Date | null;
  timezone: string | null;
  leadMinutes: number | null;
}

/** What people want to be reminded of, and when. */
@Injectable()
export class ReminderStore {
  constructor(private readonly sealer: Sealer) {}

  add(tx: Transaction, contactId: string, reminder: NewReminder): Promise<void> {
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
  async takeDue(tx: Transaction, limit: number): Promise<DueReminder[]> {
    const rows = await tx.$queryRaw<ReminderRow[]>`
      UPDATE reminder SET fired_at = now()
      WHERE id IN (
        SELECT id FROM reminder
        WHERE fired_at IS NULL AND cancelled_at IS NULL AND due_at <= now()
          AND ${this.#isReadable}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, contact_id AS "contactId", title_sealed AS "titleSealed", due_at AS "dueAt",
        rule, series_start AS start, timezone, lead_minutes AS "leadMinutes"`;
    return rows.map(({ titleSealed, rule, start, timezone, leadMinutes, ...row }) => ({
      ...row,
      title: this.#openTitle(row.id, titleSealed),
      series:
        rule !== null && start && timezone !== null
          ? { rule, start, timezone, leadMinutes: leadMinutes ?? undefined }
          : undefined,
    }));
  }

  /** The next time of a repeated reminder that fired. Its title is not opened, so it may be damaged or wait for its key. */
  async addNext(tx: Transaction, id: string, dueAt: Date): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO reminder (id, contact_id, event_id, title_sealed, due_at, rule, series_start, timezone, lead_minutes)
      SELECT ${newId()}::uuid, contact_id, event_id, title_sealed, ${dueAt}, rule, series_start, timezone, lead_minutes
      FROM reminder WHERE id = ${id}::uuid`;
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

  readonly #add = together(
    async (tx, reminders: readonly (NewReminder & { contactId: string })[]): Promise<void[]> => {
      await tx.reminder.createMany({
        data: reminders.map(({ contactId, title, dueAt, series, event }) => ({
          contactId,
          eventId: event?.id,
          titleSealed: this.sealer.seal(title),
          dueAt,
          rule: series?.rule,
          seriesStart: series?.start,
          timezone: series?.timezone,
          leadMinutes: series?.leadMinutes ?? event?.leadMinutes,
        })),
      });
      return reminders.map(() => undefined);
    },
  );

  readonly #listUpcoming = together(
    async (tx, contactIds: readonly string[]): Promise<UpcomingReminder[][]> => {
      const rows = await tx.reminder.findMany({
        where: { contactId: { in: [...contactIds] }, firedAt: null, cancelledAt: null },
        orderBy: { dueAt: 'asc' },
        select: { id: true, contactId: true, titleSealed: true, dueAt: true, rule: true },
      });
      return contactIds.map((wanted) =>
        rows
          .filter(({ contactId }) => contactId === wanted)
          .map(({ id, titleSealed, dueAt, rule }) => ({
            title: this.#openTitle(id, titleSealed),
            dueAt,
            rule: rule ?? undefined,
          })),
      );
    },
  );
}

import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { holdRings } from './hold-rings.ts';
import { unlessUnreadable } from './unless-unreadable.ts';
import { withdrawRings } from './withdraw-rings.ts';

export interface EventReminder {
  id: string;
  /** Undefined when it cannot be read. */
  title: string | undefined;
  leadMinutes: number;
  /** It has not rung yet. */
  isPending: boolean;
}

/** A usual reminder that rang. */
export interface Announcement {
  eventId: string;
  leadMinutes: number;
  dueAt: Date;
  /** Of a repeated event. */
  series?: { rule: string; start: Date; timezone: string };
}

interface Renewal {
  title?: string;
  dueAt: Date;
  /** Absent where the event takes place once. */
  series?: { rule: string; start: Date; timezone: string };
}

/** The reminders that belong to events. */
@Injectable()
export class EventReminderStore {
  constructor(private readonly sealer: Sealer) {}

  /** Those that were asked for and not cancelled, the ones that rang too. */
  async listOf(tx: Transaction, eventId: string): Promise<EventReminder[]> {
    const rows = await tx.reminder.findMany({
      where: { eventId, kind: 'reminder', cancelledAt: null },
      orderBy: { dueAt: 'asc' },
      select: { id: true, titleSealed: true, leadMinutes: true, firedAt: true },
    });
    return rows.map(({ id, titleSealed, leadMinutes, firedAt }) => ({
      id,
      title: unlessUnreadable(() => this.sealer.open(titleSealed), { table: 'reminder', id }),
      leadMinutes: leadMinutes ?? 0,
      isPending: firedAt === null,
    }));
  }

  /** @returns false when it rang meanwhile */
  async renew(tx: Transaction, id: string, { title, dueAt, series }: Renewal): Promise<boolean> {
    const { count } = await tx.reminder.updateMany({
      where: { id, firedAt: null, cancelledAt: null },
      data: {
        dueAt,
        rule: series?.rule ?? null,
        seriesStart: series?.start ?? null,
        timezone: series?.timezone ?? null,
        ...(title !== undefined && { titleSealed: this.sealer.seal(title) }),
      },
    });
    return count > 0;
  }

  /** Those that have not rung. */
  async cancel(tx: Transaction, ids: string[]): Promise<void> {
    await tx.reminder.updateMany({
      where: { id: { in: ids }, firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
  }

  /** The last usual reminders that rang, of each event and lead time; of an event that takes place once only where none is to come. */
  async findAnnounced(tx: Transaction, eventIds: string[]): Promise<Announcement[]> {
    const rows = await tx.$queryRaw<
      (Omit<Announcement, 'series'> & { rule: string | null; start: Date | null; timezone: string | null })[]
    >`
      SELECT DISTINCT ON (event_id, lead_minutes) event_id AS "eventId", lead_minutes AS "leadMinutes", due_at AS "dueAt", rule,
        series_start AS start, timezone
      FROM reminder r
      WHERE event_id = ANY(${eventIds}::uuid[]) AND kind = 'event' AND cancelled_at IS NULL AND fired_at IS NOT NULL
        AND lead_minutes IS NOT NULL AND (rule IS NOT NULL OR NOT EXISTS (
          SELECT FROM reminder pending
          WHERE pending.event_id = r.event_id AND pending.kind = 'event' AND pending.lead_minutes = r.lead_minutes
            AND pending.fired_at IS NULL AND pending.cancelled_at IS NULL
        ))
      ORDER BY event_id, lead_minutes, due_at DESC`;
    return rows.map(({ rule, start, timezone, ...row }) => ({
      ...row,
      series: rule !== null && start && timezone !== null ? { rule, start, timezone } : undefined,
    }));
  }

  /** The usual one does not ring. @param isSilenced nor does one that rang, and has not left */
  async cancelUsual(tx: Transaction, eventIds: string[], isSilenced = false): Promise<void> {
    await this.#hold(tx, eventIds);
    await tx.reminder.updateMany({
      where: { eventId: { in: eventIds }, kind: 'event', firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
    if (isSilenced)
      await withdrawRings(tx, Prisma.sql`r.event_id = ANY(${eventIds}::uuid[]) AND r.kind = 'event'`);
  }

  async cancelOf(tx: Transaction, eventIds: string[]): Promise<void> {
    await this.#hold(tx, eventIds);
    await tx.reminder.updateMany({
      where: { eventId: { in: eventIds }, firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
    await withdrawRings(tx, Prisma.sql`r.event_id = ANY(${eventIds}::uuid[])`);
  }

  /** As `ReminderStore.hold`. */
  async #hold(tx: Transaction, eventIds: string[]): Promise<void> {
    await holdRings(tx, Prisma.sql`event_id = ANY(${eventIds}::uuid[])`);
  }
}

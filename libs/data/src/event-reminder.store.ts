import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';

interface EventReminder {
  id: string;
  leadMinutes: number;
  /** It has not rung yet. */
  isPending: boolean;
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
      select: { id: true, leadMinutes: true, firedAt: true },
    });
    return rows.map(({ id, leadMinutes, firedAt }) => ({
      id,
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

  /** Those of the events whose usual reminder rang, and that have none to come. */
  async findAnnounced(tx: Transaction, eventIds: string[]): Promise<Set<string>> {
    const rows = await tx.reminder.findMany({
      where: { eventId: { in: eventIds }, kind: 'event', cancelledAt: null },
      select: { eventId: true, firedAt: true },
    });
    const pending = new Set(rows.filter(({ firedAt }) => firedAt === null).map(({ eventId }) => eventId));
    return new Set(
      rows.flatMap(({ eventId }) => (eventId === null || pending.has(eventId) ? [] : [eventId])),
    );
  }

  /** The usual one does not ring. */
  async cancelUsual(tx: Transaction, eventIds: string[]): Promise<void> {
    await this.#hold(tx, eventIds);
    await tx.reminder.updateMany({
      where: { eventId: { in: eventIds }, kind: 'event', firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
  }

  async cancelOf(tx: Transaction, eventIds: string[]): Promise<void> {
    await this.#hold(tx, eventIds);
    await tx.reminder.updateMany({
      where: { eventId: { in: eventIds }, firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
  }

  /** As `ReminderStore.hold`. */
  async #hold(tx: Transaction, eventIds: string[]): Promise<void> {
    await tx.$queryRaw`
      SELECT FROM reminder WHERE event_id = ANY(${eventIds}::uuid[]) AND fired_at IS NULL AND cancelled_at IS NULL
      ORDER BY id FOR NO KEY UPDATE`;
  }
}

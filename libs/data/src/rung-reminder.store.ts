import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { Prisma, type Reminder as ReminderRow } from './generated/client.ts';
import { holdRings } from './hold-rings.ts';
import { isHeldBack } from './needless.sql.ts';
import {
  type Reminder,
  type ReminderKind,
  type ReminderSeries,
  ringKinds,
  toReminder,
} from './reminder.store.ts';
import { unlessUnreadable } from './unless-unreadable.ts';
import { withdrawRings } from './withdraw-rings.ts';

/** For so long a reminder that rang can be put off. */
const rememberedMs = 24 * 3_600_000;
/** What has waited for longer has not left for the person to write. */
const heldBackMs = 7 * 24 * 3_600_000;
const mostRemembered = 20;
const minutesOfDay = 1_440;

/** What rings for an event is a reminder too. */
type RungKind = Extract<ReminderKind, 'reminder' | 'timer'>;

export interface RungReminder extends Reminder {
  kind: RungKind;
  /** The person said that it is done. */
  isDone: boolean;
}

export interface ReminderChange {
  title?: string;
  dueAt?: Date;
  series?: ReminderSeries;
}

export interface AnnouncedEvent {
  id: string;
  /** The reminder rang. */
  hasRung: boolean;
  /** The reminder has its name from the event. */
  isNamesake: boolean;
}

/** What people do with a reminder that exists. All of it needs a `tx` that holds the person, as every turn does. */
@Injectable()
export class RungReminderStore {
  constructor(private readonly sealer: Sealer) {}

  /** Those that rang lately or wait to be done, the last one first; of those that rang several times, the last ring. */
  async listRung(tx: Transaction, contactId: string): Promise<RungReminder[]> {
    const rows = await tx.reminder.findMany({
      where: {
        contactId,
        kind: { in: ringKinds },
        OR: [
          { firedAt: { gt: new Date(Date.now() - rememberedMs) } },
          { firedAt: { not: null }, afterDone: { not: null }, doneAt: null },
        ],
      },
      orderBy: [{ firedAt: 'desc' }, { dueAt: 'desc' }],
      take: mostRemembered,
    });
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const first = row.againOfId ?? row.id;
      if (seen.has(first)) return [];
      seen.add(first);
      return [toRung(row, this.sealer)];
    });
  }

  /** Reminders that rang, but whose message has not left yet: to the person, they are still to come. Oldest first. */
  async listHeldBack(tx: Transaction, contactId: string): Promise<Reminder[]> {
    const held = await tx.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM reminder r
      WHERE r.contact_id = ${contactId}::uuid AND r.kind = 'reminder' AND r.done_at IS NULL AND r.cancelled_at IS NULL
        AND r.fired_at > ${new Date(Date.now() - heldBackMs)} AND ${isHeldBack}`;
    const rows: ReminderRow[] =
      held.length === 0
        ? []
        : await tx.reminder.findMany({
            where: { id: { in: held.map(({ id }) => id) } },
            orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
          });
    return rows.map((row) => toReminder(row, this.sealer));
  }

  /** @returns undefined when it is not there, or has not rung */
  async findRung(tx: Transaction, contactId: string, id: string): Promise<RungReminder | undefined> {
    const row = await tx.reminder.findFirst({ where: { id, contactId, firedAt: { not: null } } });
    return row ? toRung(row, this.sealer) : undefined;
  }

  async kindOf(tx: Transaction, contactId: string, id: string): Promise<RungKind | undefined> {
    const row = await tx.reminder.findFirst({ where: { id, contactId }, select: { kind: true } });
    return row ? kindIn(row) : undefined;
  }

  /** The event that a reminder is of. */
  async eventOf(tx: Transaction, contactId: string, id: string): Promise<AnnouncedEvent | undefined> {
    const where = { id, contactId, eventId: { not: null } };
    const row = await tx.reminder.findFirst({ where, include: { event: true } });
    if (!row?.event) return undefined;
    const { event } = row;
    const named = unlessUnreadable(() => this.sealer.open(event.titleSealed), {
      table: 'event',
      id: event.id,
    });
    const { title } = toReminder(row, this.sealer);
    return {
      id: event.id,
      hasRung: row.firedAt !== null,
      isNamesake: title !== undefined && title === named,
    };
  }

  /**
   * It is done: it rings no more, but for the next time of its series, or the time that follows from when it was done. What is days later
   * rings at the same time of day.
   */
  async markDone(
    tx: Transaction,
    contactId: string,
    { id, againOfId = id, afterDone }: Reminder,
    now: Date,
  ): Promise<void> {
    await this.#endAgain(tx, contactId, againOfId);
    await tx.reminder.updateMany({
      where: { contactId, firedAt: { not: null }, OR: [{ id: { in: [id, againOfId] } }, { againOfId }] },
      data: { doneAt: now },
    });
    if (afterDone === undefined) return;
    // It was done before, and now again: only the last time counts. Its copies have the same sealed title.
    await tx.$executeRaw`
      UPDATE reminder next SET cancelled_at = ${now}::timestamptz FROM reminder first
      WHERE first.id = ${againOfId}::uuid AND first.contact_id = ${contactId}::uuid AND next.contact_id = first.contact_id
        AND next.fired_at IS NULL AND next.cancelled_at IS NULL
        AND next.after_done = first.after_done AND next.title_sealed = first.title_sealed`;
    const days = afterDone % minutesOfDay === 0 ? afterDone / minutesOfDay : 0;
    await tx.$executeRaw`
      INSERT INTO reminder (id, contact_id, kind, title_sealed, due_at, timezone, ring, after_done)
      SELECT ${newId()}::uuid, contact_id, kind, title_sealed, CASE
          WHEN ${days}::int = 0 THEN ${now}::timestamptz + ${afterDone}::int * interval '1 minute'
          ELSE ((${now}::timestamptz AT TIME ZONE zone)::date + ${days}::int + (due_at AT TIME ZONE zone)::time) AT TIME ZONE zone
        END, timezone, CASE WHEN ring IS NOT NULL THEN 0 END, after_done
      FROM (SELECT *, coalesce(timezone, 'UTC') AS zone FROM reminder WHERE id = ${againOfId}::uuid AND contact_id = ${contactId}::uuid) first`;
  }

  /**
   * It rings once more, instead of when it would have rung again.
   *
   * @returns the id of what will ring
   */
  async ringAgain(tx: Transaction, contactId: string, rung: Reminder, dueAt: Date): Promise<string> {
    const { id, againOfId = id } = rung;
    await this.#endAgain(tx, contactId, againOfId);
    await withdrawRings(
      tx,
      Prisma.sql`r.contact_id = ${contactId}::uuid AND (r.id = ${againOfId}::uuid OR r.again_of_id = ${againOfId}::uuid)`,
    );
    const againId = newId();
    await tx.$executeRaw`
      INSERT INTO reminder (id, contact_id, kind, title_sealed, due_at, timezone, ring, again_of_id, after_done)
      -- The person chose the time, of an event too.
      SELECT ${againId}::uuid, contact_id, CASE kind WHEN 'event' THEN 'reminder' ELSE kind END, title_sealed, ${dueAt}, timezone,
        ring, ${againOfId}::uuid, after_done
      FROM reminder WHERE id = ${id}::uuid AND contact_id = ${contactId}::uuid`;
    return againId;
  }

  /** @returns the ids of those that were changed: one that has rung meanwhile is not */
  async change(
    tx: Transaction,
    contactId: string,
    ids: string[],
    { title, dueAt, series }: ReminderChange,
  ): Promise<number> {
    const { count } = await tx.reminder.updateMany({
      where: { contactId, id: { in: ids }, firedAt: null, cancelledAt: null },
      data: {
        titleSealed: title === undefined ? undefined : this.sealer.seal(title),
        dueAt,
        rule: series?.rule,
        seriesStart: series?.start,
        timezone: series?.timezone,
        leadMinutes: series?.leadMinutes,
      },
    });
    return count;
  }

  /** @returns how many were cancelled: those that have rung meanwhile were not, unless their message has not left */
  async cancel(tx: Transaction, contactId: string, ids: string[]): Promise<number> {
    const { count } = await tx.reminder.updateMany({
      where: { contactId, id: { in: ids }, firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
    return (
      count +
      (await withdrawRings(tx, Prisma.sql`r.contact_id = ${contactId}::uuid AND r.id = ANY(${ids}::uuid[])`))
    );
  }

  async #endAgain(tx: Transaction, contactId: string, againOfId: string): Promise<void> {
    // The ring after one that rings right now is there only then.
    await holdRings(
      tx,
      Prisma.sql`contact_id = ${contactId}::uuid AND (id = ${againOfId}::uuid OR again_of_id = ${againOfId}::uuid)`,
    );
    await tx.reminder.updateMany({
      where: { contactId, againOfId, firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
  }
}

const toRung = (row: Parameters<typeof toReminder>[0], sealer: Sealer): RungReminder => ({
  ...toReminder(row, sealer),
  kind: kindIn(row),
  isDone: row.doneAt !== null,
});

const kindIn = ({ kind }: { kind: string }): RungKind => (kind === 'timer' ? 'timer' : 'reminder');

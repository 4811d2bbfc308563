import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { Prisma, type Reminder as ReminderRow } from './generated/client.ts';
import { holdRings } from './hold-rings.ts';
import { together } from './together.ts';
import { unlessUnreadable } from './unless-unreadable.ts';
import { withdrawRings } from './withdraw-rings.ts';

/** `event`: the usual reminder of an event, at a time that we chose; `agenda` of a day, `preview` of a week. */
export type ReminderKind = 'reminder' | 'timer' | 'event' | 'agenda' | 'preview';

/** What rings, under a title. */
export const ringKinds: ReminderKind[] = ['reminder', 'timer', 'event'];

/** How a reminder repeats. */
export interface ReminderSeries {
  /** RFC 5545 rule, without its start. */
  rule: string;
  /** The first time. */
  start: Date;
  /** IANA name of the zone in which it repeats. */
  timezone: string;
  /** How long before each time it rings. */
  leadMinutes?: number;
}

export interface Reminder {
  id: string;
  /** Undefined when it cannot be read; empty for a timer without a name. */
  title: string | undefined;
  dueAt: Date;
  /** The event that it announces. */
  eventId?: string;
  /** The rule of its series. */
  rule?: string;
  series?: ReminderSeries;
  /** Those of one wish, "a day and an hour before", share it. */
  groupId?: string;
  /** Of one that rings until it is done: which ring this is, from 0. */
  ring?: number;
  /** The one that rang first, where this one rings again. */
  againOfId?: string;
  /** So many minutes after it was done it rings anew. */
  afterDone?: number;
}

/** An agenda of a day, or a look at a week, that came. */
export interface LastAgenda {
  contactId: string;
  kind: 'agenda' | 'preview';
  at: Date;
}

export interface NewReminder {
  /** A reminder when not given. */
  kind?: ReminderKind;
  title: string;
  dueAt: Date;
  /** Absent for a reminder that rings once. */
  series?: ReminderSeries;
  /** The person's zone. */
  timezone?: string;
  groupId?: string;
  /** 0 for one that rings until it is done. */
  ring?: number;
  /** It rings anew so many minutes after it was done. */
  afterDone?: number;
  /** The event that it announces, and how long before: it goes where the event goes. */
  event?: { id: string; leadMinutes: number };
}

/** What people want to be reminded of, and when. */
@Injectable()
export class ReminderStore {
  constructor(private readonly sealer: Sealer) {}

  /** @returns its id */
  add(tx: Transaction, contactId: string, reminder: NewReminder): Promise<string> {
    return this.#add(tx, { contactId, ...reminder });
  }

  /**
   * Waits for those that are firing right now, and keeps the others from it until `tx` ends. Whoever changes what repeats does so before
   * they look for it: the next time of one that fires is there only once it has fired.
   */
  async hold(tx: Transaction, contactId: string): Promise<void> {
    await holdRings(tx, Prisma.sql`contact_id = ${contactId}::uuid`);
  }

  /** Those not fired yet, soonest first. */
  listUpcoming(tx: Transaction, contactId: string): Promise<Reminder[]> {
    return this.#listUpcoming(tx, { contactId, kind: 'reminder' });
  }

  /** Timers that run, soonest first. */
  listTimers(tx: Transaction, contactId: string): Promise<Reminder[]> {
    return this.#listUpcoming(tx, { contactId, kind: 'timer' });
  }

  /** Those at a time that the person lives by, and that belong to no event: their repeated reminders, their agenda. */
  async listRepeated(tx: Transaction, contactId: string): Promise<Reminder[]> {
    const rows = await tx.reminder.findMany({
      where: { contactId, eventId: null, rule: { not: null }, firedAt: null, cancelledAt: null },
    });
    return rows.map((row) => toReminder(row, this.sealer));
  }

  /** When the agenda is sent next, or the look at the week; absent when the person does not want it. */
  async nextAgenda(
    tx: Transaction,
    contactId: string,
    kind: 'agenda' | 'preview' = 'agenda',
  ): Promise<Reminder | undefined> {
    const [next] = await this.#listUpcoming(tx, { contactId, kind });
    return next;
  }

  /**
   * When people got their last agenda or look at the week, or get it as soon as it may leave. What failed or was taken back before it left
   * does not count.
   *
   * @returns what came since then
   */
  async lastAgendas(tx: Transaction, contactIds: string[], since: Date): Promise<LastAgenda[]> {
    return tx.$queryRaw<LastAgenda[]>`
      SELECT r.contact_id AS "contactId", r.kind, max(r.fired_at) AS at FROM reminder r
      WHERE r.contact_id = ANY(${contactIds}::uuid[]) AND r.kind IN ('agenda', 'preview') AND r.fired_at >= ${since} AND EXISTS (
        SELECT FROM outbound_message first JOIN outbound_message m ON m.id = first.id OR m.retry_of_id = first.id
        WHERE (first.reminder_id = r.id OR first.id = r.announced_by_id) AND m.status <> 'failed'
          AND (m.status <> 'queued' OR r.cancelled_at IS NULL)
        OFFSET 0
      )
      GROUP BY r.contact_id, r.kind`;
  }

  /** Until `tx` ends, no other scheduler decides whether these people get an agenda. */
  async holdAgendas(tx: Transaction, contactIds: string[]): Promise<void> {
    const ids = [...new Set(contactIds)].toSorted();
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('agenda ' || id, 0)) FROM unnest(${ids}::text[]) AS id`;
  }

  /** Also one of today that has not left. */
  async cancelAgenda(tx: Transaction, contactId: string): Promise<number> {
    await this.hold(tx, contactId);
    const { count } = await tx.reminder.updateMany({
      where: { contactId, kind: { in: ['agenda', 'preview'] }, firedAt: null, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
    await withdrawRings(
      tx,
      Prisma.sql`r.contact_id = ${contactId}::uuid AND r.kind IN ('agenda', 'preview')`,
    );
    return count;
  }

  /** The usual reminders of events, soonest first. */
  listUsual(tx: Transaction, contactId: string): Promise<Reminder[]> {
    return this.#listUpcoming(tx, { contactId, kind: 'event' });
  }

  readonly #add = together(
    async (tx, reminders: readonly (NewReminder & { contactId: string })[]): Promise<string[]> => {
      const rows = reminders.map(({ title, series, event, ...reminder }) => ({
        ...reminder,
        id: newId(),
        titleSealed: this.sealer.seal(title),
        rule: series?.rule,
        seriesStart: series?.start,
        timezone: series?.timezone ?? reminder.timezone,
        eventId: event?.id,
        leadMinutes: series?.leadMinutes ?? event?.leadMinutes,
      }));
      await tx.reminder.createMany({ data: rows });
      return rows.map(({ id }) => id);
    },
  );

  readonly #listUpcoming = together(
    async (tx, wanted: readonly { contactId: string; kind: ReminderKind }[]): Promise<Reminder[][]> => {
      const rows = await tx.reminder.findMany({
        where: {
          contactId: { in: wanted.map(({ contactId }) => contactId) },
          firedAt: null,
          cancelledAt: null,
        },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      });
      return wanted.map(({ contactId, kind }) =>
        rows
          .filter((row) => row.contactId === contactId && row.kind === kind)
          .map((row) => toReminder(row, this.sealer)),
      );
    },
  );
}

export function toReminder(row: ReminderRow, sealer: Sealer): Reminder {
  const { id, eventId, dueAt, rule, seriesStart, timezone, leadMinutes, groupId, titleSealed } = row;
  const { ring, againOfId, afterDone } = row;
  return {
    id,
    title: unlessUnreadable(() => sealer.open(titleSealed), { table: 'reminder', id }),
    dueAt,
    eventId: eventId ?? undefined,
    rule: rule ?? undefined,
    series:
      rule !== null && seriesStart && timezone !== null
        ? { rule, start: seriesStart, timezone, leadMinutes: leadMinutes ?? undefined }
        : undefined,
    groupId: groupId ?? undefined,
    ring: ring ?? undefined,
    againOfId: againOfId ?? undefined,
    afterDone: afterDone ?? undefined,
  };
}

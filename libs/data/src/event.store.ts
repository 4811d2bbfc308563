import { Injectable } from '@nestjs/common';
import { v7 as newId, validate as isUuid } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import type { Event as EventRow } from './generated/client.ts';
import { together } from './together.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

export interface NewEvent {
  title: string;
  place?: string;
  /** Of a repeated event, its first time. */
  startsAt: Date;
  /** Exclusive; absent when nobody said. */
  endsAt?: Date;
  /** It has a date and no time of day: `startsAt` is midnight in `timezone`. */
  isAllDay: boolean;
  /** RFC 5545 rule, without its start. */
  rule?: string;
  /** IANA name of the zone in which it was made, and repeats. */
  timezone: string;
  /** The person said when to be reminded of it, or not to be: it has no reminder at a time that we chose. */
  noUsualReminder?: boolean;
  /** Of one from a calendar file: what it is known by there. */
  uid?: string;
}

export interface Event extends Omit<NewEvent, 'title' | 'uid'> {
  id: string;
  /** Undefined when it is damaged. */
  title: string | undefined;
}

/** What becomes of an event; null: it has none any more. */
export interface EventChange {
  title?: string;
  place?: string;
  startsAt?: Date;
  endsAt?: Date | null;
  isAllDay?: boolean;
  rule?: string | null;
  timezone?: string;
  noUsualReminder?: boolean;
}

interface Period {
  from: Date;
  /** Exclusive. */
  until: Date;
}

/** Everybody's calendar. */
@Injectable()
export class EventStore {
  constructor(private readonly sealer: Sealer) {}

  /** @returns its id */
  add(tx: Transaction, contactId: string, event: NewEvent): Promise<string> {
    return this.#add(tx, { contactId, event });
  }

  /** @returns false when it is not in the calendar any more */
  async change(
    tx: Transaction,
    contactId: string,
    id: string,
    { title, place, ...times }: EventChange,
  ): Promise<boolean> {
    const { count } = await tx.event.updateMany({
      where: { id, contactId, cancelledAt: null },
      data: {
        ...times,
        ...(title !== undefined && { titleSealed: this.sealer.seal(title) }),
        ...(place !== undefined && { placeSealed: this.sealer.seal(place) }),
      },
    });
    return count > 0;
  }

  async cancel(tx: Transaction, contactId: string, ids: string[]): Promise<void> {
    await tx.event.updateMany({
      where: { id: { in: ids }, contactId, cancelledAt: null },
      data: { cancelledAt: new Date() },
    });
  }

  /** The event that came from a calendar file under this UID, or that has this id. */
  async findFrom(tx: Transaction, contactId: string, uid: string, id?: string): Promise<Event | undefined> {
    const isId = id !== undefined && isUuid(id);
    const row = await tx.event.findFirst({
      where: {
        contactId,
        cancelledAt: null,
        OR: [{ uidKey: this.#uidKey(uid) }, ...(isId ? [{ id }] : [])],
      },
      orderBy: { createdAt: 'asc' },
    });
    return row ? this.open(row) : undefined;
  }

  #uidKey(uid: string): string {
    return this.sealer.blindIndex('event-uid', uid);
  }

  /** Events that may touch the period, soonest first: repeated ones from their first time on, whether or not one falls into it. */
  list(tx: Transaction, contactId: string, period: Period): Promise<Event[]> {
    return this.#list(tx, { contactId, ...period });
  }

  /** A row as it is read from the database. */
  open(row: EventRow): Event {
    const open = (sealed: string | null): string | undefined =>
      sealed === null
        ? undefined
        : unlessUnreadable(() => this.sealer.open(sealed), { table: 'event', id: row.id });
    return {
      id: row.id,
      title: open(row.titleSealed),
      place: open(row.placeSealed),
      startsAt: row.startsAt,
      endsAt: row.endsAt ?? undefined,
      isAllDay: row.isAllDay,
      rule: row.rule ?? undefined,
      timezone: row.timezone,
      noUsualReminder: row.noUsualReminder ?? undefined,
    };
  }

  readonly #add = together(
    async (tx, events: readonly { contactId: string; event: NewEvent }[]): Promise<string[]> => {
      const rows = events.map(({ contactId, event: { title, place, uid, ...times } }) => ({
        id: newId(),
        contactId,
        titleSealed: this.sealer.seal(title),
        placeSealed: place === undefined ? undefined : this.sealer.seal(place),
        uidKey: uid === undefined ? undefined : this.#uidKey(uid),
        ...times,
      }));
      await tx.event.createMany({ data: rows });
      return rows.map(({ id }) => id);
    },
  );

  readonly #list = together(
    async (tx, wanted: readonly (Period & { contactId: string })[]): Promise<Event[][]> => {
      const rows = await tx.event.findMany({
        where: {
          contactId: { in: wanted.map(({ contactId }) => contactId) },
          cancelledAt: null,
          OR: wanted.map(({ contactId, from, until }) => ({
            contactId,
            startsAt: { lt: until },
            OR: [{ rule: { not: null } }, { endsAt: { gt: from } }, { startsAt: { gte: from } }],
          })),
        },
        orderBy: { startsAt: 'asc' },
      });
      return wanted.map(({ contactId, from, until }) =>
        rows
          .filter(
            (row) =>
              row.contactId === contactId &&
              row.startsAt < until &&
              (row.rule !== null || (row.endsAt ?? row.startsAt) >= from),
          )
          .map((row) => this.open(row)),
      );
    },
  );
}

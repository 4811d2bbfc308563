import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  type Announcement,
  type Event,
  EventReminderStore,
  EventStore,
  type Habits,
  quietOf,
  ReminderStore,
  type Transaction,
} from '#data';
import { announcedBy, nextUsualRing, usualLead } from '#understanding/recurrence';

import { announcedFrom, announcedRule } from './event-times.ts';
import type { Request } from './understood.ts';

/** Whose events they are, and what time it is to them. */
export type Owner = Pick<Request, 'contactId' | 'now' | 'timezone' | 'habits'>;

/** An event is announced so long before, in minutes, unless the person chose otherwise. */
const usualLeadTimes = [15];

/** The reminders of events that nobody asked a reminder of. */
@Injectable()
export class UsualReminders {
  constructor(
    private readonly events: EventStore,
    private readonly store: EventReminderStore,
    private readonly reminders: ReminderStore,
  ) {}

  /** Of a new event. @param announced what rang already: it is not announced again */
  async add(
    tx: Transaction,
    owner: Owner,
    event: Event,
    announced: readonly Announcement[] = [],
  ): Promise<void> {
    const { id, title, timezone, isAllDay } = event;
    if (title === undefined || event.noUsualReminder) return;
    const from = announcedFrom(DateTime.fromJSDate(event.startsAt, { zone: timezone }), isAllDay);
    const start = from.toJSDate();
    const rule = event.rule && announcedRule(event.rule, from, isAllDay);
    const leadOf = (minutes: number): number => usualLead(minutes, isAllDay);
    for (const leadMinutes of new Set(leadTimesOf(owner.habits).map(leadOf))) {
      const rung = announced.find((one) => leadOf(one.leadMinutes) === leadMinutes);
      const until = rung && (rung.series ? announcedTime(rung, isAllDay) : start);
      const lead = { leadMinutes, quiet: usualQuietOf(owner.habits), timezone: owner.timezone };
      const dueAt = ringOf({ start, timezone, rule, isAllDay }, lead, { now: owner.now, announced: until });
      if (!dueAt) continue;
      const series = rule === undefined ? undefined : { rule, start, timezone, leadMinutes };
      await this.reminders.add(tx, owner.contactId, {
        kind: 'event',
        title,
        dueAt,
        series,
        timezone: owner.timezone,
        event: { id, leadMinutes },
      });
    }
  }

  /** After a change of the event. */
  async renew(tx: Transaction, owner: Owner, event: Event): Promise<void> {
    await this.store.cancelUsual(tx, [event.id]);
    await this.add(tx, owner, event);
  }

  /**
   * After the person changed a habit, or their zone: those of all events that are to come.
   *
   * @param isSameHabit what was announced already is not announced again by the clock of another place
   */
  async renewAll(tx: Transaction, owner: Owner, isSameHabit = false): Promise<void> {
    const until = DateTime.fromJSDate(owner.now).plus({ years: 100 }).toJSDate();
    const events = await this.events.list(tx, owner.contactId, { from: owner.now, until });
    const ids = events.map(({ id }) => id);
    const announced = isSameHabit ? await this.store.findAnnounced(tx, ids) : [];
    await this.store.cancelUsual(tx, ids);
    const ofEvent = (id: string): Announcement[] => announced.filter(({ eventId }) => eventId === id);
    await Promise.all(events.map((event) => this.add(tx, owner, event, ofEvent(event.id))));
  }

  /** The person says when to be reminded of the event, or not to be. */
  async end(tx: Transaction, contactId: string, eventId: string): Promise<void> {
    await this.events.change(tx, contactId, eventId, { noUsualReminder: true });
    await this.store.cancelUsual(tx, [eventId], true);
  }
}

/** None where the rule cannot be read: what is changed for all events is not to fail for one of them. */
function ringOf(...given: Parameters<typeof nextUsualRing>): Date | undefined {
  return unlessInvalid(() => nextUsualRing(...given));
}

/** Which time of a repeated event it announced. */
function announcedTime({ series, dueAt, leadMinutes }: Announcement, isAllDay: boolean): Date | undefined {
  return series && unlessInvalid(() => announcedBy({ ...series, isAllDay }, leadMinutes, dueAt));
}

function unlessInvalid<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

const leadTimesOf = ({ leadTimes }: Habits = {}): number[] => leadTimes ?? usualLeadTimes;

/** Where the person named how long before, it rings at night too. */
const usualQuietOf = (habits?: Habits): ReturnType<typeof quietOf> =>
  habits?.leadTimes ? undefined : quietOf(habits);

import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, type EventReminder, EventReminderStore, ReminderStore, type Transaction } from '#data';
import { later, nextRing } from '#understanding/recurrence';

import { announcedFrom, announcedRule } from './event-times.ts';
import { type Owner, UsualReminders } from './usual-reminders.ts';

/** When a reminder of an event rings next. */
interface Ring {
  dueAt: Date;
  series?: { rule: string; start: Date; timezone: string; leadMinutes: number };
}

/** Lets the reminders of an event go where it goes. */
@Injectable()
export class EventReminders {
  constructor(
    private readonly store: EventReminderStore,
    private readonly reminders: ReminderStore,
    private readonly usual: UsualReminders,
  ) {}

  /**
   * After a change of an event: each rings as long before it as it did; also one that rang already, before the event was moved. What is to
   * be done then keeps its name.
   *
   * @param was what the event was called
   * @returns minutes before the event at which it is too late to remind, and no reminder rings any more
   */
  async follow(tx: Transaction, owner: Owner, event: Event, was = event.title): Promise<number[]> {
    const { contactId } = owner;
    await this.usual.renew(tx, owner, event);
    const tooLate = new Set<number>();
    for (const { leadMinutes, ownTitle, reminders } of alike(await this.store.listOf(tx, event.id), was)) {
      const pending = reminders.filter(({ isPending }) => isPending).map(({ id }) => id);
      const ring = ringOf(event, leadMinutes, owner);
      const [first, ...others] = pending;
      if (!ring) {
        await this.store.cancel(tx, pending);
        // One that rang already is not missed.
        if (pending.length > 0) tooLate.add(leadMinutes);
        continue;
      }
      await this.store.cancel(tx, others);
      const title = ownTitle ?? event.title;
      const isRenewed = first !== undefined && (await this.store.renew(tx, first, { title, ...ring }));
      if (!isRenewed) await this.#add(tx, contactId, { ...event, title }, leadMinutes, ring);
    }
    return [...tooLate];
  }

  /** A time that was taken out of a series keeps the reminders of the series. */
  async copy(
    tx: Transaction,
    owner: Owner,
    from: { id: string; title: string | undefined },
    event: Event,
  ): Promise<number[]> {
    const { contactId } = owner;
    await this.usual.add(tx, owner, event);
    const tooLate = new Set<number>();
    for (const { leadMinutes, ownTitle } of alike(await this.store.listOf(tx, from.id), from.title)) {
      const ring = ringOf(event, leadMinutes, owner);
      const title = ownTitle ?? event.title;
      if (ring) await this.#add(tx, contactId, { ...event, title }, leadMinutes, ring);
      else tooLate.add(leadMinutes);
    }
    return [...tooLate];
  }

  /** Those of events that do not take place. */
  async cancel(tx: Transaction, eventIds: string[]): Promise<void> {
    await this.store.cancelOf(tx, eventIds);
  }

  async #add(
    tx: Transaction,
    contactId: string,
    { id, title }: Event,
    leadMinutes: number,
    { dueAt, series }: Ring,
  ): Promise<void> {
    if (title === undefined) return;
    await this.reminders.add(tx, contactId, { title, dueAt, series, event: { id, leadMinutes } });
  }
}

interface Alike {
  leadMinutes: number;
  /** Of those that say what to do then, and not only that the event comes. */
  ownTitle?: string;
  reminders: EventReminder[];
}

/** Those of one time before the event and one title belong together. */
function alike(all: EventReminder[], eventTitle: string | undefined): Alike[] {
  const groups: Alike[] = [];
  for (const one of all) {
    const { leadMinutes, title } = one;
    const ownTitle = title === eventTitle ? undefined : title;
    const group = groups.find((each) => each.leadMinutes === leadMinutes && each.ownTitle === ownTitle);
    if (group) group.reminders.push(one);
    else groups.push({ leadMinutes, ownTitle, reminders: [one] });
  }
  return groups;
}

function ringOf(
  { startsAt, timezone, isAllDay, rule }: Event,
  leadMinutes: number,
  { now, habits }: Owner,
): Ring | undefined {
  const start = announcedFrom(DateTime.fromJSDate(startsAt, { zone: timezone }), isAllDay, habits);
  if (rule === undefined) {
    const dueAt = later(start, -leadMinutes).toJSDate();
    return dueAt > now ? { dueAt } : undefined;
  }
  const series = {
    rule: announcedRule(rule, start, isAllDay),
    start: start.toJSDate(),
    timezone,
    leadMinutes,
  };
  const dueAt = nextRing(series, now);
  return dueAt && { dueAt, series };
}

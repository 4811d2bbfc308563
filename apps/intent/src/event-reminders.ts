import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, EventReminderStore, ReminderStore, type Transaction } from '#data';
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
   * After a change of an event: each rings as long before it as it did; also one that rang already, before the event was moved.
   *
   * @returns minutes before the event at which it is too late to remind, and no reminder rings any more
   */
  async follow(tx: Transaction, owner: Owner, event: Event): Promise<number[]> {
    const { contactId } = owner;
    await this.usual.renew(tx, owner, event);
    const known = await this.store.listOf(tx, event.id);
    const tooLate: number[] = [];
    for (const leadMinutes of new Set(known.map((one) => one.leadMinutes))) {
      const pending = known.filter((one) => one.leadMinutes === leadMinutes && one.isPending);
      const ring = ringOf(event, leadMinutes, owner);
      const [first, ...others] = pending.map(({ id }) => id);
      if (!ring) {
        await this.store.cancel(
          tx,
          pending.map(({ id }) => id),
        );
        // One that rang already is not missed.
        if (pending.length > 0) tooLate.push(leadMinutes);
        continue;
      }
      await this.store.cancel(tx, others);
      const isRenewed =
        first !== undefined && (await this.store.renew(tx, first, { title: event.title, ...ring }));
      if (!isRenewed) await this.#add(tx, contactId, event, leadMinutes, ring);
    }
    return tooLate;
  }

  /** A time that was taken out of a series keeps the reminders of the series. */
  async copy(tx: Transaction, owner: Owner, fromId: string, event: Event): Promise<number[]> {
    const { contactId } = owner;
    await this.usual.add(tx, owner, event);
    const leads = new Set((await this.store.listOf(tx, fromId)).map(({ leadMinutes }) => leadMinutes));
    const tooLate: number[] = [];
    for (const leadMinutes of leads) {
      const ring = ringOf(event, leadMinutes, owner);
      if (ring) await this.#add(tx, contactId, event, leadMinutes, ring);
      else tooLate.push(leadMinutes);
    }
    return tooLate;
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

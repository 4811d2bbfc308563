import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  PreferenceStore,
  ReminderStore,
  type ReminderSeries,
  RungReminderStore,
  type Transaction,
  type Whereabouts,
} from '#data';
import { nextRing } from '#understanding/recurrence';

import { type Owner, UsualReminders } from './usual-reminders.ts';

/** These follow the clock of the place; what recurs every few hours goes on as it is. */
const LIVED_BY = /FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)/;

/** Takes people's reminders along to another zone. */
@Injectable()
export class Travel {
  constructor(
    private readonly preferences: PreferenceStore,
    private readonly reminders: ReminderStore,
    private readonly rung: RungReminderStore,
    private readonly usual: UsualReminders,
  ) {}

  /**
   * What repeats ("every day at 8") goes by the clock there. Events, their reminders and what rings once stay at their moment.
   *
   * @param owner with the zone in which the person is now
   * @returns how many reminders go by the new clock
   */
  async move(tx: Transaction, owner: Owner, to: Whereabouts): Promise<number> {
    const { contactId, now, timezone } = owner;
    await this.preferences.move(tx, contactId, to);
    await this.reminders.hold(tx, contactId);
    const repeated = await this.reminders.listRepeated(tx, contactId);
    let moved = 0;
    for (const { id, series, dueAt } of repeated) {
      if (!series || series.timezone === timezone || !LIVED_BY.test(series.rule)) continue;
      moved += await this.rung.change(tx, contactId, [id], movedTo(timezone, series, dueAt, now));
    }
    await this.usual.renewAll(tx, owner, true);
    return moved;
  }
}

/** The time that was to come next, by the new clock: what rang today already does not ring again today. */
function movedTo(
  timezone: string,
  series: ReminderSeries,
  dueAt: Date,
  now: Date,
): { dueAt: Date; series: ReminderSeries } {
  const there = (at: Date): Date =>
    DateTime.fromJSDate(at, { zone: series.timezone }).setZone(timezone, { keepLocalTime: true }).toJSDate();
  const moved = { ...series, start: there(series.start), timezone };
  const due = there(dueAt);
  return { series: moved, dueAt: due > now ? due : (nextRing(moved, now) ?? due) };
}

import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, type Transaction } from '#data';
import { replies } from '#replies';

import { timeWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** "Remind me tomorrow" without a time means in the morning. */
const morningHour = 9;

/** What people want done with their reminders. */
@Injectable()
export class ReminderActions {
  constructor(private readonly reminders: ReminderStore) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone, certain } = request;
    const { title, when } = action;
    if (!title) return { reply: replies.reminderTitleMissing(), isUnfinished: true };
    const timeMissing: Done = { reply: replies.reminderTimeMissing(title), isUnfinished: true };
    // "Remind me next week": a day could be guessed, and would be wrong.
    if (!when || when.grain === 'week' || when.grain === 'month' || when.grain === 'year') return timeMissing;
    const start = DateTime.fromISO(when.start, { zone: timezone });
    const exact = when.grain !== 'day';
    const at = exact ? start : start.set({ hour: morningHour });
    const words = timeWords(at, DateTime.fromJSDate(now), certain);
    if (at.toMillis() <= now.getTime()) {
      // "Remind me today", said in the afternoon: the day is not over, only the hour is unknown.
      const dayGoesOn = !exact && start.endOf('day').toMillis() > now.getTime();
      return dayGoesOn ? timeMissing : { reply: replies.reminderInPast(title, words) };
    }
    await this.reminders.add(tx, contactId, { title, dueAt: at.toJSDate() });
    return { reply: replies.reminderSet(title, words, action.recurrence !== undefined) };
  }

  async list(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, now, timezone, certain } = request;
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    if (upcoming.length === 0) return { reply: replies.noReminders() };
    const reminders = upcoming.map(({ title, dueAt }) => ({
      title,
      time: timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), DateTime.fromJSDate(now), certain),
    }));
    return { reply: replies.reminderList(reminders) };
  }
}

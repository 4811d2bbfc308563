import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Habits, PreferenceStore, quietOf, type Transaction } from '#data';
import { replies } from '#replies';
import type { Action } from '#understanding';

import { AgendaSubscription } from './agenda-subscription.ts';
import { minuteWords } from './habit-words.ts';
import { notDone } from './not-yet.ts';
import type { Done, Request } from './understood.ts';
import { UsualReminders } from './usual-reminders.ts';

type Changed = { habits: Habits; reply: string } | { asks: string };

/** How people want us to work for them. */
@Injectable()
export class PreferenceActions {
  constructor(
    private readonly preferences: PreferenceStore,
    private readonly usual: UsualReminders,
    private readonly agenda: AgendaSubscription,
  ) {}

  async set(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    if (action.preference === 'agenda') return this.agenda.change(tx, request);
    const habits = await this.preferences.habits(tx, contactId);
    const changed = changeOf(action, habits, request.timezone);
    if (!changed) return { reply: notDone(request) };
    if ('asks' in changed) return { reply: changed.asks, isUnfinished: true };
    await this.preferences.setHabits(tx, contactId, changed.habits);
    const isOfReminders = action.preference === 'event_reminders' || action.preference === 'quiet_hours';
    if (isOfReminders) await this.usual.renewAll(tx, { ...request, habits: changed.habits });
    const isOfAgenda = action.preference === 'morning' || action.preference === 'quiet_hours';
    if (isOfAgenda) await this.agenda.renew(tx, request, habits, changed.habits);
    return { reply: changed.reply };
  }
}

/** @returns undefined for what cannot be chosen yet */
function changeOf(action: Action, habits: Habits, timezone: string): Changed | undefined {
  const { preference, when, leadTimes, off } = action;
  switch (preference) {
    case 'morning': {
      if (!when) return { asks: replies.morningMissing() };
      const morning = minuteOf(when.start, timezone);
      return { habits: { ...habits, morning }, reply: replies.morningSet(minuteWords(morning)) };
    }
    case 'day_first':
    case 'month_first': {
      const dayFirst = preference === 'day_first';
      return { habits: { ...habits, dayFirst }, reply: replies.dateOrderSet(dayFirst) };
    }
    case 'week_start': {
      if (!when) return undefined;
      const { weekday, weekdayLong } = DateTime.fromISO(when.start, { zone: timezone }).setLocale(
        replies.locale(),
      );
      return { habits: { ...habits, weekStart: weekday }, reply: replies.weekStartSet(weekdayLong ?? '') };
    }
    case 'event_reminders': {
      if (!off && !leadTimes) return { asks: replies.usualLeadMissing() };
      const chosen = off ? [] : (leadTimes ?? []);
      return { habits: { ...habits, leadTimes: chosen }, reply: replies.usualLeadSet(chosen) };
    }
    case 'quiet_hours': {
      const quiet = off ? null : quietFrom(action, habits, timezone);
      const words = quiet && { from: minuteWords(quiet.from), until: minuteWords(quiet.until) };
      return { habits: { ...habits, quiet }, reply: replies.quietSet(words ?? undefined) };
    }
    default:
      return undefined;
  }
}

/** What was not said stays. */
function quietFrom({ when, newEnd }: Action, habits: Habits, timezone: string): Habits['quiet'] {
  const known = quietOf(habits) ?? quietOf();
  const [from, until] = [when?.start, when?.end ?? newEnd?.start].map((at) =>
    at === undefined ? undefined : minuteOf(at, timezone),
  );
  const quiet = { from: from ?? known?.from ?? 0, until: until ?? known?.until ?? 0 };
  return quiet.from === quiet.until ? null : quiet;
}

function minuteOf(iso: string, zone: string): number {
  const { hour, minute } = DateTime.fromISO(iso, { zone });
  return hour * 60 + minute;
}

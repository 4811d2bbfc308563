import { Injectable } from '@nestjs/common';
import { DateTime, Info } from 'luxon';

import { PreferenceStore, quietOf, ReminderStore, type Transaction } from '#data';
import { replies } from '#replies';

import { minuteWords } from './habit-words.ts';

import type { Done, Request } from './understood.ts';
import { cityOf } from './zone-words.ts';

/** "what do you know about me?" */
@Injectable()
export class PreferenceListActions {
  constructor(
    private readonly preferences: PreferenceStore,
    private readonly reminders: ReminderStore,
  ) {}

  async list(tx: Transaction, { contactId, timezone, certain, habits = {} }: Request): Promise<Done> {
    // One after the other: a transaction has one connection.
    const kept = await this.preferences.countKept(tx, contactId);
    const where = await this.preferences.whereabouts(tx, contactId);
    const agenda = await this.reminders.nextAgenda(tx, contactId);
    const { morning, dayFirst, weekStart, leadTimes } = habits;
    const quiet = quietOf(habits);
    const until = where.awayUntil && DateTime.fromJSDate(where.awayUntil, { zone: timezone }).minus(1);
    return {
      reply: replies.knownOfPerson({
        kept,
        city: cityOf(timezone),
        isCityCertain: certain,
        away: until
          ? { day: replies.shortDate(until), city: cityOf(where.homeTimezone ?? timezone) }
          : undefined,
        morning: morning === undefined ? undefined : minuteWords(morning),
        dayFirst,
        weekStart:
          weekStart === undefined
            ? undefined
            : Info.weekdays('long', { locale: replies.locale() })[weekStart - 1],
        leadTimes,
        quiet: quiet && { from: minuteWords(quiet.from), until: minuteWords(quiet.until) },
        agenda: agenda && replies.clockWords(DateTime.fromJSDate(agenda.dueAt, { zone: timezone })),
      }),
    };
  }
}

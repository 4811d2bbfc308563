import { DateTime } from 'luxon';

import type { Reminder, Subject } from '#data';

import { ruleWords } from './rule-words.ts';
import { type Clock, timeWords } from './time-words.ts';

export const aboutReminder = ({ id }: Pick<Reminder, 'id'>): Subject => ({ kind: 'reminder', id });

/** "tomorrow, Sun 22 Nov, at 5:00 PM" */
export const dueWords = (dueAt: Date, { now, timezone, certain }: Clock): string =>
  timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), DateTime.fromJSDate(now), certain);

/** A reminder as it stands in a list. */
export function toldReminder(
  { title, dueAt, rule }: Reminder,
  clock: Clock,
): { title: string | undefined; time: string; repeats?: string } {
  return {
    title,
    repeats: rule === undefined ? undefined : ruleWords({ rule }, clock.timezone),
    time: dueWords(dueAt, clock),
  };
}

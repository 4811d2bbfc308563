import { DateTime, Duration } from 'luxon';

import type { Reminder, Subject } from '#data';

import { replies } from '#replies';

import { ruleWords } from './rule-words.ts';
import { type Clock, timeWords } from './time-words.ts';

export const aboutReminder = ({ id }: Pick<Reminder, 'id'>): Subject => ({ kind: 'reminder', id });

/** "tomorrow, Sun 22 Nov, at 5:00 PM" */
export const dueWords = (dueAt: Date, { now, timezone, certain }: Clock): string =>
  timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), DateTime.fromJSDate(now), certain);

/** Of today only the time of day, as it is in a while: "at 5:10 PM". */
export function againWords(dueAt: Date, clock: Clock): string {
  const at = DateTime.fromJSDate(dueAt, { zone: clock.timezone });
  const isToday = at.hasSame(DateTime.fromJSDate(clock.now, { zone: clock.timezone }), 'day');
  return isToday ? replies.atClock(at) : dueWords(dueAt, clock);
}

/** A reminder as it stands in a list. */
export function toldReminder(
  { title, dueAt, rule, afterDone }: Reminder,
  clock: Clock,
): { title: string | undefined; time: string; repeats?: string } {
  return {
    title,
    repeats: repeatsWords({ rule, afterDone }, clock.timezone),
    time: dueWords(dueAt, clock),
  };
}

/** "every Monday", "3 days after it is done"; undefined for one that rings once. @param zone the person's */
export function repeatsWords(
  { rule, afterDone }: Pick<Reminder, 'rule' | 'afterDone'>,
  zone: string,
): string | undefined {
  if (afterDone !== undefined) return replies.afterDone(spanWords(afterDone));
  return rule === undefined ? undefined : ruleWords({ rule }, zone);
}

/** "3 days", "1 day and 12 hours" */
function spanWords(minutes: number): string {
  const parts = Duration.fromObject({ minutes }).shiftTo('days', 'hours', 'minutes').toObject();
  const said = Object.fromEntries(Object.entries(parts).filter(([, count]) => count !== 0));
  return Duration.fromObject(said, { locale: replies.locale() }).toHuman({ listStyle: 'long' });
}

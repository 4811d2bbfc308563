import { DateTime } from 'luxon';

import type { Task } from '#data';

import { type Clock, whenWords } from './time-words.ts';

export interface Due {
  /** "tomorrow, Sat 28 Nov", "today, Fri 27 Nov, at 5:00 PM" */
  words: string;
  isOverdue: boolean;
}

/** When a task is due; one without a time of day, which is kept as midnight, is overdue once its day is over. */
export function dueOf({ dueAt }: Task, clock: Clock): Due | undefined {
  if (!dueAt) return undefined;
  const at = DateTime.fromJSDate(dueAt, { zone: clock.timezone });
  const isDay = +at === +at.startOf('day');
  const start = at.toISO() ?? dueAt.toISOString();
  const over = isDay ? at.plus({ days: 1 }) : at;
  return {
    words: whenWords({ start, grain: isDay ? 'day' : 'minute' }, clock),
    isOverdue: over.toJSDate() <= clock.now,
  };
}

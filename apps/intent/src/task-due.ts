import { DateTime } from 'luxon';

import type { Task } from '#data';
import type { When } from '#understanding';

import { type Clock, whenWords } from './time-words.ts';

export interface Due {
  /** "tomorrow, Sat 28 Nov", "today, Fri 27 Nov, at 5:00 PM" */
  words: string;
  isOverdue: boolean;
}

/** What is kept of when a task is to be done: of a day without a time, midnight, and the zone that it is in. */
export function dueTime(
  { start }: When,
  timezone: string,
): Required<Pick<Task, 'dueAt'>> & Pick<Task, 'dueZone'> {
  const at = DateTime.fromISO(start, { zone: timezone });
  return { dueAt: at.toJSDate(), dueZone: isMidnight(at) ? timezone : undefined };
}

/** A day goes with the person: on a journey it begins at midnight there. */
export function dueAtIn(
  { dueAt, dueZone }: Pick<Task, 'dueAt' | 'dueZone'>,
  timezone: string,
): Date | undefined {
  if (!dueAt || dueZone === undefined || dueZone === timezone) return dueAt;
  const day = DateTime.fromJSDate(dueAt, { zone: dueZone });
  // Another version, which knows of no zone, may have given it a time since.
  if (!isMidnight(day)) return dueAt;
  return day.setZone(timezone, { keepLocalTime: true }).startOf('day').toJSDate();
}

/** When a task is due; one without a time of day, which is kept as midnight, is overdue once its day is over. */
export function dueOf(task: Task, clock: Clock): Due | undefined {
  const dueAt = dueAtIn(task, clock.timezone);
  if (!dueAt) return undefined;
  const at = DateTime.fromJSDate(dueAt, { zone: clock.timezone });
  const isDay = isMidnight(at);
  const start = at.toISO() ?? dueAt.toISOString();
  const over = isDay ? at.plus({ days: 1 }) : at;
  return {
    words: whenWords({ start, grain: isDay ? 'day' : 'minute' }, clock),
    isOverdue: over.toJSDate() <= clock.now,
  };
}

const isMidnight = (at: DateTime): boolean => +at === +at.startOf('day');

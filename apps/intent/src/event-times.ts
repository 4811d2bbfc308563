import { DateTime, Duration } from 'luxon';

import { type Event, type Habits, quietOf } from '#data';
import type { When } from '#understanding';
import { isQuiet, nextOccurrences } from '#understanding/recurrence';

/** A repeated event is listed so many times at most. */
const mostOccurrences = 100;

/** The time that "on friday", "this week" or "at 5" speaks of. */
export function periodOf({ start, end, grain }: When, timezone: string): { from: Date; until: Date } {
  const from = DateTime.fromISO(start, { zone: timezone });
  const until = end === undefined ? from.plus({ [grain]: 1 }) : DateTime.fromISO(end);
  return { from: from.toJSDate(), until: until.toJSDate() };
}

/** Whose events can be told by their time of day alone. */
export function isOneDay({ from, until }: { from: Date; until: Date }, timezone: string): boolean {
  const last = DateTime.fromJSDate(until, { zone: timezone }).minus({ milliseconds: 1 });
  return last.hasSame(DateTime.fromJSDate(from, { zone: timezone }), 'day');
}

/** When an event begins within the period, or before it and lasts into it. */
export function occurrencesOf(
  event: Event,
  { from, until }: { from: Date; until: Date },
  most = mostOccurrences,
): DateTime[] {
  const start = DateTime.fromJSDate(event.startsAt, { zone: event.timezone });
  if (event.rule === undefined) return [start];
  // The one that began just before the period may still last.
  const after = DateTime.fromJSDate(from).minus(lengthOf(event)).minus(1).toJSDate();
  return timesOf(event.rule, start, { after, until, most }).filter(
    (at) => at.toJSDate() < until && at.plus(lengthOf(event)).toJSDate() >= from,
  );
}

/** In days for all-day events: a day can have 23 or 25 hours. */
export function lengthOf({ startsAt, endsAt, isAllDay, timezone }: Event): Duration {
  if (!endsAt) return Duration.fromObject({});
  const [start, end] = [startsAt, endsAt].map((at) => DateTime.fromJSDate(at, { zone: timezone }));
  return (end as DateTime).diff(start as DateTime, isAllDay ? 'days' : 'milliseconds');
}

/** The first time alone where the rule cannot be read: a calendar is not to fail for one event. */
function timesOf(
  rule: string,
  start: DateTime,
  { after, until, most }: { after: Date; until: Date; most: number },
): DateTime[] {
  try {
    const zone = start.zoneName ?? 'UTC';
    return nextOccurrences(rule, start.toISO() ?? '', zone, after, most, until).map((at) =>
      DateTime.fromJSDate(at, { zone }),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [start];
  }
}

/** From when lead times count: an event without a time of day is announced in the morning. @param habits when the person's begins */
export const announcedFrom = (start: DateTime, isAllDay: boolean, habits?: Habits): DateTime =>
  isAllDay ? morningOf(start, habits) : start;

/** The rule of what is announced: what is skipped of an all-day event is skipped in the morning, when it is announced. */
export function announcedRule(stored: string, start: DateTime, isAllDay: boolean): string {
  const [rule = '', dates] = stored.split('\nEXDATE:');
  if (!isAllDay || dates === undefined) return stored;
  return `${rule}\nEXDATE:${dates.replaceAll(/T\d{6}/g, start.toFormat("'T'HHmmss"))}`;
}

export const atMinute = (day: DateTime, minute: number): DateTime =>
  day.set({ hour: Math.floor(minute / 60), minute: minute % 60 });

/** What is for a day without a time is for its morning. @param habits when the person's begins */
export const morningOf = (day: DateTime, habits?: Habits): DateTime =>
  atMinute(day, habits?.morning ?? unquiet(morningHour * 60, habits));

/** A minute of the day that we choose is in no quiet hours: it is when they end. */
export function unquiet(minute: number, habits?: Habits): number {
  const quiet = quietOf(habits);
  return quiet && isQuiet(atMinute(DateTime.utc(2000, 1, 1), minute), quiet) ? quiet.until : minute;
}

/** "Remind me tomorrow" without a time means in the morning. */
export const morningHour = 9;

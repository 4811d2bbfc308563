import { DateTime } from 'luxon';

import type { Event } from '#data';
import { nextOccurrences, type When } from '#understanding';

/** A repeated event is listed so many times at most. */
const mostOccurrences = 100;

/** The time that "on friday", "this week" or "at 5" speaks of. */
export function periodOf({ start, end, grain }: When, timezone: string): { from: Date; until: Date } {
  const from = DateTime.fromISO(start, { zone: timezone });
  const until = end === undefined ? from.plus({ [grain]: 1 }) : DateTime.fromISO(end);
  return { from: from.toJSDate(), until: until.toJSDate() };
}

/** When an event begins within the period, or before it and lasts into it. */
export function occurrencesOf(
  { startsAt, endsAt, isAllDay, rule, timezone }: Event,
  { from, until }: { from: Date; until: Date },
): Date[] {
  if (rule === undefined) return [startsAt];
  const start = DateTime.fromJSDate(startsAt, { zone: timezone });
  const length = endsAt ? endsAt.getTime() - startsAt.getTime() : isAllDay ? 86_400_000 : 0;
  // The one that began just before the period may still last.
  const after = new Date(from.getTime() - Math.max(length, 1));
  const found = timesOf(rule, start, after);
  return found.filter((at) => at < until && at.getTime() + length >= from.getTime());
}

/** The first time alone where the rule cannot be read: a calendar is not to fail for one event. */
function timesOf(rule: string, start: DateTime, after: Date): Date[] {
  try {
    return nextOccurrences(rule, start.toISO() ?? '', start.zoneName ?? 'UTC', after, mostOccurrences);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [start.toJSDate()];
  }
}

/** "a day before" is the same time of day, also when the clock changes in between. */
export function before(start: DateTime, minutes: number): DateTime {
  return start.minus({ days: Math.floor(minutes / 1_440), minutes: minutes % 1_440 });
}

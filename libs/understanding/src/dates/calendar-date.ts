import type { DateTime } from 'luxon';

type Local = DateTime<true>;

/** A date as it was said; what was left out is absent. The day may not exist: "30 February". */
export interface CalendarDate {
  year?: number;
  month: number;
  day?: number;
  /** Last day of a range within the month: 15 in "july 13-15". */
  lastDay?: number;
  /** Words for a date that cannot be are kept, so that it can be pointed out. */
  words: string;
}

/** A 29 February is at most eight years away. */
const YEARS_AHEAD = 8;

/** The first day with this month and day that is not before `now`'s day, or the one in the year that was said. */
export function dayOfDate({ year, month, day = 1 }: CalendarDate, now: Local): Local | undefined {
  if (year !== undefined) return dayAt(now, year, month, day);
  for (let ahead = 0; ahead <= YEARS_AHEAD; ahead++) {
    const found = dayAt(now, now.year + ahead, month, day);
    if (found && found >= now.startOf('day')) return found;
  }
  return undefined;
}

/** The month that was said; without a year, this one or the next of that name. */
export function monthOfDate({ year, month }: CalendarDate, now: Local): Local | undefined {
  return dayAt(now, year ?? now.year + (month < now.month ? 1 : 0), month, 1);
}

/** Undefined for a day that the month does not have, or a month that the year does not have. luxon would move it. */
export function dayAt(now: Local, year: number, month: number, day: number): Local | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const first = now.startOf('day').set({ year, month, day: 1 });
  const date = first.set({ day });
  return date.month === first.month && date.day === day ? date.startOf('day') : undefined;
}

/** "29 February" is, "30 February" is not. */
export function isInSomeYear({ month, day = 1 }: CalendarDate): boolean {
  const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return daysInMonth !== undefined && day <= daysInMonth;
}

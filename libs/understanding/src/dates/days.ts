import type { DateTime } from 'luxon';

import type { CalendarDate } from './calendar-date.ts';

type Local = DateTime<true>;
export type DayGrain = 'day' | 'week' | 'month' | 'year';

/** A day, or several in a row, on the person's calendar. `to` is exclusive; both are midnights. */
export interface Days {
  from: Local;
  to: Local;
  grain: DayGrain;
  /** Several of `grain`, "next three days": the end is worth saying. */
  isRange?: boolean;
  /** It was said by its name alone, "friday": 1 for Monday to 7 for Sunday. */
  weekday?: number;
  /** It was said by its number alone, "the 15th". */
  monthDay?: number;
  /** Its month was said: "the 5th of may", "the 5th of next month". */
  inMonth?: true;
  /** As it was written, when the year was left out: the other side of a range may say it. */
  written?: CalendarDate;
  /** The words of a date that does not exist; `from` and `to` mean nothing then. */
  noSuchDate?: string;
}

export function days(from: Local, grain: DayGrain = 'day', count = 1): Days {
  const start = from.startOf(grain);
  return { from: start, to: start.plus({ [grain]: count }), grain, ...(count > 1 && { isRange: true }) };
}

/** The week of `day`. @param weekStart on which day it begins: 1 for Monday to 7 for Sunday */
export function weekOf(day: Local, weekStart = 1): Days {
  const from = day.startOf('day').minus({ days: (day.weekday - weekStart + 7) % 7 });
  return { from, to: from.plus({ weeks: 1 }), grain: 'week' };
}

export function dayRange(from: Local, to: Local): Days {
  return { from, to, grain: 'day', isRange: true };
}

/** @returns the first such day after `day`; `weekday` is 1 for Monday to 7 for Sunday */
export function weekdayAfter(day: Local, weekday: number): Local {
  return day.startOf('day').plus({ days: ((weekday - day.weekday + 6) % 7) + 1 });
}

export function weekdayBefore(day: Local, weekday: number): Local {
  return day.startOf('day').minus({ days: ((day.weekday - weekday + 6) % 7) + 1 });
}

/** The day of the Monday-based week of `day`. */
export function weekdayInWeekOf(day: Local, weekday: number): Local {
  return day.startOf('week').plus({ days: weekday - 1 });
}

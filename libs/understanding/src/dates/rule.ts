import type { DateTime } from 'luxon';

import type { Recurrence } from '../meaning.ts';

/** The parts of an RFC 5545 rule. */
export interface Rule {
  freq: 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval?: number;
  month?: number;
  /** -1 is the last day of the month. */
  monthDay?: number;
  /** "MO", "1MO", "-1FR" */
  byDay?: string[];
  /** Hours of the day, and minutes of those hours. */
  byHour?: number[];
  byMinute?: number[];
  /** The last of `byDay` in the month: "last weekday". */
  position?: number;
  count?: number;
  /** Midnight after the last day. */
  until?: DateTime<true>;
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
export const WORKDAYS = CODES.slice(0, 5);
export const WEEKEND = CODES.slice(5);

/** @param weekday 1 for Monday to 7 for Sunday */
export function dayCode(weekday: number): string {
  return CODES[weekday - 1] ?? 'MO';
}

export function recurrenceOf(rule: Rule): Recurrence {
  const { freq, interval, month, byDay, byHour, byMinute, position, count, until } = rule;
  const monthDays = monthDaysOf(rule);
  const parts = [
    `FREQ=${freq}`,
    interval && interval > 1 && `INTERVAL=${interval}`,
    month && `BYMONTH=${month}`,
    monthDays && `BYMONTHDAY=${monthDays.join(',')}`,
    byDay && `BYDAY=${byDay.join(',')}`,
    byHour && `BYHOUR=${byHour.join(',')}`,
    byMinute && `BYMINUTE=${byMinute.join(',')}`,
    (position ?? (monthDays && monthDays.length > 1 ? -1 : undefined)) && `BYSETPOS=${position ?? -1}`,
    count && `COUNT=${count}`,
    until && `UNTIL=${until.minus({ seconds: 1 }).toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")}`,
  ];
  return {
    rule: parts.filter(Boolean).join(';'),
    ...(monthDays && monthDays.length > 1 && { endOfShortMonths: true }),
  };
}

/** The rule's days moved by whole days: Monday at 23:00 in New York is Tuesday in Berlin. Undefined where no rule says it. */
export function movedByDays(rule: Rule, days: number): Rule | undefined {
  if (days === 0 || rule.freq === 'DAILY' || !(rule.byDay ?? rule.monthDay ?? rule.month)) return rule;
  if (rule.freq !== 'WEEKLY') return undefined;
  const moved = rule.byDay?.map((code) => (CODES.indexOf(code) + days + 7) % 7).toSorted((a, b) => a - b);
  return { ...rule, byDay: moved?.map((index) => dayCode(index + 1)) };
}

/** The 30th of every month is the last day of February: the last of the days 28 to 30 that there are. */
function monthDaysOf({ monthDay, month }: Rule): number[] | undefined {
  if (monthDay === undefined) return undefined;
  const isShort = month === undefined ? monthDay > 28 : month === 2 && monthDay === 29;
  if (!isShort) return [monthDay];
  return Array.from({ length: monthDay - 27 }, (_, index) => 28 + index);
}

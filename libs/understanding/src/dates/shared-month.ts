import type { DateTime } from 'luxon';

import type { DatePhrase } from './date-phrases.ts';
import { days, type Days } from './days.ts';

/**
 * "the 24th and 25th of december": a number alone is a day of the month of the next one that says its month. Where none follows it goes on
 * in the month of the one before, "march 12 and 13", "the 24th, 25th and 26th".
 */
export function withMonths(list: DatePhrase[]): DatePhrase[] {
  const result: DatePhrase[] = [];
  for (const each of list) {
    const { monthDay } = each.from.days ?? {};
    const next = list.slice(result.length + 1).find(({ from }) => from.days?.inMonth);
    const month = next?.from.days?.from ?? monthBefore(result.at(-1), monthDay);
    const isDay = monthDay !== undefined && month && monthDay <= (month.daysInMonth ?? 0);
    result.push(isDay ? { ...each, from: { ...each.from, days: dayIn(month, monthDay) } } : each);
  }
  return result;
}

const dayIn = (month: DateTime<true>, day: number): Days => ({ ...days(month.set({ day })), inMonth: true });

/** The month of a date that a later day of the same month may follow. */
function monthBefore(before: DatePhrase | undefined, monthDay = 0): DateTime<true> | undefined {
  const { from: date, grain, inMonth, monthDay: day } = before?.from.days ?? {};
  const isDate = grain === 'day' && (inMonth ?? day !== undefined);
  return date && isDate && date.day < monthDay ? date : undefined;
}

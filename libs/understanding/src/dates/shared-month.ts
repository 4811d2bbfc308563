import type { DatePhrase } from './date-phrases.ts';
import { days } from './days.ts';

/** "the 24th and 25th of december": a number alone is a day of the month of the next one that says its month. */
export function withMonths(list: DatePhrase[]): DatePhrase[] {
  return list.map((each, index) => {
    const { monthDay } = each.from.days ?? {};
    const month = list.slice(index + 1).find(({ from }) => from.days?.inMonth)?.from.days?.from;
    if (!monthDay || !month || monthDay > (month.daysInMonth ?? 0)) return each;
    return { ...each, from: { ...each.from, days: days(month.set({ day: monthDay })) } };
  });
}

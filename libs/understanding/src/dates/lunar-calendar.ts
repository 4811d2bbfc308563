import type { DateTime } from 'luxon';

type Local = DateTime<true>;
const YEARS_KEPT = 50;

/**
 * The first day of a Gregorian year that has this month and day in a calendar that follows the moon.
 *
 * @param month as Intl writes it in English: a number, in the Hebrew calendar a name
 */
export function inCalendar(
  calendar: string,
  month: string,
  day: number,
): (year: number, now: Local) => Local | undefined {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, {
    month: calendar === 'hebrew' ? 'long' : 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const found = new Map<number, number | undefined>();
  return (year, now) => {
    // Known from the first time on: looking for it takes milliseconds.
    const known = found.has(year) ? found.get(year) : daysIntoYear(year);
    if (found.size < YEARS_KEPT) found.set(year, known);
    return known === undefined ? undefined : now.startOf('year').set({ year }).plus({ days: known });
  };

  function daysIntoYear(year: number): number | undefined {
    const first = Date.UTC(year, 0, 1, 12);
    for (let ahead = 0; ahead < 366; ahead++) {
      const parts = format.formatToParts(first + ahead * 86_400_000);
      const isIt = (type: string, value: string) =>
        parts.some((part) => part.type === type && part.value === value);
      if (isIt('day', String(day)) && isIt('month', month)) return ahead;
    }
    return undefined;
  }
}

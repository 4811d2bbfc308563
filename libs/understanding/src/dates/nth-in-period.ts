import { days, type Days, weekdayAfter, weekdayBefore } from './days.ts';
import type { Reader } from './reader.ts';
import { thePresent } from './periods.ts';
import { weekdayName } from './weekdays.ts';
import { weekendOf } from './periods.ts';

type Local = Days['from'];

/**
 * "first monday of october", "last day of the month", "third week of 2027", "third tuesday after christmas".
 * @param period reads what it is counted in
 */
export function nthInPeriod(reader: Reader, period: (reader: Reader) => Days | undefined): Days | undefined {
  reader.eat('the');
  const isLast = reader.eat('last') !== undefined;
  const number = isLast ? 1 : reader.token?.ordinal ? reader.number(1, 53) : undefined;
  if (!number) return undefined;

  const weekday = weekdayName(reader);
  const unit = weekday ? undefined : reader.eat('day week weekend month');
  if (!weekday && !unit) return undefined;
  if (!isLast && reader.eat('after')) {
    const anchor = reader.attempt(period);
    return anchor && weekday
      ? days(weekdayAfter(anchor.from, weekday).plus({ weeks: number - 1 }))
      : undefined;
  }
  if (!reader.eat('of in')) return undefined;

  const present = reader.attempt(thePresent);
  const container = present ?? reader.attempt(period);
  if (!container) return undefined;
  const found = pick(container);
  // "the first monday of the month" when it is over: next month's.
  if (found && present && found.to <= reader.now.startOf('day')) {
    const next = present.to;
    return pick({ from: next, to: next.plus({ [present.grain]: 1 }) });
  }
  return found;

  function pick({ from, to }: { from: Local; to: Local }): Days | undefined {
    const steps = (number ?? 1) - 1;
    if (weekday) {
      const day = isLast
        ? weekdayBefore(to, weekday)
        : weekdayAfter(from.minus({ days: 1 }), weekday).plus({ weeks: steps });
      return day < to ? days(day) : undefined;
    }
    if (unit === 'day') return days(isLast ? to.minus({ days: 1 }) : from.plus({ days: steps }));
    if (unit === 'month')
      return days(isLast ? to.minus({ months: 1 }) : from.plus({ months: steps }), 'month');
    // Only whole weeks count: the first week of october begins on its first monday.
    const monday = isLast
      ? weekdayBefore(to.minus({ days: 6 }), 1)
      : weekdayAfter(from.minus({ days: 1 }), 1).plus({ weeks: steps });
    return unit === 'weekend' ? weekendOf(isLast ? weekdayBefore(to, 6) : monday) : days(monday, 'week');
  }
}

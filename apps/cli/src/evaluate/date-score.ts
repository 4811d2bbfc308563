import { DateTime } from 'luxon';

import type { Action } from '#understanding';

import type { DateRow } from './evaluation-data.ts';

type When = NonNullable<Action['when']>;

/**
 * Whether `when` is what the row expects, by the row's kind: the same local day, month, year or minute, a moment in the
 * week, the same start and end of a range, something inside a part of a day or a loosely named period.
 */
export function isRightDate({ kind, expected, timezone }: DateRow, when: When): boolean {
  const zone = { zone: timezone };
  const [start, got] = [DateTime.fromISO(expected.start, zone), DateTime.fromISO(when.start, zone)];
  const end = expected.end ? DateTime.fromISO(expected.end, zone) : start.plus({ [expected.grain]: 1 });
  const gotEnd = when.end ? DateTime.fromISO(when.end, zone) : undefined;
  switch (kind) {
    case 'date':
    case 'holiday':
      return got.hasSame(start, 'day');
    case 'month':
    case 'year':
      return got.hasSame(start, kind);
    case 'week':
      return got.hasSame(start, 'week');
    case 'datetime':
      return got.hasSame(start, 'minute') && (when.grain === 'minute' || when.grain === 'hour');
    case 'range': {
      // With whole days, the last day may be named instead of the first one after.
      const lastDay = expected.grain === 'day' ? end.minus({ days: 1 }) : end;
      return got.equals(start) && gotEnd !== undefined && (gotEnd.equals(end) || gotEnd.equals(lastDay));
    }
    default:
      return gotEnd ? got < end && gotEnd > start : got >= start && got < end;
  }
}

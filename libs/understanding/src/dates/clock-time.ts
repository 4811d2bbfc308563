import type { Span } from './span.ts';

/** A time of day as it was said. */
export interface ClockTime {
  hour: number;
  minute: number;
  second: number;
  /** Which half of the day was said; absent in "at 9", where both are possible. */
  half?: 'am' | 'pm' | 'both';
  /** Minutes were said: "9:00" and "half past nine", not "9". */
  exact: boolean;
  /** Only a number was said, which means a time only in a fitting place: "at 9", "9 tomorrow". */
  bare: boolean;
  /** IANA zone or offset that was said: "5pm EST". */
  zone?: string;
  /** Where it says a time that no clock shows, "10:75"; the rest means nothing then. */
  noSuch?: Span;
}

/** Undefined where no clock shows it: "25:00", "13 am". The hour is 24 at the end of a day, "24:00". */
export function clockTime(
  hour: number,
  minute: number,
  second: number,
  said: Partial<ClockTime> & { meridiem?: string } = {},
): ClockTime | undefined {
  const { meridiem, ...rest } = said;
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return undefined;
  // "0 pm", "13 am"
  if ((meridiem === 'pm' && hour % 24 === 0) || (meridiem === 'am' && hour > 12)) return undefined;
  const time = { minute, second, exact: false, bare: false, ...rest };
  // "15:30 pm" says the same twice.
  if (hour > 12 || hour === 0) return { ...time, hour, half: 'both' };
  if (meridiem === 'am' || meridiem === 'pm') {
    return { ...time, hour: (hour % 12) + (meridiem === 'pm' ? 12 : 0), half: meridiem };
  }
  return { ...time, hour };
}

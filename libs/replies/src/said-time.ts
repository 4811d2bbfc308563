import type { DateTime } from 'luxon';

/** A day as it is said: today and tomorrow have names. In the zone in which it is told. */
export interface SaidDay {
  at: DateTime;
  /** From the person's today: 0 is today, 1 tomorrow. */
  daysAhead: number;
  /** It is so far away that its year could be mistaken. */
  hasYear: boolean;
}

export const isNamed = ({ daysAhead }: SaidDay): boolean => daysAhead === 0 || daysAhead === 1;

/** What recurs, taken apart for the words. */
export interface SaidRule {
  every: number;
  unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
  /** ISO numbers: 1 is Monday. Of a month, the one that `place` counts. */
  weekdays: number[];
  /** Of a month: which of its weekdays; -1 is the last. */
  place?: number;
  /** Of a month: its day; -1 is the last. */
  monthDay?: number;
  /** Times of day; only hour and minute count. */
  times?: DateTime[];
  /** Many times of day at even distances. */
  spread?: { everyMinutes: number; from: DateTime; until: DateTime };
  /** What happens where the month has no such day. */
  inShortMonths?: 'last_day' | 'leap_day';
  count?: number;
  until?: DateTime;
  /** Days that are left out. */
  except: DateTime[];
}

/** More days that are left out are only counted. */
export const mostDates = 3;
export const isWorkWeek = (weekdays: number[]): boolean => weekdays.join() === '1,2,3,4,5';

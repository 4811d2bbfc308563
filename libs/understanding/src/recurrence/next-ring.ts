import { DateTime } from 'luxon';

import { nextOccurrences } from '../dates/recurrence.ts';

interface Series {
  /** RFC 5545 rule, without its start. */
  rule: string;
  /** The first time. */
  start: Date;
  /** IANA name of the zone in which it repeats. */
  timezone: string;
  /** How long before each time it rings. */
  leadMinutes?: number;
}

/**
 * When a repeated reminder rings next.
 *
 * @throws RangeError for an invalid rule or zone
 */
export function nextRing(series: Series, after: Date): Date | undefined {
  const { rule, start, timezone, leadMinutes = 0 } = series;
  const local = (moment: Date): DateTime => DateTime.fromJSDate(moment, { zone: timezone });
  const occursAfter = later(local(after), leadMinutes).toJSDate();
  const [next] = nextOccurrences(rule, start.toISOString(), timezone, occursAfter, 1);
  return next && later(local(next), -leadMinutes).toJSDate();
}

/** In whole days as far as it is some: "a day before" is the same time of day, also when the clock changes in between. */
export const later = (moment: DateTime, minutes: number): DateTime =>
  moment.plus({ days: Math.trunc(minutes / 1_440), minutes: minutes % 1_440 });

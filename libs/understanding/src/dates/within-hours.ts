import type { DateTime } from 'luxon';

import type { Rule } from './rule.ts';

type Local = DateTime<true>;

/** What is more often than this is refused, so its rule stays as it was said. */
const SHORTEST_MINUTES = 15;
const HOUR = 60;

/**
 * "every hour from 9 to 5" as hours of the day: elapsed time would go on through the night. The last time is not after the end.
 *
 * @returns undefined when no such rule says it: "every 45 minutes from 9 to 5" falls on other minutes each hour
 */
export function withinHours(rule: Rule, start: Local, end: Local): Rule | undefined {
  const { freq, interval = 1, byDay, count, until } = rule;
  const step = freq === 'HOURLY' ? interval * HOUR : interval;
  if (freq === 'SECONDLY' || step < SHORTEST_MINUTES) return rule;
  const isWholeHours = step % HOUR === 0;
  if (!isWholeHours && (HOUR % step !== 0 || start.minute >= step)) return undefined;

  const first = start.hour * HOUR + start.minute;
  const last = first + end.diff(start, 'minutes').minutes;
  // With several times an hour, an hour counts when all of them lie in it.
  const rest = isWholeHours ? 0 : HOUR - step;
  const byHour: number[] = [];
  for (let minute = first; minute + rest <= last; minute += isWholeHours ? step : HOUR)
    byHour.push(Math.floor(minute / HOUR));
  // Past midnight a time is of the next day, which a rule by days would miss.
  if (byHour.length === 0 || last >= 24 * HOUR) return undefined;
  const byMinute = Array.from({ length: HOUR / step }, (_, index) => start.minute + index * step);
  return {
    freq: byDay ? 'WEEKLY' : 'DAILY',
    ...(byDay && { byDay }),
    byHour,
    ...(!isWholeHours && { byMinute }),
    ...(count && { count }),
    ...(until && { until }),
  };
}

import { DateTime } from 'luxon';

import type { Reminder, ReminderSeries } from '#data';
import { later, nextRing } from '#understanding/recurrence';

import { morningHour } from './event-times.ts';
import { timesOfSameDay } from './moved-times.ts';
import type { Request } from './understood.ts';

/** A day or a length of time was said, and not only a time of day. */
const SAYS_DAY =
  /\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*|may \d|\d+(?:st|nd|rd|th)|next|week|weekend|month|minutes?|hours?|days?|later|earlier)\b|\d[/.-]\d/i;

interface Changed {
  dueAt: Date;
  series?: ReminderSeries;
  /** Only this time of a series is moved. */
  isOnce?: true;
}

/** When a reminder rings after a change of its time or rule: a time of day alone keeps the day, a day alone the time of day. */
export function changedTime(found: Reminder, { action, timezone, now }: Request): Changed {
  const { when, recurrence, words, timeOnly = 'exact' } = action;
  const due = DateTime.fromJSDate(found.dueAt, { zone: timezone });
  const said = when && DateTime.fromISO(when.start, { zone: timezone });
  if (recurrence) {
    const start = (when?.grain === 'day' ? said && onDay(due, said) : said) ?? due;
    const series = { rule: recurrence.rule, start: start.toJSDate(), timezone, leadMinutes: 0 };
    const isAhead = start.toMillis() > now.getTime() && said !== undefined;
    return { series, dueAt: isAhead ? start.toJSDate() : (nextRing(series, now) ?? start.toJSDate()) };
  }
  if (!said || !when) return { dueAt: found.dueAt };
  if (when.grain === 'day') return once(found, onDay(due, said));
  if (SAYS_DAY.test(words.replace(found.title ?? '', ''))) return once(found, said);
  const sameDay = timesOfSameDay(due, said, timeOnly);
  if (found.series && !found.series.rule.includes('BYHOUR'))
    return wholeSeries(found.series, sameDay[0], now);
  return once(found, sameDay.find((at) => at.toMillis() > now.getTime()) ?? said);
}

const once = ({ series }: Reminder, at: DateTime): Changed => ({
  dueAt: at.toJSDate(),
  ...(series && { isOnce: true }),
});

const onDay = (time: DateTime, { year, month, day }: DateTime): DateTime =>
  time.isValid ? time.set({ year, month, day }) : time.set({ year, month, day, hour: morningHour });

/** "change the pills reminder to 9am": each time from now on. */
function wholeSeries(series: ReminderSeries, { hour, minute }: DateTime, now: Date): Changed {
  const ring = later(
    DateTime.fromJSDate(series.start, { zone: series.timezone }),
    -(series.leadMinutes ?? 0),
  );
  const start = later(ring.set({ hour, minute, second: 0 }), series.leadMinutes ?? 0);
  const moved = { ...series, start: start.toJSDate() };
  return { series: moved, dueAt: nextRing(moved, now) ?? start.toJSDate() };
}

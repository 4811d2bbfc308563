import type { DateTime } from 'luxon';

import { isNamed, type SaidDay } from '../said-time.ts';
import { inWords } from './wording.ts';

const format = (at: DateTime, pattern: string): string => at.setLocale('en-US').toFormat(pattern);
const clock = (at: DateTime): string => format(at, 'h:mm a');

/** "today, Sat 21 Nov", "Tue 1 Dec", "Tue 1 Dec 2027" */
function dayWords({ at, daysAhead, hasYear }: SaidDay): string {
  const date = format(at, hasYear ? 'ccc d LLL yyyy' : 'ccc d LLL');
  if (daysAhead === 0) return `today, ${date}`;
  return daysAhead === 1 ? `tomorrow, ${date}` : date;
}

/** In a range, "tomorrow" would be heard as all of it. */
const unnamed = (day: SaidDay): string => dayWords({ ...day, daysAhead: Infinity });

/** How days, times and lengths are said, in English. */
export const timeReplies = {
  /** BCP 47 tag: by it lengths of time are written. */
  locale: () => 'en-US',
  /** "a, b, and c" */
  inWords,
  /** "5:00 PM", "5:00 PM to 6:00 PM" */
  clockWords: (at: DateTime, end?: DateTime) => [at, ...(end ? [end] : [])].map(clock).join(' to '),
  /** "at 5:09 PM" */
  atClock: (at: DateTime) => `at ${clock(at)}`,
  /** "at 5:09:30 PM" */
  clockToTheSecond: (at: DateTime) => `at ${at.second === 0 ? clock(at) : format(at, 'h:mm:ss a')}`,
  /** "Thursday, 5:00 PM" */
  weekdayAndClock: (at: DateTime) => format(at, 'cccc, h:mm a'),
  /** "Thursday, 26 November 2026" */
  fullDate: (at: DateTime) => format(at, 'cccc, d LLLL yyyy'),
  /** "Thu 26 Nov": with "Only" before it, it stands on a button. */
  shortDate: (at: DateTime) => format(at, 'ccc d LLL'),
  dayWords,
  /** "Mon 1 Feb to Wed 3 Feb" */
  daysWords: (first: SaidDay, last: SaidDay) => `${unnamed(first)} to ${unnamed(last)}`,
  /** "the week of Mon 1 Feb", "February 2027", "2027" */
  wideWords: (at: DateTime, grain: 'week' | 'month' | 'year') =>
    format(at, { week: "'the week of' ccc d LLL", month: 'LLLL yyyy', year: 'yyyy' }[grain]),
  /** "tomorrow, Sun 22 Nov, from 5:00 PM to 6:00 PM", "Tue 1 Dec at 5:00 PM" */
  momentWords: (start: SaidDay, end?: SaidDay) => {
    const endDay = end && !end.at.hasSame(start.at, 'day') ? `${dayWords(end)}, ` : '';
    const time = end ? `from ${clock(start.at)} to ${endDay}${clock(end.at)}` : `at ${clock(start.at)}`;
    return `${dayWords(start)}${isNamed(start) ? ',' : ''} ${time}`;
  },
  /** As part of a sentence: "tomorrow, Sun 22 Nov, at 5:00 PM", "on Tue 1 Dec at 5:00 PM". @param moment by `momentWords` */
  onMoment: (day: SaidDay, moment: string) => (isNamed(day) ? moment : `on ${moment}`),
  /** When an event begins that is announced: "today at 3:00 PM", "tomorrow". */
  soonWords: ({ at, daysAhead }: SaidDay, isAllDay: boolean) => {
    const day = { 0: 'today', 1: 'tomorrow' }[daysAhead] ?? format(at, 'ccc d LLL');
    return isAllDay ? day : `${day} at ${clock(at)}`;
  },
  /** Where it is that time: behind a moment. */
  zoneWords: (city: string) => ` (${timeReplies.zoneName(city)})`,
  zoneName: (city: string): string => `${city} time`,
  /** When something was due: "at 2:00 PM", "on Thu 26 Nov at 2:00 PM" */
  wasDue: (at: DateTime, isToday: boolean) =>
    format(at, isToday ? "'at' h:mm a" : "'on' ccc d LLL 'at' h:mm a"),
};

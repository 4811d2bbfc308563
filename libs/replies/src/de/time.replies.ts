import type { DateTime } from 'luxon';

import type { timeReplies as english } from '../en/time.replies.ts';
import { isNamed, type SaidDay } from '../said-time.ts';
import { inWords } from './wording.ts';

const format = (at: DateTime, pattern: string): string => at.setLocale('de').toFormat(pattern);
const digits = (at: DateTime): string => format(at, 'H:mm');
const date = (at: DateTime, hasYear = false): string =>
  at.setLocale('de').toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(hasYear && { year: 'numeric' }),
  });

/** "heute, Sa., 21. Nov.", "Di., 1. Dez.", "Di., 1. Dez. 2027" */
function dayWords({ at, daysAhead, hasYear }: SaidDay): string {
  if (daysAhead === 0) return `heute, ${date(at, hasYear)}`;
  return daysAhead === 1 ? `morgen, ${date(at, hasYear)}` : date(at, hasYear);
}

/** In a range, "tomorrow" would be heard as all of it. */
const unnamed = (day: SaidDay): string => dayWords({ ...day, daysAhead: Infinity });

/** How days, times and lengths are said, in German. */
export const timeReplies: typeof english = {
  locale: () => 'de',
  inWords,
  clockWords: (at, end) => `${[at, ...(end ? [end] : [])].map(digits).join(' bis ')} Uhr`,
  atClock: (at) => `um ${digits(at)} Uhr`,
  clockToTheSecond: (at) => `um ${format(at, at.second === 0 ? 'H:mm' : 'H:mm:ss')} Uhr`,
  weekdayAndClock: (at) => `${format(at, 'cccc, H:mm')} Uhr`,
  fullDate: (at) => format(at, 'cccc, d. LLLL yyyy'),
  shortDate: (at) => date(at),
  dayWords,
  daysWords: (first, last) => `${unnamed(first)} bis ${unnamed(last)}`,
  wideWords: (at, grain) =>
    grain === 'week' ? `die Woche ab ${date(at)}` : format(at, { month: 'LLLL yyyy', year: 'yyyy' }[grain]),
  momentWords: (start, end) => {
    const day = dayWords(start);
    if (!end) return `${day}, um ${digits(start.at)} Uhr`;
    return end.at.hasSame(start.at, 'day')
      ? `${day}, ${digits(start.at)} bis ${digits(end.at)} Uhr`
      : `${day}, ${digits(start.at)} Uhr bis ${dayWords(end)}, ${digits(end.at)} Uhr`;
  },
  onMoment: (day, moment) => (isNamed(day) ? moment : `am ${moment}`),
  soonWords: ({ at, daysAhead }, isAllDay) => {
    const day = { 0: 'heute', 1: 'morgen' }[daysAhead] ?? `am ${date(at)}`;
    return isAllDay ? day : `${day} um ${digits(at)} Uhr`;
  },
  zoneWords: (city) => ` (${timeReplies.zoneName(city)})`,
  zoneName: (city) => `Zeit in ${city}`,
  wasDue: (at, isToday) => `${isToday ? '' : `am ${date(at)}, `}um ${digits(at)} Uhr`,
};

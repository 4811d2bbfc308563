import type { DateTime } from 'luxon';

import type { timeReplies as english } from '../en/time.replies.ts';
import { isNamed, type SaidDay } from '../said-time.ts';
import { inWords } from './wording.ts';

const format = (at: DateTime, pattern: string): string => at.setLocale('es').toFormat(pattern);
const digits = (at: DateTime): string => format(at, 'H:mm');
/** "a las 17:00", "a la 1:00" */
const atClock = (at: DateTime): string => `a ${at.hour === 1 ? 'la' : 'las'} ${digits(at)}`;
const date = (at: DateTime, hasYear = false): string =>
  format(at, `cccc d 'de' LLLL${hasYear ? " 'de' yyyy" : ''}`);

/** "hoy, sábado 21 de noviembre", "el martes 1 de diciembre", "el martes 1 de diciembre de 2027" */
function dayWords({ at, daysAhead, hasYear }: SaidDay): string {
  if (daysAhead === 0) return `hoy, ${date(at, hasYear)}`;
  return daysAhead === 1 ? `mañana, ${date(at, hasYear)}` : `el ${date(at, hasYear)}`;
}

/** In a range, "tomorrow" would be heard as all of it. */
const unnamed = (day: SaidDay): string => dayWords({ ...day, daysAhead: Infinity });

/** How days, times and lengths are said, in Spanish. */
export const timeReplies: typeof english = {
  locale: () => 'es',
  inWords,
  clockWords: (at, end) => [at, ...(end ? [end] : [])].map(digits).join(' a '),
  atClock: (at) => `a ${at.hour === 1 ? 'la' : 'las'} ${digits(at)}`,
  clockToTheSecond: (at) =>
    `a ${at.hour === 1 ? 'la' : 'las'} ${format(at, at.second === 0 ? 'H:mm' : 'H:mm:ss')}`,
  weekdayAndClock: (at) => format(at, 'cccc, H:mm'),
  fullDate: (at) => format(at, "cccc, d 'de' LLLL 'de' yyyy"),
  shortDate: (at) => format(at, 'ccc d LLL'),
  dayWords,
  daysWords: (first, last) => `${unnamed(first)} hasta ${unnamed(last)}`,
  wideWords: (at, grain) =>
    grain === 'week'
      ? `la semana del ${date(at)}`
      : format(at, { month: "LLLL 'de' yyyy", year: 'yyyy' }[grain]),
  momentWords: (start, end) => {
    const day = `${dayWords(start)}${isNamed(start) ? ',' : ''}`;
    if (!end) return `${day} ${atClock(start.at)}`;
    return end.at.hasSame(start.at, 'day')
      ? `${day} de ${digits(start.at)} a ${digits(end.at)}`
      : `${day} ${atClock(start.at)} hasta ${dayWords(end)}, ${atClock(end.at)}`;
  },
  onMoment: (_, moment) => moment,
  soonWords: ({ at, daysAhead }, isAllDay) => {
    const day = { 0: 'hoy', 1: 'mañana' }[daysAhead] ?? `el ${date(at)}`;
    return isAllDay ? day : `${day} ${atClock(at)}`;
  },
  zoneWords: (city) => ` (${timeReplies.zoneName(city)})`,
  zoneName: (city) => `hora de ${city}`,
  wasDue: (at, isToday) => (isToday ? atClock(at) : `el ${date(at)} ${atClock(at)}`),
};

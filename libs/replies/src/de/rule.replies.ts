import { type DateTime, Info } from 'luxon';

import type { ruleReplies as english } from '../en/rule.replies.ts';
import { isWorkWeek, mostDates, type SaidRule } from '../said-time.ts';
import { inWords } from './wording.ts';

const weekdays = Info.weekdays('long', { locale: 'de' });
const nameOf = (weekday: number): string => weekdays[weekday - 1] ?? '';
const places = new Map([
  [1, 'ersten'],
  [2, 'zweiten'],
  [3, 'dritten'],
  [4, 'vierten'],
  [5, 'fünften'],
  [-1, 'letzten'],
]);
/** "jeden Tag", "alle 3 Tage" */
const units = {
  second: ['jede Sekunde', 'Sekunden'],
  minute: ['jede Minute', 'Minuten'],
  hour: ['jede Stunde', 'Stunden'],
  day: ['jeden Tag', 'Tage'],
  week: ['jede Woche', 'Wochen'],
  month: ['jeden Monat', 'Monate'],
  year: ['jedes Jahr', 'Jahre'],
} as const;
const date = (at: DateTime): string => at.setLocale('de').toFormat('d. LLLL yyyy');
const clock = (at: DateTime): string => `${at.toFormat(at.minute === 0 ? 'H' : 'H:mm')} Uhr`;

function daysOf({ every, unit, weekdays: days, place, monthDay }: SaidRule): string {
  const [first = 0] = days;
  const [one, others] = units[unit];
  const often = every === 1 ? one : `alle ${every} ${others}`;
  if (place !== undefined || monthDay !== undefined) {
    const day =
      place !== undefined
        ? `am ${places.get(place)} ${nameOf(first)}`
        : monthDay === -1
          ? 'am letzten Tag'
          : `am ${monthDay}.`;
    return every === 1 ? `${day} jedes Monats` : `${day}, ${often}`;
  }
  if (unit !== 'week' || days.length === 0) return often;
  const names = isWorkWeek(days) ? 'Werktag (Montag bis Freitag)' : inWords(days.map(nameOf));
  if (every > 2) return `${often}, immer ${inWords(days.map(nameOf))}`;
  return every === 2 ? `jeden zweiten ${names}` : `jeden ${names}`;
}

/** ", von 9 Uhr bis 17 Uhr jede Stunde" */
function hoursOf({ times, spread }: SaidRule): string {
  if (times) return `, um ${inWords(times.map(clock))}`;
  if (!spread) return '';
  const { everyMinutes, from, until } = spread;
  const hours = everyMinutes / 60;
  const often =
    everyMinutes < 60
      ? `alle ${everyMinutes} Minuten`
      : hours === 1
        ? 'jede Stunde'
        : `alle ${hours} Stunden`;
  return `, ${often} von ${clock(from)} bis ${clock(until)}`;
}

const inShortMonths = {
  leap_day: ', am 28. Februar, wenn kein Schaltjahr ist',
  last_day: ', in kürzeren Monaten am letzten Tag',
};

/** What recurs, in German. */
export const ruleReplies: typeof english = {
  ruleWords: (rule) => {
    const { count, until, except } = rule;
    const days =
      except.length > mostDates ? `an ${except.length} dieser Tage` : `am ${inWords(except.map(date))}`;
    return [
      daysOf(rule),
      hoursOf(rule),
      rule.inShortMonths ? inShortMonths[rule.inShortMonths] : '',
      count === undefined ? '' : `, ${count}-mal`,
      until ? ` bis ${date(until)}` : '',
      except.length > 0 ? `, aber nicht ${days}` : '',
    ].join('');
  },
};

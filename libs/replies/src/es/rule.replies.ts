import { type DateTime, Info } from 'luxon';

import type { ruleReplies as english } from '../en/rule.replies.ts';
import { isWorkWeek, mostDates, type SaidRule } from '../said-time.ts';
import { inWords } from './wording.ts';

const weekdays = Info.weekdays('long', { locale: 'es' });
const nameOf = (weekday: number): string => weekdays[weekday - 1] ?? '';
/** "lunes", "sábados" */
const namesOf = (weekday: number): string => nameOf(weekday).replace(/o$/, 'os');
const places = new Map([
  [1, 'primer'],
  [2, 'segundo'],
  [3, 'tercer'],
  [4, 'cuarto'],
  [5, 'quinto'],
  [-1, 'último'],
]);
const units = {
  second: ['segundo', 'segundos'],
  minute: ['minuto', 'minutos'],
  hour: ['hora', 'horas'],
  day: ['día', 'días'],
  week: ['semana', 'semanas'],
  month: ['mes', 'meses'],
  year: ['año', 'años'],
} as const;
const date = (at: DateTime): string => at.setLocale('es').toFormat("d 'de' LLLL 'de' yyyy");
const clock = (at: DateTime): string => `${at.hour === 1 ? 'la' : 'las'} ${at.toFormat('H:mm')}`;

function daysOf({ every, unit, weekdays: days, place, monthDay }: SaidRule): string {
  const [first = 0] = days;
  const [one, others] = units[unit];
  const often = every === 1 ? `cada ${one}` : `cada ${every} ${others}`;
  if (place !== undefined) return `el ${places.get(place)} ${nameOf(first)} de ${often}`;
  if (monthDay === -1) return `el último día de ${often}`;
  if (monthDay !== undefined) return `el día ${monthDay} de ${often}`;
  if (unit !== 'week' || days.length === 0) return often;
  if (every > 1) return `${often}, ${inWords(days.map((day) => `el ${nameOf(day)}`))}`;
  return isWorkWeek(days)
    ? 'de lunes a viernes'
    : days.length === 1
      ? `cada ${nameOf(first)}`
      : `los ${inWords(days.map(namesOf))}`;
}

/** ", cada hora de las 9:00 a las 17:00" */
function hoursOf({ times, spread }: SaidRule): string {
  if (times) return `, a ${inWords(times.map(clock))}`;
  if (!spread) return '';
  const { everyMinutes, from, until } = spread;
  const hours = everyMinutes / 60;
  const often =
    everyMinutes < 60 ? `cada ${everyMinutes} minutos` : hours === 1 ? 'cada hora' : `cada ${hours} horas`;
  return `, ${often} de ${clock(from)} a ${clock(until)}`;
}

const inShortMonths = {
  leap_day: ', el 28 de febrero si el año no es bisiesto',
  last_day: ', el último día en los meses más cortos',
};

/** What recurs, in Spanish. */
export const ruleReplies: typeof english = {
  ruleWords: (rule) => {
    const { count, until, except } = rule;
    const days =
      except.length > mostDates ? `${except.length} de esos días` : `el ${inWords(except.map(date))}`;
    return [
      daysOf(rule),
      hoursOf(rule),
      rule.inShortMonths ? inShortMonths[rule.inShortMonths] : '',
      count === undefined ? '' : `, ${count} veces`,
      until ? ` hasta el ${date(until)}` : '',
      except.length > 0 ? `, pero no ${days}` : '',
    ].join('');
  },
};

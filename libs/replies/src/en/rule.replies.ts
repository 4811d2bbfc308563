import { type DateTime, Info } from 'luxon';

import { isWorkWeek, mostDates, type SaidRule } from '../said-time.ts';
import { inWords } from './wording.ts';

const weekdays = Info.weekdays('long', { locale: 'en' });
const nameOf = (weekday: number): string => weekdays[weekday - 1] ?? '';
const places = new Map([
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [4, 'fourth'],
  [5, 'fifth'],
  [-1, 'last'],
]);
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const date = (at: DateTime): string => at.setLocale('en').toFormat('d LLL yyyy');
const clock = (at: DateTime): string => at.setLocale('en-US').toFormat(at.minute === 0 ? 'h a' : 'h:mm a');

function daysOf({ every, unit, weekdays: days, place, monthDay }: SaidRule): string {
  const [first = 0] = days;
  const often =
    every === 1 ? `every ${unit}` : `every ${every === 2 ? `other ${unit}` : `${every} ${unit}s`}`;
  if (place !== undefined) return `on the ${places.get(place)} ${nameOf(first)} of ${often}`;
  if (monthDay === -1) return `on the last day of ${often}`;
  if (monthDay !== undefined) return `on the ${monthDay}${suffixes[ordinals.select(monthDay)]} of ${often}`;
  if (unit !== 'week' || days.length === 0) return often;
  const names = isWorkWeek(days) ? 'weekday' : inWords(days.map(nameOf));
  return every > 2 ? `${often} on ${names}` : `every ${every === 2 ? 'other ' : ''}${names}`;
}

/** ", every hour from 9 AM to 5 PM" or ", at 8 AM, 12 PM, and 8 PM" */
function hoursOf({ times, spread }: SaidRule): string {
  if (times) return `, at ${inWords(times.map(clock))}`;
  if (!spread) return '';
  const { everyMinutes, from, until } = spread;
  const hours = everyMinutes / 60;
  const often =
    everyMinutes < 60 ? `every ${everyMinutes} minutes` : hours === 1 ? 'every hour' : `every ${hours} hours`;
  return `, ${often} from ${clock(from)} to ${clock(until)}`;
}

const inShortMonths = {
  leap_day: ', on 28 February when it is no leap year',
  last_day: ', on the last day of shorter months',
};

/** What recurs, in English. */
export const ruleReplies = {
  /** "every weekday", "every other Tuesday until 31 Dec 2026", "on the first Monday of every month" */
  ruleWords: (rule: SaidRule) => {
    const { count, until, except } = rule;
    const days = except.length > mostDates ? `${except.length} of these days` : inWords(except.map(date));
    return [
      daysOf(rule),
      hoursOf(rule),
      rule.inShortMonths ? inShortMonths[rule.inShortMonths] : '',
      count === undefined ? '' : `, ${count} times`,
      until ? ` until ${date(until)}` : '',
      except.length > 0 ? `, but not on ${days}` : '',
    ].join('');
  },
};

import { DateTime } from 'luxon';

import type { Recurrence } from '#understanding';

const units: Record<string, string> = {
  SECONDLY: 'second',
  MINUTELY: 'minute',
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
const dayNames: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const places: Record<string, string> = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '5': 'fifth',
  '-1': 'last',
};
const inWords = new Intl.ListFormat('en');
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** A rule as people say it: "every weekday", "every other Tuesday until 31 Dec 2026", "on the first Monday of every month". */
export function ruleWords({ rule: recurrence, endOfShortMonths }: Recurrence, timezone: string): string {
  const [rule = '', excluded] = recurrence.split('\nEXDATE:');
  const parts: Record<string, string | undefined> = Object.fromEntries(
    rule.split(';').map((part) => part.split('=')),
  );
  const isLeapDay = parts['FREQ'] === 'YEARLY' && parts['BYMONTH'] === '2';
  const short = !endOfShortMonths
    ? ''
    : isLeapDay
      ? ', on 28 February when it is no leap year'
      : ', on the last day of shorter months';
  const times = parts['COUNT'] ? `, ${parts['COUNT']} times` : '';
  const until = parts['UNTIL'] ? ` until ${dateWords(parts['UNTIL'], timezone)}` : '';
  return `${daysWords(parts)}${hoursWords(parts)}${short}${times}${until}${exceptWords(excluded, timezone)}`;
}

const mostDates = 3;

/** ", but not on 17 Dec 2026 and 24 Dec 2026" */
function exceptWords(excluded: string | undefined, timezone: string): string {
  const dates = excluded?.split(',').map((date) => dateWords(date, timezone)) ?? [];
  if (dates.length === 0) return '';
  return `, but not on ${dates.length > mostDates ? `${dates.length} of these days` : inWords.format(dates)}`;
}

/** ", 9 AM to 5 PM every hour" or ", at 8 AM, 12 PM and 8 PM" */
function hoursWords({ BYHOUR, BYMINUTE }: Parts): string {
  const hours = BYHOUR?.split(',').map(Number) ?? [];
  const [first, second] = hours;
  const last = hours.at(-1);
  if (first === undefined || last === undefined) return '';
  const minutes = BYMINUTE?.split(',').map(Number) ?? [0];
  const step = (second ?? first) - first;
  const isEven = hours.every((hour, index) => hour === first + index * step);
  if (!isEven || hours.length < 3)
    return `, at ${inWords.format(hours.map((hour) => clockWords(hour, minutes[0])))}`;
  const often =
    minutes.length > 1
      ? `every ${60 / minutes.length} minutes`
      : step === 1
        ? 'every hour'
        : `every ${step} hours`;
  return `, ${often} from ${clockWords(first, minutes[0])} to ${clockWords(last, minutes.at(-1))}`;
}

const clockWords = (hour: number, minute = 0): string =>
  DateTime.fromObject({ hour, minute })
    .setLocale('en-US')
    .toFormat(minute === 0 ? 'h a' : 'h:mm a');

type Parts = Record<string, string | undefined>;

function daysWords(parts: Parts): string {
  const { FREQ = '', BYDAY } = parts;
  const interval = Number(parts['INTERVAL'] ?? 1);
  const unit = units[FREQ] ?? 'time';
  const every =
    interval === 1 ? `every ${unit}` : `every ${interval === 2 ? `other ${unit}` : `${interval} ${unit}s`}`;
  if (FREQ === 'MONTHLY') return `${monthDayWords(parts)}${every}`;
  if (FREQ !== 'WEEKLY' || !BYDAY) return every;
  const days =
    BYDAY === 'MO,TU,WE,TH,FR' ? 'weekday' : BYDAY === 'SA,SU' ? 'Saturday and Sunday' : namesOf(BYDAY);
  if (interval > 2) return `${every} on ${days}`;
  return `every ${interval === 2 ? 'other ' : ''}${days}`;
}

/** "on the first Monday of " */
function monthDayWords({ BYDAY, BYMONTHDAY, BYSETPOS }: Parts): string {
  const [, at, day = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(BYDAY ?? '') ?? [];
  const place = places[(at ?? BYSETPOS ?? '').replace('+', '')];
  if (day && place) return `on the ${place} ${dayNames[day]} of `;
  if (BYMONTHDAY === '-1') return 'on the last day of ';
  // Of several days the last that exists is meant.
  const last = Number(BYMONTHDAY?.split(',').at(-1));
  return last > 0 ? `on the ${last}${suffixes[ordinals.select(last)]} of ` : '';
}

const namesOf = (days: string): string =>
  inWords.format(days.split(',').map((day) => dayNames[day.slice(-2)] ?? day));

/** @param date of iCalendar: in UTC where it ends in "Z", else in the person's zone */
function dateWords(date: string, timezone: string): string {
  return DateTime.fromISO(date, { zone: timezone }).setLocale('en').toFormat('d LLL yyyy');
}

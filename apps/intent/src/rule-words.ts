import { DateTime } from 'luxon';

import { replies, type SaidRule } from '#replies';
import type { Recurrence } from '#understanding';

const units: Record<string, SaidRule['unit']> = {
  SECONDLY: 'second',
  MINUTELY: 'minute',
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type Parts = Record<string, string | undefined>;

/** A rule as people say it: "every weekday", "every other Tuesday until 31 Dec 2026", "on the first Monday of every month". */
export function ruleWords({ rule: recurrence }: Recurrence, timezone: string): string {
  const [rule = '', excluded] = recurrence.split('\nEXDATE:');
  const parts: Parts = Object.fromEntries(rule.split(';').map((part) => part.split('=')));
  // iCalendar: in UTC where it ends in "Z", else in the person's zone.
  const dateOf = (date: string): DateTime => DateTime.fromISO(date, { zone: timezone });
  const { FREQ = '', INTERVAL = '1', COUNT, UNTIL } = parts;
  // Of several days the last that there is: the 30th, or the end of February.
  const endsShort = parts['BYSETPOS'] === '-1' && /,/.test(parts['BYMONTHDAY'] ?? '');
  const isLeapDay = FREQ === 'YEARLY' && parts['BYMONTH'] === '2';
  return replies.ruleWords({
    every: Number(INTERVAL),
    unit: units[FREQ] ?? 'day',
    ...daysOf(parts),
    ...hoursOf(parts),
    inShortMonths: endsShort ? (isLeapDay ? 'leap_day' : 'last_day') : undefined,
    count: COUNT === undefined ? undefined : Number(COUNT),
    until: UNTIL === undefined ? undefined : dateOf(UNTIL),
    except: excluded?.split(',').map(dateOf) ?? [],
  });
}

function daysOf({
  FREQ,
  BYDAY,
  BYMONTHDAY,
  BYSETPOS,
}: Parts): Pick<SaidRule, 'weekdays' | 'place' | 'monthDay'> {
  const days = BYDAY?.split(',').map((day) => weekdays.indexOf(day.slice(-2)) + 1) ?? [];
  if (FREQ !== 'MONTHLY') return { weekdays: days };
  const [, at] = /^([+-]?\d+)?[A-Z]{2}$/.exec(BYDAY ?? '') ?? [];
  const place = Number(at ?? BYSETPOS);
  if (days.length === 1 && place >= -1 && place <= 5) return { weekdays: days, place };
  // Of several days the last that exists is meant.
  const last = Number(BYMONTHDAY?.split(',').at(-1));
  return { weekdays: [], ...((last > 0 || BYMONTHDAY === '-1') && { monthDay: last }) };
}

function hoursOf({ BYHOUR, BYMINUTE }: Parts): Pick<SaidRule, 'times' | 'spread'> {
  const hours = BYHOUR?.split(',').map(Number) ?? [];
  const [first, second] = hours;
  const last = hours.at(-1);
  if (first === undefined || last === undefined) return {};
  const minutes = BYMINUTE?.split(',').map(Number) ?? [0];
  const step = (second ?? first) - first;
  const isEven = hours.every((hour, index) => hour === first + index * step);
  if (!isEven || hours.length < 3) return { times: hours.map((hour) => clock(hour, minutes[0])) };
  const everyMinutes = minutes.length > 1 ? 60 / minutes.length : 60 * step;
  return { spread: { everyMinutes, from: clock(first, minutes[0]), until: clock(last, minutes.at(-1)) } };
}

const clock = (hour: number, minute = 0): DateTime => DateTime.fromObject({ hour, minute });

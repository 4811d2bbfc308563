import { DateTime } from 'luxon';

import { nextOccurrences } from '#understanding/recurrence';

/** More times than a person skips or lives through. */
const mostTimes = 2_000;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule of recurrence, as it is stored, in its parts. */
interface Parts {
  rule: Map<string, string>;
  /** Wall-clock times that are left out. */
  excluded: DateTime[];
}

/** The rule without these of its times. */
export function skipping(stored: string, times: DateTime[]): string {
  const [first] = times;
  if (!first) return stored;
  const { rule, excluded } = partsOf(stored, first.zoneName ?? 'UTC');
  const all = new Map([...excluded, ...times].map((time) => [time.toMillis(), time]));
  return joined({ rule, excluded: [...all.values()] });
}

/** The rule without the time `at` and all after it. */
export function endingBefore(stored: string, at: DateTime): string {
  const { rule, excluded } = partsOf(stored, at.zoneName ?? 'UTC');
  rule.delete('COUNT');
  const isDaily = !/HOURLY|MINUTELY|SECONDLY/.test(rule.get('FREQ') ?? '') && !rule.has('BYHOUR');
  rule.set(
    'UNTIL',
    isDaily ? at.minus({ days: 1 }).toFormat('yyyyMMdd') : at.minus({ seconds: 1 }).toFormat(FORMAT),
  );
  return joined({ rule, excluded: excluded.filter((time) => time < at) });
}

/**
 * The rule of a series that goes on at `from`, one of its times, and is moved with it to `to`.
 *
 * @param first the first time of the series so far
 */
export function goingOn(stored: string, first: DateTime, from: DateTime, to: DateTime): string {
  const zone = first.zoneName ?? 'UTC';
  const { rule, excluded } = partsOf(stored, zone);
  const count = Number(rule.get('COUNT'));
  if (count > 0) rule.set('COUNT', String(count - timesBefore(joined({ rule, excluded: [] }), first, from)));
  const days = Math.round(to.startOf('day').diff(from.startOf('day'), 'days').days);
  const until = rule.get('UNTIL');
  if (until !== undefined && days !== 0) {
    const end = DateTime.fromISO(until, { zone });
    rule.set('UNTIL', end.plus({ days }).toFormat('yyyyMMdd'));
  }
  if (days !== 0) moveDays(rule, to, days);
  if (/^\d+$/.test(rule.get('BYHOUR') ?? '')) {
    rule.set('BYHOUR', String(to.hour)).set('BYMINUTE', String(to.minute));
  }
  const { hour, minute, second } = to;
  const kept = excluded
    .filter((time) => time >= from)
    .map((time) => time.plus({ days }).set({ hour, minute, second }));
  return joined({ rule, excluded: kept });
}

/** Whether the series has a time before `at`. */
export const hasBegun = (stored: string, first: DateTime, at: DateTime): boolean =>
  timesBefore(stored, first, at, 1) > 0;

function timesBefore(stored: string, first: DateTime, at: DateTime, limit = mostTimes): number {
  const zone = first.zoneName ?? 'UTC';
  const times = nextOccurrences(stored, first.toISO() ?? '', zone, first.minus(1).toJSDate(), limit);
  return times.filter((time) => time.getTime() < at.toMillis()).length;
}

/** The days that a rule names, as many days later. */
function moveDays(rule: Map<string, string>, to: DateTime, days: number): void {
  const byDay = rule.get('BYDAY');
  const weekday = DAYS[to.weekday - 1] ?? 'MO';
  switch (rule.get('FREQ')) {
    case 'MONTHLY': {
      const [, place] = /^([+-]?\d+)[A-Z]{2}$/.exec(byDay ?? '') ?? [];
      if (place !== undefined || (rule.has('BYSETPOS') && /^[A-Z]{2}$/.test(byDay ?? ''))) {
        const isLast = (place ?? rule.get('BYSETPOS') ?? '').startsWith('-');
        rule.delete('BYSETPOS');
        rule.set('BYDAY', `${isLast ? -1 : Math.ceil(to.day / 7)}${weekday}`);
      } else if (byDay !== undefined || rule.has('BYMONTHDAY')) {
        for (const name of ['BYDAY', 'BYSETPOS']) rule.delete(name);
        rule.set('BYMONTHDAY', String(to.day));
      }
      break;
    }
    case 'YEARLY':
      for (const name of ['BYDAY', 'BYSETPOS', 'BYYEARDAY', 'BYWEEKNO']) rule.delete(name);
      rule.set('BYMONTH', String(to.month)).set('BYMONTHDAY', String(to.day));
      break;
    default:
      if (byDay !== undefined) {
        const moved = byDay.split(',').map((day) => DAYS[(((DAYS.indexOf(day) + days) % 7) + 7) % 7]);
        rule.set('BYDAY', moved.join(','));
      }
  }
}

const FORMAT = "yyyyMMdd'T'HHmmss";

function partsOf(stored: string, zone: string): Parts {
  const [rule = '', dates = ''] = stored.split('\nEXDATE:');
  return {
    rule: new Map(
      rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=').slice(1).join('=')]),
    ),
    excluded: dates === '' ? [] : dates.split(',').map((date) => DateTime.fromISO(date, { zone })),
  };
}

function joined({ rule, excluded }: Parts): string {
  const text = [...rule].map(([name, value]) => `${name}=${value}`).join(';');
  const dates = excluded
    .toSorted((one, other) => one.toMillis() - other.toMillis())
    .map((time) => time.toFormat(FORMAT));
  return dates.length === 0 ? text : `${text}\nEXDATE:${dates.join(',')}`;
}

import { DateTime } from 'luxon';

import type { When } from '#understanding';

/** What "now" is to the person, and whether their zone is more than a guess. */
export interface Clock {
  now: Date;
  /** IANA name. */
  timezone: string;
  certain: boolean;
}

/** "tomorrow, Sun 22 Nov, at 5:00 PM" or "on Tue 1 Dec at 5:00 PM"; with the zone's city when we had to guess the zone. */
export function timeWords(at: DateTime, now: DateTime, zoneIsCertain: boolean): string {
  const words = `${momentWords(at, now)}${zoneWords(at, zoneIsCertain)}`;
  return isNamed(at, now) ? words : `on ${words}`;
}

/** "Tue 1 Dec at 5:00 PM" */
function momentWords(at: DateTime, now: DateTime): string {
  return `${dayWords(at, now)}${isNamed(at, now) ? ',' : ''} at ${clockWords(at)}`;
}

function zoneWords({ zoneName }: DateTime, isCertain: boolean): string {
  const city = zoneName?.split('/').at(-1)?.replaceAll('_', ' ');
  return isCertain || !city ? '' : ` (${city} time)`;
}

/** "today, Sat 21 Nov", "Tue 1 Dec", "Tue 1 Dec 2027" */
function dayWords(at: DateTime, now: DateTime): string {
  const days = daysUntil(at, now);
  const format = at.year === now.year || Math.abs(days) < 180 ? 'ccc d LLL' : 'ccc d LLL yyyy';
  const date = at.setLocale('en').toFormat(format);
  if (days === 0) return `today, ${date}`;
  return days === 1 ? `tomorrow, ${date}` : date;
}

/** "5:00 PM", "5:00 PM to 6:00 PM" */
export const clockWords = (at: DateTime, end?: DateTime): string =>
  [at, end].flatMap((one) => one?.setLocale('en-US').toFormat('h:mm a') ?? []).join(' to ');

/** "tomorrow, Sun 22 Nov, at 5:00 PM to 6:00 PM"; only the day for a date without a time, "Mon 1 Feb to Wed 3 Feb" for several. */
export function whenWords({ start, end: endIso, grain }: When, { now, timezone, certain }: Clock): string {
  const at = DateTime.fromISO(start, { zone: timezone });
  const base = DateTime.fromJSDate(now, { zone: timezone });
  const until = endIso === undefined ? undefined : DateTime.fromISO(endIso, { zone: timezone });
  if (grain === 'minute' || grain === 'hour') {
    const end =
      until && `${until.hasSame(at, 'day') ? '' : `${dayWords(until, base)}, `}${clockWords(until)}`;
    return `${momentWords(at, base)}${end ? ` to ${end}` : ''}${zoneWords(at, certain)}`;
  }
  if (!until && grain !== 'day') return wideWords(at, grain);
  const last = until?.minus({ milliseconds: 1 });
  const isLonger = last && !last.hasSame(at, 'day');
  return isLonger ? `${dayWords(at, base)} to ${dayWords(last, base)}` : dayWords(at, base);
}

const wideWords = (at: DateTime, grain: 'week' | 'month' | 'year'): string =>
  at.setLocale('en').toFormat({ week: "'the week of' ccc d LLL", month: 'LLLL yyyy', year: 'yyyy' }[grain]);

function isNamed(at: DateTime, now: DateTime): boolean {
  const days = daysUntil(at, now);
  return days === 0 || days === 1;
}

function daysUntil(at: DateTime, now: DateTime): number {
  return Math.round(at.startOf('day').diff(now.setZone(at.zone).startOf('day'), 'days').days);
}

import { DateTime } from 'luxon';

import { replies, type SaidDay } from '#replies';
import type { When } from '#understanding';

import { cityOf } from './zone-words.ts';

/** What "now" is to the person, and whether their zone is more than a guess. */
export interface Clock {
  now: Date;
  /** IANA name. */
  timezone: string;
  certain: boolean;
}

/** "tomorrow, Sun 22 Nov, at 5:00 PM" or "on Tue 1 Dec at 5:00 PM"; with the zone's city when we had to guess the zone. */
export function timeWords(at: DateTime, now: DateTime, zoneIsCertain: boolean): string {
  const day = dayOf(at, now);
  return replies.onMoment(day, `${replies.momentWords(day)}${zoneWords(at, zoneIsCertain)}`);
}

function zoneWords({ zoneName }: DateTime, isCertain: boolean): string {
  return isCertain || !zoneName ? '' : replies.zoneWords(cityOf(zoneName));
}

function dayOf(at: DateTime, now: DateTime): SaidDay {
  const today = now.setZone(at.zone).startOf('day');
  const daysAhead = Math.round(at.startOf('day').diff(today, 'days').days);
  return { at, daysAhead, hasYear: at.year !== now.year && Math.abs(daysAhead) >= 180 };
}

/** "tomorrow, Sun 22 Nov, from 5:00 PM to 6:00 PM"; only the day for a date without a time, "Mon 1 Feb to Wed 3 Feb" for several. */
export function whenWords({ start, end: endIso, grain }: When, { now, timezone, certain }: Clock): string {
  const at = DateTime.fromISO(start, { zone: timezone });
  const base = DateTime.fromJSDate(now, { zone: timezone });
  const until = endIso === undefined ? undefined : DateTime.fromISO(endIso, { zone: timezone });
  const day = dayOf(at, base);
  if (grain === 'minute' || grain === 'hour') {
    return `${replies.momentWords(day, until && dayOf(until, base))}${zoneWords(at, certain)}`;
  }
  if (!until && grain !== 'day') return replies.wideWords(at, grain);
  const last = until?.minus({ milliseconds: 1 });
  const isLonger = last && !last.hasSame(at, 'day');
  return isLonger ? replies.daysWords(day, dayOf(last, base)) : replies.dayWords(day);
}

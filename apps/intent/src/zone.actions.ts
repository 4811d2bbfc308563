import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { PreferenceStore, type Transaction } from '#data';
import { replies } from '#replies';
import { zoneOfPlace } from '#understanding';

import { periodOf } from './event-times.ts';
import { Travel } from './travel.ts';
import type { Done, Request } from './understood.ts';

/** Where people are, by their clock. */
@Injectable()
export class ZoneActions {
  constructor(
    private readonly preferences: PreferenceStore,
    private readonly travel: Travel,
  ) {}

  async set(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone } = request;
    const place = action.place ?? action.title;
    if (place === undefined) return { reply: replies.zoneMissing(), isUnfinished: true };
    const known = await this.preferences.whereabouts(tx, contactId);
    const isHome = /^home$/i.test(place);
    const zone = isHome
      ? known.awayUntil
        ? (known.homeTimezone ?? known.timezone)
        : timezone
      : zoneOfPlace(place);
    if (!zone) return { reply: replies.zoneUnknown(place) };
    const until = isHome ? undefined : endOfStay(request, zone);
    if (until && until.toMillis() <= now.getTime())
      return { reply: replies.stayIsOver(replies.shortDate(until.minus(1)), cityOf(zone)) };
    // Who goes on from there still returns to where they live.
    const home = known.awayUntil ? (known.homeTimezone ?? timezone) : timezone;
    const moved = await this.travel.move(
      tx,
      { ...request, timezone: zone },
      { timezone: zone, homeTimezone: until ? home : null, awayUntil: until?.toJSDate() ?? null },
    );
    const back = until && {
      day: replies.shortDate(until.minus(1)),
      city: cityOf(home),
    };
    return { reply: replies.zoneSet(cityOf(zone), clockIn(zone, now), { isFollowed: moved > 0, back }) };
  }
}

/** "this week", "until friday": until the end of the last day, by the clock there. */
function endOfStay({ action: { when }, timezone }: Request, zone: string): DateTime | undefined {
  if (!when) return undefined;
  const { until } = periodOf(when, timezone);
  const lastDay = DateTime.fromJSDate(until, { zone: timezone }).minus(1);
  return lastDay.setZone(zone, { keepLocalTime: true }).endOf('day').plus(1);
}

export const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

const clockIn = (zone: string, now: Date): string =>
  replies.weekdayAndClock(DateTime.fromJSDate(now, { zone }));

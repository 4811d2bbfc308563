import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { PreferenceStore, type Transaction, type Whereabouts } from '#data';
import { replies } from '#replies';
import { type Action, zoneOfPlace } from '#understanding';

import { periodOf } from './event-times.ts';
import { StayingTimes } from './staying-times.ts';
import { Travel } from './travel.ts';
import type { Done, Request } from './understood.ts';
import { cityOf, clockIn, placeOptions } from './zone-words.ts';

/** Where people are, by their clock. */
@Injectable()
export class ZoneActions {
  constructor(
    private readonly preferences: PreferenceStore,
    private readonly travel: Travel,
    private readonly staying: StayingTimes,
  ) {}

  async set(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone, certain } = request;
    const place = action.place ?? action.title;
    if (place === undefined) return { reply: replies.zoneMissing(), asksZone: true };
    if (action.isAhead) return { reply: replies.stayAhead(place) };
    const known = await this.preferences.whereabouts(tx, contactId);
    const isHome = /^home$/i.test(place);
    const zones = isHome ? [homeOf(known, timezone)] : zonesOf(action, place);
    const [zone] = zones;
    if (!zone) return { reply: replies.zoneUnknown(place), asksZone: true };
    if (zones.length > 1) return whichPlace(action, place);
    const until = isHome ? undefined : endOfStay(request, zone);
    if (until && until.toMillis() <= now.getTime())
      return { reply: replies.stayIsOver(replies.shortDate(until.minus(1)), cityOf(zone)) };
    // Who goes on from there still returns to where they live.
    const home = known.awayUntil ? (known.homeTimezone ?? timezone) : timezone;
    const there = { ...request, timezone: zone };
    const moved = await this.travel.move(tx, there, {
      timezone: zone,
      homeTimezone: until ? home : null,
      awayUntil: until?.toJSDate() ?? null,
    });
    const back = until && {
      day: replies.shortDate(until.minus(1)),
      city: cityOf(home),
    };
    // What was set by the clock of another place may not be at the time that was meant.
    const staying = certain || zone === timezone ? undefined : await this.staying.tell(tx, there);
    const reply = replies.zoneSet(cityOf(zone), clockIn(zone, now), {
      isFollowed: moved > 0,
      back,
      isSame: zone === timezone,
    });
    return staying ? { reply: `${reply}\n${staying.reply}`, about: staying.about } : { reply };
  }
}

const homeOf = (known: Whereabouts, timezone: string): string =>
  known.awayUntil ? (known.homeTimezone ?? known.timezone ?? timezone) : timezone;

/** A wish that was kept by an older version names only the place. */
function zonesOf({ zones }: Action, place: string): string[] {
  const zone = zones ? undefined : zoneOfPlace(place);
  return zones?.map((one) => one.zone) ?? (zone ? [zone] : []);
}

function whichPlace({ zones = [] }: Action, place: string): Done {
  const options = placeOptions(place, zones);
  return {
    reply: replies.whichOne(options.map(({ words, detail }) => (detail ? `${words} (${detail})` : words))),
    options,
  };
}

/** "this week", "until friday": until the end of the last day, by the clock there. */
function endOfStay({ action: { when }, timezone }: Request, zone: string): DateTime | undefined {
  if (!when) return undefined;
  const { until } = periodOf(when, timezone);
  const lastDay = DateTime.fromJSDate(until, { zone: timezone }).minus(1);
  return lastDay.setZone(zone, { keepLocalTime: true }).endOf('day').plus(1);
}

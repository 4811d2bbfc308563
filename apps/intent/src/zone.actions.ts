import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ContactStore, type Transaction } from '#data';
import { replies } from '#replies';
import { zoneOfPlace } from '#understanding';

import type { Done, Request } from './understood.ts';

/** Where people are, by their clock. */
@Injectable()
export class ZoneActions {
  constructor(private readonly contacts: ContactStore) {}

  async set(tx: Transaction, { contactId, action, now }: Request): Promise<Done> {
    const place = action.place ?? action.title;
    if (place === undefined) return { reply: replies.zoneMissing(), isUnfinished: true };
    const zone = zoneOfPlace(place);
    if (zone === undefined) return { reply: replies.zoneUnknown(place) };
    await this.contacts.setTimezone(tx, contactId, zone);
    return {
      reply: replies.zoneSet(cityOf(zone), replies.weekdayAndClock(DateTime.fromJSDate(now, { zone }))),
    };
  }
}

const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

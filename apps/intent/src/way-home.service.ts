import { Injectable } from '@nestjs/common';

import { Database, PreferenceStore } from '#data';
import { timezoneOf } from '#understanding';

import { Travel } from './travel.ts';

const atOnce = 50;

/** Brings people back to their own zone when the time that they said they are away is over. */
@Injectable()
export class WayHome {
  constructor(
    private readonly database: Database,
    private readonly preferences: PreferenceStore,
    private readonly travel: Travel,
  ) {}

  async bring(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const now = new Date();
      for (const { id: contactId, homeTimezone, habits, ...names } of await this.preferences.takeReturning(
        tx,
        atOnce,
      )) {
        const timezone = homeTimezone ?? timezoneOf(names).timezone;
        const home = { timezone, homeTimezone: null, awayUntil: null };
        await this.travel.move(tx, { contactId, now, timezone, habits }, home);
      }
    });
  }
}

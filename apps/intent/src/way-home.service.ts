import { Injectable, Logger } from '@nestjs/common';

import { Database, PreferenceStore, type Transaction } from '#data';
import { timezoneOf } from '#understanding';

import { Travel } from './travel.ts';

const atOnce = 50;

/** Brings people back to their own zone when the time that they said they are away is over. */
@Injectable()
export class WayHome {
  readonly #logger = new Logger('way home');

  constructor(
    private readonly database: Database,
    private readonly preferences: PreferenceStore,
    private readonly travel: Travel,
  ) {}

  /** Each in a transaction of their own: nobody stays away because of somebody else. */
  async bring(): Promise<void> {
    for (const contactId of await this.preferences.listReturning(this.database, atOnce)) {
      try {
        await this.database.transaction((tx) => this.#bringOne(tx, contactId));
      } catch (error) {
        if (this.database.isCauseOf(error)) throw error;
        this.#logger.error({ message: 'cannot be brought back', contact: contactId, reason: String(error) });
      }
    }
  }

  async #bringOne(tx: Transaction, contactId: string): Promise<void> {
    const person = await this.preferences.takeReturning(tx, contactId);
    if (!person) return;
    const { homeTimezone, habits, ...names } = person;
    const timezone = homeTimezone ?? timezoneOf(names).timezone;
    const home = { timezone, homeTimezone: null, awayUntil: null };
    await this.travel.move(tx, { contactId, now: new Date(), timezone, habits }, home);
  }
}

import { Injectable } from '@nestjs/common';

import { DamagedError, Sealer, SettingsError, UnknownKeyError } from '#platform';

import type { SealedNames } from './contact-names.ts';
import { Database } from './database.ts';
import { LookupKeyStore } from './lookup-key.store.ts';
import { newestPeople } from './newest-people.ts';

/**
 * Stops an app whose keys do not belong to this database: with a wrong look-up key every known person would be a
 * stranger, with a wrong encryption key every row would seem damaged.
 */
@Injectable()
export class KeyCheck {
  constructor(
    private readonly database: Database,
    private readonly lookupKeys: LookupKeyStore,
    private readonly sealer: Sealer,
  ) {}

  /** Throws `SettingsError` when a key is not this database's. */
  async check(): Promise<void> {
    const { lookupFingerprint } = this.sealer;
    const kept = await this.lookupKeys.kept();
    if (!(await this.#fitsNewestPeople(kept !== null))) throw wrongLookupKey();
    if ((kept ?? (await this.lookupKeys.keep(lookupFingerprint))) !== lookupFingerprint)
      throw wrongLookupKey();
  }

  /** @param mayBeUnknown whether our keys may lack the one that sealed the rows, as during a key change */
  async #fitsNewestPeople(mayBeUnknown: boolean): Promise<boolean> {
    let isDamaged = false;
    for (const person of await newestPeople(this.database)) {
      try {
        return this.#fits(person);
      } catch (error) {
        if (error instanceof DamagedError) isDamaged = true;
        else if (!(error instanceof UnknownKeyError)) throw error;
        else if (!mayBeUnknown) throw new SettingsError([`ENCRYPTION_KEYS: ${error.message}`]);
      }
    }
    if (isDamaged) throw wrongEncryptionKey();
    return true;
  }

  #fits({
    phoneSealed,
    phoneBlindIndex,
    bsuidSealed,
    bsuidBlindIndex,
  }: Omit<SealedNames, 'otherPhoneBlindIndex'>): boolean {
    if (phoneSealed) return this.#isOurs('phone', phoneSealed, phoneBlindIndex);
    return !bsuidSealed || this.#isOurs('bsuid', bsuidSealed, bsuidBlindIndex);
  }

  #isOurs(kind: 'phone' | 'bsuid', sealed: string, blindIndex: string | null): boolean {
    return this.sealer.blindIndex(kind, this.sealer.open(sealed)) === blindIndex;
  }
}

const wrongLookupKey = (): SettingsError =>
  new SettingsError([
    'LOOKUP_KEY: is not the key that this database was filled with, so nobody in it would be recognised. Set the ' +
      'one that was used before; if there was none, `npm run handsfree -- keys lookup-key` prints it, given the ' +
      'ENCRYPTION_KEYS of that time',
  ]);

const wrongEncryptionKey = (): SettingsError =>
  new SettingsError([
    'ENCRYPTION_KEYS: holds another key under the id of one that sealed rows in this database. Put that key back ' +
      'under its id, and give the new one an id of its own',
  ]);

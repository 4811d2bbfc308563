import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { Sealer, SettingsError, UnknownKeyError } from '#platform';

import { Database } from './database.ts';
import { LookupKeyStore } from './lookup-key.store.ts';

const pauseMs = 1_000;

/**
 * Stops an app whose keys do not belong to this database: with a wrong look-up key every known person would be a
 * stranger, with a wrong encryption key every row would seem damaged.
 */
@Injectable()
export class KeyCheck implements OnModuleInit {
  readonly #logger = new Logger('keys');

  constructor(
    private readonly database: Database,
    private readonly lookupKeys: LookupKeyStore,
    private readonly sealer: Sealer,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#databaseAnswers();
    await this.check();
  }

  /** Throws `SettingsError` when a key does not belong to this database. */
  async check(): Promise<void> {
    const { lookupFingerprint } = this.sealer;
    const kept = await this.lookupKeys.kept();
    if (!(await this.#fitsNewestPerson(kept !== null))) throw wrongLookupKey();
    if ((kept ?? (await this.lookupKeys.keep(lookupFingerprint))) !== lookupFingerprint)
      throw wrongLookupKey();
  }

  /** An app may start before its database; no worker starts until then. */
  async #databaseAnswers(): Promise<void> {
    for (;;) {
      const answers = await this.database.ping().then(
        () => true,
        () => false,
      );
      if (answers) return;
      this.#logger.warn({ message: 'waiting for the database' });
      await setTimeout(pauseMs);
    }
  }

  /** @param mayBeUnknown whether our keys may lack the one that sealed the row, as during a key change */
  async #fitsNewestPerson(mayBeUnknown: boolean): Promise<boolean> {
    const person = await this.database.contact.findFirst({ orderBy: { id: 'desc' } });
    try {
      if (person?.phoneSealed) return this.#isOurs('phone', person.phoneSealed, person.phoneBlindIndex);
      if (person?.bsuidSealed) return this.#isOurs('bsuid', person.bsuidSealed, person.bsuidBlindIndex);
      return true;
    } catch (error) {
      if (!(error instanceof UnknownKeyError)) throw wrongEncryptionKey();
      if (mayBeUnknown) return true;
      throw new SettingsError([`ENCRYPTION_KEYS: ${error.message}`]);
    }
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

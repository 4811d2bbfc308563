import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';

import { Database, KeyCheck, LookupKeyStore, newestPeople } from '#data';
import {
  derivedLookupKey,
  loadConfig,
  lookupFingerprint,
  Sealer,
  sealingSettings,
  SettingsError,
} from '#platform';

import { dataFolder } from './data-folder.ts';
import { KeyFile } from './key-file.ts';

export const newKey = (): string => randomBytes(32).toString('base64');

/** Named as in the settings. */
interface Keys {
  encryptionKeys?: string;
  lookupKey?: string;
}

/**
 * Key settings that the environment does not provide: generated at the first start and kept in `folder`. Throws rather
 * than generate a new key for a database that holds data: nobody could read it, and every known person would be a
 * stranger.
 *
 * @param given what the environment provides
 * @param databaseUrl a migrated database
 */
export async function localKeys(
  given: Keys,
  databaseUrl: string,
  folder = dataFolder,
): Promise<NodeJS.ProcessEnv> {
  mkdirSync(folder, { recursive: true });
  const encryptionFile = new KeyFile(folder, 'encryption-keys', 'ENCRYPTION_KEYS');
  const lookupFile = new KeyFile(folder, 'lookup-key', 'LOOKUP_KEY');
  const database = new Database(databaseUrl);
  try {
    const isUsed = await holdsAnything(database);
    const encryptionKeys =
      given.encryptionKeys ?? encryptionFile.read() ?? encryptionFile.make(isUsed, `local:${newKey()}`);
    if (!(await opensNewestPeople(database, encryptionKeys))) {
      throw given.encryptionKeys ? wrongKeysGiven() : encryptionFile.replaced();
    }
    if (given.encryptionKeys && given.lookupKey) return {};
    const lookupKey =
      given.lookupKey ??
      lookupFile.read() ??
      (isUsed ? await derive(database, encryptionKeys, lookupFile) : lookupFile.make(false, newKey()));
    return { ENCRYPTION_KEYS: encryptionKeys, LOOKUP_KEY: lookupKey };
  } finally {
    await database.$disconnect();
  }
}

const wrongKeysGiven = (): Error =>
  new SettingsError([
    'ENCRYPTION_KEYS: none of these keys sealed what the newest people in this database wrote, so nobody could be answered. ' +
      'Put the key back that was used before, behind a new one if there is to be one; or leave the setting away where ' +
      '`npm start` made the key',
  ]);

/** A database older than look-up keys keeps the one derived from its oldest encryption key. */
async function derive(database: Database, encryptionKeys: string, file: KeyFile): Promise<string> {
  const { encryptionKeys: keys } = loadConfig(
    { encryptionKeys: sealingSettings.encryptionKeys },
    { ENCRYPTION_KEYS: encryptionKeys },
  );
  const lookupKey = derivedLookupKey(keys);
  const store = new LookupKeyStore(database);
  const kept = await store.kept();
  if (kept !== null && kept !== lookupFingerprint(lookupKey)) throw file.missing();
  await new KeyCheck(database, store, new Sealer({ encryptionKeys: keys, lookupKey })).check();
  return file.make(false, lookupKey.toString('base64'));
}

/** Whether it names the key that sealed any of the newest people; here no other process has more keys. */
async function opensNewestPeople(database: Database, encryptionKeys: string): Promise<boolean> {
  const keyIds = new Set(encryptionKeys.split(',').map((entry) => entry.split(':', 1)[0]?.trim()));
  const people = await newestPeople(database);
  const sealed = people.flatMap(({ phoneSealed, bsuidSealed }) => phoneSealed ?? bsuidSealed ?? []);
  return sealed.length === 0 || sealed.some((one) => keyIds.has(one.split('.', 1)[0]));
}

async function holdsAnything(database: Database): Promise<boolean> {
  const found = await Promise.all([
    database.lookupKey.findFirst({ select: { id: true } }),
    database.contact.findFirst({ select: { id: true } }),
    database.webhookNotice.findFirst({ select: { id: true } }),
  ]);
  return found.some((row) => row !== null);
}

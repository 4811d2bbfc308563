import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where `npm start` keeps its database, keys and logs. */
export const dataFolder = resolve('.handsfree');
export const databaseFolder = join(dataFolder, 'postgres');
export const logFolder = join(dataFolder, 'logs');

/** `ENCRYPTION_KEYS` of this machine: made at the first start, the same ever after, so that what was sealed can be opened. */
export function localEncryptionKeys(): string {
  const path = join(dataFolder, 'encryption-keys');
  mkdirSync(dataFolder, { recursive: true });
  try {
    writeFileSync(path, `local:${randomBytes(32).toString('base64')}`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

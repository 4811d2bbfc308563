import { createHash } from 'node:crypto';

import { loadConfig, Sealer, sealingSettings } from '#platform';

const lookupKey = Buffer.alloc(32, 9).toString('base64');

/** The key settings; equal ids give equal keys, the first one seals. */
export const keySettings = (...keyIds: string[]): { ENCRYPTION_KEYS: string; LOOKUP_KEY: string } => ({
  ENCRYPTION_KEYS: keyIds.map((id) => `${id}:${createHash('sha256').update(id).digest('base64')}`).join(','),
  LOOKUP_KEY: lookupKey,
});

/** Sealed text that nobody can open any more, though its key is there. */
export const damaged = (sealed: string): string => sealed.slice(0, -4);

/** With the keys of `testAccount`, or with others by id. */
export const testSealer = (...keyIds: string[]): Sealer =>
  new Sealer(loadConfig(sealingSettings, keySettings(...(keyIds.length > 0 ? keyIds : ['test']))));

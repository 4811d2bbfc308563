import { createHmac, hkdfSync } from 'node:crypto';

import type { SealingKey } from './sealing.settings.ts';

const keyBytes = 32;

/** The look-up key of a deployment older than that setting: derived from its oldest encryption key. */
export function derivedLookupKey(encryptionKeys: SealingKey[]): Buffer {
  const oldest = encryptionKeys.at(-1);
  if (!oldest) throw new Error('There is no encryption key to derive a look-up key from');
  return Buffer.from(hkdfSync('sha256', oldest.key, '', 'handsfree look-up', keyBytes));
}

/** Tells whether two processes have the same key without revealing it: 12 characters. */
export const lookupFingerprint = (lookupKey: Buffer): string =>
  createHmac('sha256', lookupKey).update('fingerprint').digest('base64url').slice(0, 12);

import type { Config } from './settings.ts';
import { rules, setting } from './settings.ts';

const keyBytes = 32;

export interface SealingKey {
  id: string;
  key: Buffer;
}

const encryptionKeysSchema = rules.text
  .transform((value, context): SealingKey[] =>
    value.split(',').map((entry) => {
      const [id = '', encoded = ''] = entry.trim().split(':', 2);
      const key = Buffer.from(encoded, 'base64');
      if (!/^[A-Za-z0-9_-]+$/.test(id) || key.length !== keyBytes) {
        context.addIssue({
          code: 'custom',
          message:
            'must read id:base64[,id:base64…] with 32-byte keys; `openssl rand -base64 32` makes a key, `k1:<that>` is a value',
        });
      }
      return { id, key };
    }),
  )
  // The envelope names its key by id, so ids must be unique.
  .refine(
    (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
    'must give each key an id of its own',
  );

const howToGetLookupKey =
  'for a new deployment `openssl rand -base64 32` makes one; a database that was filled without it needs ' +
  'the one that `npm run handsfree -- keys lookup-key` prints';

const lookupKeySchema = rules.text
  .refine((value) => Buffer.from(value, 'base64').length === keyBytes, 'must be 32 bytes in base64')
  .transform((value): Buffer => Buffer.from(value, 'base64'));

export const sealingSettings = {
  encryptionKeys: setting('ENCRYPTION_KEYS', encryptionKeysSchema, { fromFile: true }),
  lookupKey: setting('LOOKUP_KEY', lookupKeySchema, { fromFile: true, ifMissing: howToGetLookupKey }),
};

export type SealingConfig = Config<typeof sealingSettings>;

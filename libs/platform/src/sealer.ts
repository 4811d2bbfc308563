import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

import { rules, setting } from './settings.ts';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
/** Random bytes are drawn for so many seals at once: each draw is a call of the system. */
const ivsAtOnce = 256;

export interface SealingKey {
  id: string;
  key: Buffer;
}

const sealingKeysSchema = rules.text
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
  // The envelope names its key by id: of two with the same id only one could open again.
  .refine(
    (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
    'must give each key an id of its own',
  );

export const sealingSettings = {
  encryptionKeys: setting('ENCRYPTION_KEYS', sealingKeysSchema, { fromFile: true }),
};

/**
 * Seals what a person said or is called, so that neither the database nor the queues hold it in the clear.
 * The envelope reads `<key id>.<base64url of iv, tag, AES-256-GCM ciphertext>`: the first key seals, every key opens.
 */
export class Sealer {
  readonly #keys: Map<string, Buffer>;
  readonly #sealing: SealingKey;
  readonly #blindIndexKey: Buffer;
  #ivs = Buffer.alloc(0);

  constructor(keys: SealingKey[]) {
    const [first] = keys;
    const oldest = keys.at(-1);
    if (!first || !oldest) throw new Error('Sealer needs at least one key');
    this.#sealing = first;
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
    // Blind indexes must match yesterday's rows after a new key is put in front, so they hang on the oldest key.
    this.#blindIndexKey = Buffer.from(hkdfSync('sha256', oldest.key, '', 'handsfree look-up', keyBytes));
  }

  seal(plain: string): string {
    const iv = this.#nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.#sealing.key, iv);
    const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${this.#sealing.id}.${Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
  }

  /** Each is used once and then no more part of `#ivs`. */
  #nextIv(): Buffer {
    if (this.#ivs.length === 0) this.#ivs = randomBytes(ivBytes * ivsAtOnce);
    const iv = this.#ivs.subarray(0, ivBytes);
    this.#ivs = this.#ivs.subarray(ivBytes);
    return iv;
  }

  /** Throws when the key is not in `ENCRYPTION_KEYS` or the envelope was changed. */
  open(envelope: string): string {
    const dot = envelope.indexOf('.');
    const id = envelope.slice(0, dot);
    const key = this.#keys.get(id);
    if (!key) throw new Error(`No key "${id}" in ENCRYPTION_KEYS: put the key back that sealed this`);
    const bytes = Buffer.from(envelope.slice(dot + 1), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  }

  /** A keyed hash by which a sealed value can be found again (32 characters, never the value itself). */
  blindIndex(kind: 'phone' | 'bsuid' | 'wamid' | 'notice', value: string): string {
    return createHmac('sha256', this.#blindIndexKey)
      .update(`${kind}:${value}`)
      .digest('base64url')
      .slice(0, 32);
  }
}

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

import { lookupFingerprint } from './lookup-key.ts';
import type { SealingConfig, SealingKey } from './sealing.settings.ts';

const ivBytes = 12;
const tagBytes = 16;
/** Random bytes are drawn for this many seals at once, to save system calls. */
const ivsAtOnce = 256;

/** Sealed with a key that this process does not have (yet): during a key change another process may open it. */
export class UnknownKeyError extends Error {
  override name = 'UnknownKeyError';

  constructor(readonly keyId: string) {
    super(`No key "${keyId}" in ENCRYPTION_KEYS: put the key back that sealed this`);
  }
}

/**
 * How long, in milliseconds, something is tried again that waits for its key: longer than a key change takes. Nobody is going to put the
 * key back by then, so it counts as a failure.
 */
export const longestKeyWaitMs = 7 * 24 * 3_600_000;

/** Its key is here, and yet it cannot be opened: nobody will ever read it again. */
export class DamagedError extends Error {
  override name = 'DamagedError';

  constructor(message: string, options?: ErrorOptions) {
    super(`Damaged: ${message}`, options);
  }
}

/**
 * Encrypts what people say and are called, so that neither the database nor the queues hold it in plain text. The
 * envelope is `<key id>.<base64url of iv, tag, AES-256-GCM ciphertext>`: the first key seals, every key opens.
 */
export class Sealer {
  readonly #keys: Map<string, Buffer>;
  readonly #sealing: SealingKey;
  readonly #lookupKey: Buffer;
  /** Fingerprint of the key that makes the blind indexes. */
  readonly lookupFingerprint: string;
  #ivs = Buffer.alloc(0);

  constructor({ encryptionKeys, lookupKey }: SealingConfig) {
    const [first] = encryptionKeys;
    if (!first) throw new Error('Sealer needs at least one key');
    this.#sealing = first;
    this.#keys = new Map(encryptionKeys.map(({ id, key }) => [id, key]));
    this.#lookupKey = lookupKey;
    this.lookupFingerprint = lookupFingerprint(lookupKey);
  }

  get sealingKeyId(): string {
    return this.#sealing.id;
  }

  /** Ids of the keys that open: anything sealed with another one must wait. */
  get keyIds(): string[] {
    return [...this.#keys.keys()];
  }

  seal(plain: string): string {
    return `${this.#sealing.id}.${this.#encrypt(Buffer.from(plain, 'utf8')).toString('base64url')}`;
  }

  /**
   * The same words, sealed with the first key. Copies of an envelope stay copies, by which rows are recognised as of one origin: the IV follows
   * from the envelope, so that it never comes with other words. Throws as `open` does.
   */
  reseal(envelope: string): string {
    const plain = Buffer.from(this.open(envelope), 'utf8');
    const iv = createHmac('sha256', this.#sealing.key)
      .update(`reseal:${envelope}`)
      .digest()
      .subarray(0, ivBytes);
    return `${this.#sealing.id}.${this.#encrypt(plain, iv).toString('base64url')}`;
  }

  /** A file: the same envelope, with the bytes as they are. */
  sealBytes(plain: Uint8Array): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.concat([Buffer.from(`${this.#sealing.id}.`), this.#encrypt(plain)]));
  }

  #encrypt(plain: Uint8Array, iv = this.#nextIv()): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#sealing.key, iv);
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
  }

  /** Each IV is used once and removed from `#ivs`. */
  #nextIv(): Buffer {
    if (this.#ivs.length === 0) this.#ivs = randomBytes(ivBytes * ivsAtOnce);
    const iv = this.#ivs.subarray(0, ivBytes);
    this.#ivs = this.#ivs.subarray(ivBytes);
    return iv;
  }

  /** Throws `UnknownKeyError` when the key is not in `ENCRYPTION_KEYS`, and `DamagedError` when the envelope was changed. */
  open(envelope: string): string {
    const dot = envelope.indexOf('.');
    const id = envelope.slice(0, Math.max(dot, 0));
    return this.#decrypt(id, Buffer.from(envelope.slice(dot + 1), 'base64url')).toString('utf8');
  }

  /** What `sealBytes` made. Throws as `open` does. */
  openBytes(envelope: Uint8Array): Uint8Array<ArrayBuffer> {
    const bytes = Buffer.from(envelope);
    const dot = bytes.indexOf('.');
    const id = bytes.subarray(0, Math.max(dot, 0)).toString('latin1');
    return new Uint8Array(this.#decrypt(id, bytes.subarray(dot + 1)));
  }

  #decrypt(id: string, bytes: Buffer): Buffer {
    // Whatever it is, it must not get into an error message.
    if (!KEY_ID.test(id)) throw new DamagedError('names no key');
    const key = this.#keys.get(id);
    if (!key) throw new UnknownKeyError(id);
    try {
      return decrypt(key, bytes);
    } catch (cause) {
      throw new DamagedError(`changed, or sealed with another key that was called "${id}"`, { cause });
    }
  }

  /** The blind index of a value: a keyed hash by which its sealed form is found again (32 characters). */
  blindIndex(kind: 'phone' | 'bsuid' | 'wamid' | 'notice' | 'list' | 'event-uid', value: string): string {
    return createHmac('sha256', this.#lookupKey).update(`${kind}:${value}`).digest('base64url').slice(0, 32);
  }
}

const KEY_ID = /^[A-Za-z0-9_-]+$/;

function decrypt(key: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
}

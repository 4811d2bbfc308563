import { randomBytes } from 'node:crypto';

import { derivedLookupKey, lookupFingerprint } from './lookup-key.ts';
import { DamagedError, Sealer, UnknownKeyError } from './sealer.ts';
import { type SealingKey, sealingSettings } from './sealing.settings.ts';
import { loadConfig, SettingsError } from './settings.ts';

const key = (id: string): SealingKey => ({ id, key: randomBytes(32) });
const oldKey = key('k1');
const newKey = key('k2');
const lookupKey = randomBytes(32);
const sealerWith = (...encryptionKeys: SealingKey[]): Sealer => new Sealer({ encryptionKeys, lookupKey });
const words = 'see Dr. Müller on Friday 😀';

/** The envelope with one bit of its ciphertext flipped. */
function flip(envelope: string, at: number): string {
  const [id, encoded = ''] = envelope.split('.');
  const bytes = Buffer.from(encoded, 'base64url');
  bytes[at]! ^= 1;
  return `${id}.${bytes.toString('base64url')}`;
}

describe('Sealer', () => {
  const sealer = sealerWith(oldKey);

  it.each([words, '', 'a'.repeat(100_000)])('opens what it sealed', (plain) => {
    expect(sealer.open(sealer.seal(plain))).toBe(plain);
  });

  it('shows nothing of what it sealed', () => {
    const envelope = sealer.seal(words);

    expect(envelope).toMatch(/^k1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(envelope.split('.')[1]!, 'base64url').toString('utf8')).not.toContain('Friday');
  });

  it('seals the same words differently each time', () => {
    expect(sealer.seal(words)).not.toBe(sealer.seal(words));
  });

  it.each([
    ['initialisation vector', 0],
    ['tag', 12],
    ['ciphertext', 28],
    ['last byte', 28 + Buffer.byteLength(words) - 1],
  ])('refuses an envelope whose %s was changed', (_, at) => {
    const envelope = sealer.seal(words);

    expect(() => sealer.open(flip(envelope, at))).toThrow(DamagedError);
  });

  it.each(['', 'k1', 'k1.', 'k1.AAAA', 'no envelope at all'])('refuses %p', (envelope) => {
    expect(() => sealer.open(envelope)).toThrow(DamagedError);
  });

  it('opens the bytes of a file, and none that were changed or sealed by a key that is missing', () => {
    const file = new Uint8Array(randomBytes(100_000));
    const sealed = sealer.sealBytes(file);
    const changed = Uint8Array.from(sealed, (byte, at) => (at === 5_000 ? byte ^ 1 : byte));

    expect(sealer.openBytes(sealed)).toEqual(file);
    expect(Buffer.from(sealed).includes(Buffer.from(file.subarray(0, 32)))).toBe(false);
    expect(() => sealer.openBytes(changed)).toThrow(DamagedError);
    expect(() => sealer.openBytes(Buffer.from('no envelope'))).toThrow(DamagedError);
    expect(() => sealerWith(newKey).openBytes(sealed)).toThrow(UnknownKeyError);
  });

  it('does not repeat in its error what is no envelope', () => {
    expect(() => sealer.open('call my lawyer')).not.toThrow('lawyer');
  });

  it('refuses a cut-off envelope', () => {
    const envelope = sealer.seal(words);

    expect(() => sealer.open(envelope.slice(0, -4))).toThrow(DamagedError);
  });

  it('names the key that is missing, by an error of its own: another process may have it', () => {
    const open = (): string => sealer.open(sealerWith(newKey).seal(words));

    expect(open).toThrow(UnknownKeyError);
    expect(open).toThrow('No key "k2" in ENCRYPTION_KEYS');
  });

  it('refuses another key of the same name', () => {
    expect(() => sealer.open(sealerWith(key('k1')).seal(words))).toThrow(DamagedError);
  });

  it('seals with the first key and opens with every one', () => {
    const before = sealer.seal(words);
    const rotated = sealerWith(newKey, oldKey);

    expect(rotated.open(before)).toBe(words);
    expect(rotated.seal(words)).toMatch(/^k2\./);
    expect(rotated.open(rotated.seal(words))).toBe(words);
  });
});

describe('sealing anew', () => {
  const rotated = sealerWith(newKey, oldKey);
  const before = sealerWith(oldKey).seal(words);

  it('lets the first key alone open the words', () => {
    expect(sealerWith(newKey).open(rotated.reseal(before))).toBe(words);
    expect(() => sealerWith(newKey).reseal(before)).toThrow(UnknownKeyError);
    expect(() => rotated.reseal(flip(before, 12))).toThrow(DamagedError);
  });

  it('keeps copies of an envelope alike, and nothing else', () => {
    expect(rotated.reseal(before)).toBe(sealerWith(newKey, oldKey).reseal(before));
    expect(rotated.reseal(before)).not.toBe(rotated.reseal(sealerWith(oldKey).seal(words)));
  });
});

describe('blind indexes', () => {
  const sealer = sealerWith(oldKey);
  const phone = '16505551234';

  it('are the same for the same value, in every process', () => {
    expect(sealer.blindIndex('phone', phone)).toBe(sealerWith(oldKey).blindIndex('phone', phone));
  });

  it.each([
    ['in front', [newKey, oldKey]],
    ['at the end', [oldKey, newKey]],
    ['alone', [newKey]],
  ])('stay the same with a new encryption key %s', (_, keys) => {
    expect(sealerWith(...keys).blindIndex('phone', phone)).toBe(sealer.blindIndex('phone', phone));
  });

  it('differ by kind, so that a phone never meets a user id', () => {
    const all = [
      sealer.blindIndex('phone', phone),
      sealer.blindIndex('bsuid', phone),
      sealer.blindIndex('wamid', phone),
    ];

    expect(new Set(all).size).toBe(3);
  });

  it('can not be made without the key', () => {
    const other = new Sealer({ encryptionKeys: [oldKey], lookupKey: randomBytes(32) });

    expect(other.blindIndex('phone', phone)).not.toBe(sealer.blindIndex('phone', phone));
    expect(sealer.blindIndex('phone', phone)).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });

  it('are still those of a deployment that had no look-up key, with the one derived from its oldest key', () => {
    const oldest = { id: 'k1', key: Buffer.alloc(32, 7) };
    const derived = derivedLookupKey([newKey, oldest]);

    // As an earlier version wrote it to the database.
    expect(new Sealer({ encryptionKeys: [newKey], lookupKey: derived }).blindIndex('phone', phone)).toBe(
      'SMl4sjp0Q118ojl0QvM_8bvWaA6KV5Fn',
    );
  });

  it('have a fingerprint that tells their keys apart', () => {
    expect(sealer.lookupFingerprint).toBe(lookupFingerprint(lookupKey));
    expect(sealer.lookupFingerprint).toMatch(/^[A-Za-z0-9_-]{12}$/);
    expect(lookupFingerprint(randomBytes(32))).not.toBe(sealer.lookupFingerprint);
  });
});

describe('LOOKUP_KEY', () => {
  const encryptionKeys = `k1:${randomBytes(32).toString('base64')}`;
  const load = (value?: string): Buffer =>
    loadConfig(sealingSettings, { ENCRYPTION_KEYS: encryptionKeys, LOOKUP_KEY: value }).lookupKey;

  it('is 32 bytes in base64', () => {
    expect(load(lookupKey.toString('base64'))).toEqual(lookupKey);
    expect(() => load(randomBytes(31).toString('base64'))).toThrow('must be 32 bytes in base64');
  });

  it('that is missing is asked for with the way to come by it', () => {
    expect(() => load()).toThrow(
      expect.objectContaining({ message: expect.stringContaining('npm run handsfree -- keys lookup-key') }),
    );
  });
});

describe('ENCRYPTION_KEYS', () => {
  const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');
  const load = (value: string): SealingKey[] =>
    loadConfig(sealingSettings, { ENCRYPTION_KEYS: value, LOOKUP_KEY: lookupKey.toString('base64') })
      .encryptionKeys;

  it('lists ids and keys in their order', () => {
    const [first, second] = [base64(32), base64(32)];

    expect(load(`new:${first}, old:${second}`)).toEqual([
      { id: 'new', key: Buffer.from(first, 'base64') },
      { id: 'old', key: Buffer.from(second, 'base64') },
    ]);
  });

  it.each([
    ['a key that is too short', `k1:${base64(31)}`],
    ['a key that is too long', `k1:${base64(33)}`],
    ['a key without an id', base64(32)],
    ['an id that an envelope can not hold', `k.1:${base64(32)}`],
    ['one wrong key among right ones', `k1:${base64(32)},k2:`],
    ['two keys of the same id, since only one of them could open', `k1:${base64(32)},k1:${base64(32)}`],
  ])('refuses %s', (_, value) => {
    expect(() => load(value)).toThrow(SettingsError);
  });

  it('does not show the keys when they are wrong', () => {
    const short = base64(30);

    expect(() => load(`k1:${short}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(short) }),
    );
  });
});

import { randomBytes } from 'node:crypto';

import { Sealer, type SealingKey, sealingSettings } from './sealer.ts';
import { loadConfig, SettingsError } from './settings.ts';

const key = (id: string): SealingKey => ({ id, key: randomBytes(32) });
const oldKey = key('k1');
const newKey = key('k2');
const words = 'see Dr. Müller on Friday 😀';

const notAuthentic = 'unable to authenticate data';

/** The envelope with one bit of its sealed bytes flipped. */
function flip(envelope: string, at: number): string {
  const [id, encoded = ''] = envelope.split('.');
  const bytes = Buffer.from(encoded, 'base64url');
  bytes[at]! ^= 1;
  return `${id}.${bytes.toString('base64url')}`;
}

describe('Sealer', () => {
  const sealer = new Sealer([oldKey]);

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

    expect(() => sealer.open(flip(envelope, at))).toThrow(notAuthentic);
  });

  it.each(['', 'k1', 'k1.', 'k1.AAAA', 'no envelope at all'])('refuses %p', (envelope) => {
    expect(() => sealer.open(envelope)).toThrow(/No key|Invalid|authenticate/);
  });

  it('refuses a cut-off envelope', () => {
    const envelope = sealer.seal(words);

    expect(() => sealer.open(envelope.slice(0, -4))).toThrow(notAuthentic);
  });

  it('names the key that is missing', () => {
    expect(() => sealer.open(new Sealer([newKey]).seal(words))).toThrow('No key "k2" in ENCRYPTION_KEYS');
  });

  it('refuses another key of the same name', () => {
    expect(() => sealer.open(new Sealer([key('k1')]).seal(words))).toThrow(notAuthentic);
  });

  it('seals with the first key and opens with every one', () => {
    const before = sealer.seal(words);
    const rotated = new Sealer([newKey, oldKey]);

    expect(rotated.open(before)).toBe(words);
    expect(rotated.seal(words)).toMatch(/^k2\./);
    expect(rotated.open(rotated.seal(words))).toBe(words);
  });
});

describe('blind indexes', () => {
  const sealer = new Sealer([oldKey]);
  const phone = '16505551234';

  it('find the same value again', () => {
    expect(sealer.blindIndex('phone', phone)).toBe(new Sealer([oldKey]).blindIndex('phone', phone));
    expect(sealer.blindIndex('phone', phone)).not.toBe(sealer.blindIndex('phone', '16505551235'));
  });

  it('stay the same when a new key is put in front', () => {
    expect(new Sealer([newKey, oldKey]).blindIndex('phone', phone)).toBe(sealer.blindIndex('phone', phone));
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
    expect(new Sealer([newKey]).blindIndex('phone', phone)).not.toBe(sealer.blindIndex('phone', phone));
    expect(sealer.blindIndex('phone', phone)).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });
});

describe('ENCRYPTION_KEYS', () => {
  const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');
  const load = (value: string): SealingKey[] =>
    loadConfig(sealingSettings, { ENCRYPTION_KEYS: value }).encryptionKeys;

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

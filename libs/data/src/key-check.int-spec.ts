import { randomBytes } from 'node:crypto';

import { derivedLookupKey, loadConfig, Sealer, sealingSettings } from '#platform';
import { createTestDatabase, damaged, keySettings, type TestDatabase, testSealer } from '#testing';

import { ContactStore, type Identity } from './contact.store.ts';
import { Database } from './database.ts';
import { KeyCheck } from './key-check.ts';
import { LookupKeyStore } from './lookup-key.store.ts';

const { encryptionKeys, lookupKey } = loadConfig(sealingSettings, keySettings('old'));

describe('a database and the keys of an app that starts on it', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  afterEach(async () => {
    await testDatabase.query('DELETE FROM contact');
    await testDatabase.query('DELETE FROM lookup_key');
  });

  const check = (sealer: Sealer): Promise<void> =>
    new KeyCheck(database, new LookupKeyStore(database), sealer).check();
  const withLookupKey = (key: Buffer): Sealer => new Sealer({ encryptionKeys, lookupKey: key });
  const fill = (sealer: Sealer, identity: Identity): Promise<unknown> =>
    new ContactStore(database, sealer).resolve(identity);

  it('keeps the fingerprint of the first look-up key and refuses any other', async () => {
    await check(withLookupKey(lookupKey));
    await check(withLookupKey(lookupKey));

    await expect(check(withLookupKey(randomBytes(32)))).rejects.toThrow('LOOKUP_KEY: is not the key');
    expect(await testDatabase.query('SELECT fingerprint FROM lookup_key')).toEqual([
      { fingerprint: withLookupKey(lookupKey).lookupFingerprint },
    ]);
  });

  it('takes one of two that come first at the same time', async () => {
    const results = await Promise.allSettled([
      check(withLookupKey(lookupKey)),
      check(withLookupKey(randomBytes(32))),
    ]);

    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it.each<Identity>([{ phone: '16505551234' }, { bsuid: 'US.1349' }])(
    'that was filled before there was a fingerprint takes the key that made its blind indexes only (%j)',
    async (identity) => {
      const derived = withLookupKey(derivedLookupKey(encryptionKeys));
      await fill(derived, identity);

      await expect(check(withLookupKey(randomBytes(32)))).rejects.toThrow('keys lookup-key');
      await check(derived);
    },
  );

  it('goes by the newest person who can be compared', async () => {
    await fill(withLookupKey(derivedLookupKey(encryptionKeys)), { phone: '16505551234' });
    await database.contact.create({ data: {} });

    await expect(check(withLookupKey(randomBytes(32)))).rejects.toThrow('keys lookup-key');
  });

  it('refuses another key under the id of the one that sealed it', async () => {
    await fill(testSealer('old'), { phone: '16505551234' });
    const replaced = new Sealer({ encryptionKeys: [{ id: 'old', key: randomBytes(32) }], lookupKey });

    await expect(check(replaced)).rejects.toThrow('ENCRYPTION_KEYS: holds another key under the id');
  });

  it('does not take one damaged row for a wrong key', async () => {
    await fill(testSealer('old'), { phone: '16505551234' });
    await fill(testSealer('old'), { phone: '16505559999' });
    const { id } = await database.contact.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const phoneSealed = damaged(testSealer('old').seal('16505559999'));
    await database.contact.update({ where: { id }, data: { phoneSealed } });

    await check(testSealer('old'));
  });

  it('lets an app start that does not have a newer key yet', async () => {
    await check(testSealer('old'));
    await fill(testSealer('new', 'old'), { phone: '16505551234' });

    await check(testSealer('old'));
  });

  it('does not take a look-up key that can not be compared', async () => {
    await fill(testSealer('new'), { phone: '16505551234' });

    await expect(check(testSealer('old'))).rejects.toThrow('No key "new" in ENCRYPTION_KEYS');
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ContactStore, Database } from '#data';
import { derivedLookupKey, loadConfig, Sealer, sealingSettings } from '#platform';
import { createTestDatabase, type TestDatabase } from '#testing';

import { localKeys } from './local-keys.ts';

describe('the keys of npm start', () => {
  let testDatabase: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });
  afterAll(() => testDatabase.drop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-keys-'));
  });
  afterEach(async () => {
    await testDatabase.query('DELETE FROM contact');
    await testDatabase.query('DELETE FROM lookup_key');
    await rm(folder, { recursive: true });
  });

  const keys = (given: Parameters<typeof localKeys>[0] = {}): Promise<NodeJS.ProcessEnv> =>
    localKeys(given, testDatabase.url, folder);
  const file = (name: string): string => join(folder, name);
  const addPerson = async (sealer: Sealer): Promise<void> => {
    const database = new Database(testDatabase.url);
    await new ContactStore(database, sealer).resolve({ phone: '16505551234' });
    await database.$disconnect();
  };
  /** As an earlier version left it: one key file, and blind indexes made with a key derived from it. */
  async function filledByEarlierVersion(): Promise<Buffer> {
    const encryptionKeys = [{ id: 'local', key: randomBytes(32) }];
    const lookupKey = derivedLookupKey(encryptionKeys);
    await writeFile(file('encryption-keys'), `local:${encryptionKeys[0]?.key.toString('base64')}`);
    await addPerson(new Sealer({ encryptionKeys, lookupKey }));
    return lookupKey;
  }

  it('are made once and stay', async () => {
    const made = await keys();

    await addPerson(new Sealer(loadConfig(sealingSettings, made)));
    expect(await keys()).toEqual(made);
  });

  it('are those of the environment where it gives them', async () => {
    const given = await keys({ encryptionKeys: 'k1:abc', lookupKey: 'def' });

    expect(given).toEqual({});
    expect(await readdir(folder)).toEqual([]);
  });

  it('are not those of the environment where none of them sealed the newest people', async () => {
    const made = await keys();
    await addPerson(new Sealer(loadConfig(sealingSettings, made)));
    const other = `new:${randomBytes(32).toString('base64')}`;

    await expect(keys({ encryptionKeys: other })).rejects.toThrow(/ENCRYPTION_KEYS: none of these keys/);
    await expect(keys({ encryptionKeys: other, lookupKey: made.LOOKUP_KEY })).rejects.toThrow(
      'none of these',
    );
    expect(await keys({ encryptionKeys: `${other},${made.ENCRYPTION_KEYS}` })).toMatchObject({
      LOOKUP_KEY: made.LOOKUP_KEY,
    });
  });

  it('go on with the look-up key that an earlier version derived', async () => {
    const lookupKey = await filledByEarlierVersion();

    expect((await keys()).LOOKUP_KEY).toBe(lookupKey.toString('base64'));
    expect(await readFile(file('lookup-key'), 'utf8')).toBe(lookupKey.toString('base64'));
  });

  it('are not replaced when they are lost', async () => {
    await filledByEarlierVersion();
    await keys();
    await rm(file('encryption-keys'));

    await expect(keys()).rejects.toThrow(/encryption-keys is missing.*set ENCRYPTION_KEYS/);
    expect(await readdir(folder)).toEqual(['lookup-key']);
  });

  it('are not derived when another look-up key was used', async () => {
    const made = await keys();
    await testDatabase.query(`INSERT INTO lookup_key (fingerprint) VALUES ('of-that-key')`);
    await addPerson(new Sealer(loadConfig(sealingSettings, made)));
    await rm(file('lookup-key'));

    await expect(keys()).rejects.toThrow(/lookup-key is missing.*set LOOKUP_KEY/);
    expect(await readdir(folder)).toEqual(['encryption-keys']);
  });

  it('are not taken from a file that was replaced', async () => {
    await filledByEarlierVersion();
    await writeFile(file('encryption-keys'), `local:${randomBytes(32).toString('base64')}`);

    await expect(keys()).rejects.toThrow('ENCRYPTION_KEYS: holds another key');
    expect(await readdir(folder)).toEqual(['encryption-keys']);
  });

  it('are not taken from a replaced file, though nothing is sealed of the newest people', async () => {
    const made = await keys();
    await addPerson(new Sealer(loadConfig(sealingSettings, made)));
    await testDatabase.query(`
      INSERT INTO contact (id, updated_at)
      SELECT ('ffffffff-ffff-7fff-bfff-00000000000' || n)::uuid, now() FROM generate_series(1, 5) n`);
    await writeFile(file('encryption-keys'), `mine:${randomBytes(32).toString('base64')}`);

    await expect(keys()).rejects.toThrow('encryption-keys was replaced');
  });

  it('are not taken from a file whose key has another name than the one that was lost', async () => {
    const made = await keys();
    await addPerson(new Sealer(loadConfig(sealingSettings, made)));
    await writeFile(file('encryption-keys'), `mine:${randomBytes(32).toString('base64')}`);

    await expect(keys()).rejects.toThrow(/encryption-keys was replaced.*Put the file back.*begin anew/);

    await writeFile(
      file('encryption-keys'),
      `mine:${randomBytes(32).toString('base64')},${made.ENCRYPTION_KEYS}`,
    );
    expect((await keys()).LOOKUP_KEY).toBe(made.LOOKUP_KEY);
  });
});

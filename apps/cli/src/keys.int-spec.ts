import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { createTestDatabase, keySettings, type TestDatabase, testSealer } from '#testing';

const run = promisify(execFile);

describe('npm run handsfree -- keys rotate', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
    await database.query(
      `INSERT INTO contact (id, phone_sealed, updated_at) SELECT gen_random_uuid(), unnest($1::text[]), now()`,
      [[testSealer('old').seal('16505551234'), testSealer('new').seal('16505551235')]],
    );
  });
  afterEach(() => database.drop());

  const rotate = (...keyIds: string[]): ReturnType<typeof run> =>
    run(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'keys', 'rotate'], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, ...keySettings(...keyIds) },
    });
  const keysInUse = async (): Promise<string[]> => {
    const people = await database.query<{ key: string }>(
      `SELECT DISTINCT split_part(phone_sealed, '.', 1) AS key FROM contact ORDER BY 1`,
    );
    return people.map(({ key }) => key);
  };

  it('seals with the first key, says when the others can go, and does no harm again', async () => {
    const { stdout } = await rotate('new', 'old');

    expect(stdout).toMatch(
      /^ +1 {2}contact: sealed anew\nEverything in the database is sealed with the key "new"\./,
    );
    expect(stdout).toContain('Keep "old" in ENCRYPTION_KEYS for another two days');
    expect(await keysInUse()).toEqual(['new']);
    expect((await rotate('new')).stdout).toBe('Everything in the database is sealed with the key "new".\n');
  });

  it('fails when a key is missing, and names it', async () => {
    await expect(rotate('new')).rejects.toMatchObject({
      code: 1,
      stderr:
        'What is sealed with the key "old" was left (1), since it is not in ENCRYPTION_KEYS: put it back, and run this again\n',
    });
    expect(await keysInUse()).toEqual(['new', 'old']);
  });
});

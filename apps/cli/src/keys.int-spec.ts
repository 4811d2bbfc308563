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

  const rotate = (...words: string[]): ReturnType<typeof run> => {
    const [flags, keyIds] = [
      words.filter((word) => word.startsWith('-')),
      words.filter((word) => !word.startsWith('-')),
    ];
    return run(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'keys', 'rotate', ...flags], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, ...keySettings(...keyIds) },
    });
  };
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
    expect(stdout).toContain(
      'Take "old" out of ENCRYPTION_KEYS once no job from before is left in the queues',
    );
    expect(await keysInUse()).toEqual(['new']);
    expect((await rotate('new')).stdout).toBe('Everything in the database is sealed with the key "new".\n');
  });

  it.each([
    [
      'another order of the keys than the apps have',
      ['old', 'new'],
      'The newest message is not sealed with "old"',
    ],
    ['another key of that name', ['new', 'old'], 'The apps seal with another key that is called "new"'],
  ])('seals nothing with %s, unless forced', async (_, [first, second], said) => {
    const wrong = testSealer('other')
      .seal('wamid')
      .replace(/^other/, first === 'new' ? 'new' : 'else');
    await database.query(
      `INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at)
       SELECT gen_random_uuid(), id, 'a', $1, 'text', now() FROM contact LIMIT 1`,
      [wrong],
    );

    await expect(rotate(first!, second!)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(said),
    });

    expect(await keysInUse()).toEqual(['new', 'old']);
    await rotate(first!, second!, '--force').catch(() => undefined);
    expect(await keysInUse()).toEqual([first]);
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

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { createTestDatabase, testAccount } from '#testing';

const run = promisify(execFile);

it('npm run handsfree -- messages counts what became of all messages', async () => {
  const database = await createTestDatabase();
  try {
    await database.query(`
      INSERT INTO contact (id, updated_at) VALUES (gen_random_uuid(), now())`);
    await database.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, handled_at, outcome)
      SELECT gen_random_uuid(), id, key, '', 'text', now(), handled, outcome FROM contact, (VALUES
        ('a', now(), 'acted'), ('b', now(), 'failed'), ('c', NULL, NULL)) AS m(key, handled, outcome)`);

    const { stdout } = await run(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'messages'], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, ...testAccount.keys },
    });

    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      '3  received',
      '1  handled',
      '1  failed: the person was told',
      '1  in flight',
      '0  of ours wait for their people to write (outside of the 24-hour window)',
      '',
    ]);
  } finally {
    await database.drop();
  }
});

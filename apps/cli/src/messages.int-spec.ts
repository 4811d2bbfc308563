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
    await database.query(`
      INSERT INTO outbound_message (id, contact_id, body_sealed, relay_after)
      SELECT gen_random_uuid(), id, n::text, now() FROM contact, generate_series(1, 6) AS n`);
    // Two answers, one of them with the price beside `sent` only, a template, one without a price, one that only left, an old one.
    await database.query(`
      INSERT INTO outbound_status_entry (outbound_message_id, status, occurred_at, pricing)
      SELECT id, e.status::outbound_status, now() - age::interval, pricing::jsonb FROM outbound_message JOIN (VALUES
        ('1', 'sent', '0', '{"category":"service","type":"free_customer_service"}'), ('1', 'delivered', '0', NULL),
        ('2', 'read', '0', '{"category":"service","type":"free_customer_service"}'),
        ('3', 'sent', '0', '{"category":"utility","type":"regular"}'), ('3', 'delivered', '0', '{"category":"utility","type":"regular"}'),
        ('4', 'delivered', '0', NULL),
        ('5', 'sent', '0', '{"category":"utility","type":"regular"}'),
        ('6', 'delivered', '32 days', '{"category":"utility","type":"regular"}')
      ) AS e(body, status, age, pricing) ON body = body_sealed`);

    const { stdout } = await run(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'messages'], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, ...testAccount.keys },
    });

    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      '3  received',
      '1  handled',
      '1  failed: the person was told',
      '1  in flight',
      '0  of ours wait for their people to write (outside of the 24-hour window)',
      '2  delivered this month: service (free_customer_service)',
      '1  delivered this month: not told (not told)',
      '1  delivered this month: utility (regular)',
      '',
    ]);
  } finally {
    await database.drop();
  }
});

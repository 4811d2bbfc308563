import { createTestDatabase, newWamid, testAccount, type TestDatabase, waitUntil } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import { FiguresStore } from './figures.store.ts';
import { StandingStore } from './standing.store.ts';

const rowsAdded = 20_000;

describe('the figures for people on call', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let figures: FiguresStore;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    figures = new FiguresStore(stores.database);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });

  it('are zeros before the first message', async () => {
    const { lookedAtSeconds, isAtLeast, ...counts } = await figures.messages(2);
    expect([lookedAtSeconds, isAtLeast]).toEqual([3_600, false]);
    expect(new Set(Object.values(counts))).toEqual(new Set([0]));
    expect(await figures.sends(testAccount.phoneNumberId)).toEqual({ second: 0, minute: 0, day: 0 });
  });

  it('tell what came of the messages of the last hour, and who waits', async () => {
    const { database, inbound, results } = stores;
    const outcomes = ['acted', 'acted', 'acted', 'failed', undefined] as const;
    for (const outcome of outcomes) {
      const from = { phone: outcome === 'acted' ? '16505550001' : `1650555${outcome ? '0002' : '0003'}` };
      const { turn } = await inbound.record({ wamid: newWamid(), from, kind: 'text', sentAt: new Date() });
      if (!turn) throw new Error('not its turn');
      const { id, contact } = turn;
      if (!outcome) continue;
      const reply = outcome === 'failed' ? undefined : 'Done';
      await database.transaction((tx) => results.finish(tx, [{ id, contactId: contact.id, outcome, reply }]));
    }
    await database.$executeRaw`UPDATE inbound_message SET received_at = now() - interval '10 minutes'`;
    await database.$executeRaw`
      UPDATE outbound_message SET status = 'failed', failed_at = now()
      WHERE id = (SELECT id FROM outbound_message ORDER BY id LIMIT 1)`;
    await database.$executeRaw`
      UPDATE inbound_message SET handled_at = now() - interval '2 hours' WHERE outcome = 'failed'`;
    await database.$executeRaw`
      UPDATE outbound_message SET parked_at = now()
      WHERE id = (SELECT id FROM outbound_message WHERE status = 'queued' ORDER BY id LIMIT 1)`;

    await database.$executeRaw`
      UPDATE outbound_message SET duplicates = d, sending_since = now() - interval '1 hour' * sent, duplicated_at = now() - interval '1 hour' * noticed
      FROM (SELECT id, row_number() OVER () AS n FROM outbound_message) AS numbered
      JOIN (VALUES (1, 0, 1, NULL), (2, 1, 30, 20), (3, 1, 30, 30)) AS sends(n, d, sent, noticed) USING (n) WHERE numbered.id = outbound_message.id`;

    const seen = await figures.messages(2);

    expect(seen).toMatchObject({ received: 5, handled: 3, failed: 1, inFlight: 1 });
    expect(seen).toMatchObject({ mostOfOne: 3, peopleWithMany: 1 });
    expect(seen).toMatchObject({ unanswered: 1, unansweredPeople: 1, unsent: 1, unsentPeople: 0, parked: 1 });
    expect(seen).toMatchObject({ deadOutbound: 1, deadInbound: 1 });
    expect(seen).toMatchObject({ newlyDeadOutbound: 1, newlyDeadInbound: 0 });
    expect(seen.sentTwice).toBe(1);
    expect(seen.unansweredSeconds).toBeGreaterThanOrEqual(600);
    expect(seen.unansweredSeconds).toBeLessThan(1_200);
  });

  it('tell what is put off on purpose apart from what is due', async () => {
    const [before, stood] = [await figures.messages(2), await new StandingStore(stores.database).standing()];
    await testDatabase.query(`
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, purpose, relay_after, not_before)
      SELECT gen_random_uuid(), (SELECT id FROM contact LIMIT 1), '', 'queued', 'reminder', now(), not_before
      FROM (VALUES (now() + interval '7 hours'), (now() + interval '7 hours'), (now() - interval '1 minute'), (NULL)) AS one(not_before)`);

    const { toSend, putOff } = await figures.messages(2);
    const standing = await new StandingStore(stores.database).standing();

    expect([toSend - before.toSend, putOff - before.putOff]).toEqual([2, 2]);
    expect([standing.toSend - stood.toSend, standing.putOff - stood.putOff]).toEqual([2, 2]);
    await testDatabase.query(`DELETE FROM outbound_message WHERE purpose = 'reminder'`);
  });

  it('read no whole table', async () => {
    await testDatabase.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, handled_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (SELECT id FROM contact LIMIT 1), 'filler ' || n, '', 'text', now(), now()
      FROM generate_series(1, ${rowsAdded}) n`);
    await testDatabase.query(`
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after)
      SELECT gen_random_uuid(), (SELECT id FROM contact LIMIT 1), '', 'read', now() FROM generate_series(1, ${rowsAdded}) n`);
    await testDatabase.query('ANALYZE inbound_message, outbound_message');

    for (let look = 0; look < 5; look++) await figures.messages(2);

    await stores.close();
    await waitUntil('the statistics are there', async () => {
      const others =
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      return (await testDatabase.query(others)).length === 0;
    });
    // Making the figures above has read a few rows.
    expect(await scanned()).toBeLessThan(rowsAdded);
    stores = openStores(testDatabase.url);
  });

  it('say when there is more than they count', async () => {
    figures = new FiguresStore(stores.database);
    const standings = new StandingStore(stores.database);
    expect((await standings.standing()).atLeast).toEqual({
      people: false,
      toSend: false,
      parked: false,
      dead: false,
    });
    await testDatabase.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, recorded_at)
      SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '70008' || lpad(n::text, 15, '0'))::uuid,
        (SELECT id FROM contact ORDER BY id LIMIT 1), 'many ' || n, '', 'text', now(), now() - interval '5 minutes'
      FROM generate_series(1, 10001) n`);
    await testDatabase.query(`
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after, parked_at, failed_at)
      SELECT gen_random_uuid(), (SELECT id FROM contact ORDER BY id LIMIT 1), '', status, now(), parked_at, now()
      FROM generate_series(1, 10001) n, (VALUES ('queued'::outbound_status, NULL::timestamptz), ('queued', now())) AS one(status, parked_at)`);

    const seen = await figures.messages(2);
    expect(seen).toMatchObject({ isAtLeast: true, received: 10_000, unanswered: 10_000 });
    expect(seen).toMatchObject({ toSend: 10_000, parked: 10_000 });
    // Of the newest alone, which came within minutes.
    expect(seen.mostOfOne).toBe(10_000);
    expect(seen.lookedAtSeconds).toBeGreaterThanOrEqual(300);
    expect(seen.lookedAtSeconds).toBeLessThan(1_800);
    expect((await standings.standing()).atLeast).toEqual({
      people: true,
      toSend: true,
      parked: true,
      dead: false,
    });

    await testDatabase.query(`
      UPDATE outbound_message SET status = 'failed', parked_at = NULL
      WHERE id IN (SELECT id FROM outbound_message WHERE parked_at IS NOT NULL LIMIT 1001)`);
    expect((await standings.standing()).atLeast.dead).toBe(true);
  });

  async function scanned(): Promise<number> {
    const [row] = await testDatabase.query<{ rows: number }>(
      `SELECT sum(seq_tup_read)::int AS rows FROM pg_stat_user_tables WHERE relname IN ('inbound_message', 'outbound_message')`,
    );
    return row?.rows ?? Infinity;
  }
});

import { createTestDatabase, newWamid, type TestDatabase, waitUntil } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import { StandingStore } from './standing.store.ts';

const rowsAdded = 20_000;

describe('what went through in the last minute', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let standings: StandingStore;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    standings = new StandingStore(stores.database);
  });
  beforeEach(() => testDatabase.query('DELETE FROM contact'));
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });

  /** A message that came so long ago, and its answer in the state that `answer` sets. */
  async function answered(minutesAgo: number, answer: string): Promise<void> {
    const { database, inbound, results } = stores;
    const from = { phone: '16505550001' };
    const { turn } = await inbound.record({ wamid: newWamid(), from, kind: 'text', sentAt: new Date() });
    if (!turn) throw new Error('not its turn');
    const { answers } = await database.transaction((tx) =>
      results.finish(tx, [{ id: turn.id, contactId: turn.contact.id, outcome: 'acted', reply: 'Done' }]),
    );
    await testDatabase.query(
      `UPDATE inbound_message SET received_at = now() - $2 * interval '1 minute', id = $3 WHERE id = $1`,
      // The time is in the id, too.
      [turn.id, minutesAgo, '00000000-0000-7000-8000-000000000000'],
    );
    await testDatabase.query(
      `UPDATE outbound_message SET ${answer}, created_at = now() - $2 * interval '1 minute' WHERE id = $1`,
      [[...answers.values()][0], minutesAgo],
    );
  }

  it('holds an answer that left in it, however long that took', async () => {
    await answered(20, `status = 'delivered', sending_since = now() - interval '10 seconds'`);

    const traffic = await standings.traffic();

    expect(traffic).toMatchObject({ received: 0, answered: 1, failed: 0 });
    expect([traffic.medianMs, traffic.slowMs].map((ms) => Math.round((ms ?? 0) / 60_000))).toEqual([20, 20]);
  });

  it('holds an answer that failed in it, and its time in neither figure', async () => {
    await answered(20, `status = 'failed', failed_at = now(), sending_since = now()`);

    expect(await standings.traffic()).toMatchObject({ answered: 0, failed: 1, medianMs: null, slowMs: null });
  });

  it.each([
    ['left before', `status = 'delivered', sending_since = now() - interval '2 minutes'`],
    ['failed before', `status = 'failed', failed_at = now() - interval '2 minutes', sending_since = now()`],
    ['is under way', `status = 'sending', sending_since = now()`],
  ])('leaves out an answer that %s', async (_what, answer) => {
    await answered(20, answer);

    expect(await standings.traffic()).toMatchObject({ answered: 0, failed: 0, medianMs: null });
  });

  it('is counted without reading a whole table or index', async () => {
    await answered(20, `status = 'delivered', sending_since = now()`);
    await testDatabase.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, handled_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (SELECT id FROM contact LIMIT 1), 'filler ' || n, '', 'text', now(), now()
      FROM generate_series(1, ${rowsAdded}) n`);
    await testDatabase.query(`
      INSERT INTO outbound_message (id, contact_id, in_reply_to_id, body_sealed, status, sending_since, failed_at, relay_after)
      SELECT gen_random_uuid(), contact_id, id, '', (CASE WHEN random() < 0.5 THEN 'read' ELSE 'failed' END)::outbound_status,
        now() - interval '1 hour', now() - interval '1 hour', now()
      FROM inbound_message WHERE wamid_blind_index LIKE 'filler%'`);
    await testDatabase.query('ANALYZE inbound_message, outbound_message');
    // Adding the others may have taken a while.
    await testDatabase.query("UPDATE outbound_message SET sending_since = now() WHERE status = 'delivered'");
    await stores.close();
    const before = await rowsRead();
    stores = openStores(testDatabase.url);
    standings = new StandingStore(stores.database);

    for (let look = 0; look < 5; look++) expect((await standings.traffic()).answered).toBe(1);

    await stores.close();
    const read = await rowsRead();
    stores = openStores(testDatabase.url);
    standings = new StandingStore(stores.database);
    expect(read - before).toBeLessThan(1_000);
  });

  /** From tables and indexes. Backends report their statistics when they exit, at the latest. */
  async function rowsRead(): Promise<number> {
    await waitUntil('all others are gone', async () => {
      const others =
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      return (await testDatabase.query(others)).length === 0;
    });
    const [row] = await testDatabase.query<{ rows: number }>(
      `SELECT (sum(seq_tup_read) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes
        WHERE relname IN ('inbound_message', 'outbound_message')))::int AS rows
      FROM pg_stat_user_tables WHERE relname IN ('inbound_message', 'outbound_message')`,
    );
    return row?.rows ?? Infinity;
  }
});

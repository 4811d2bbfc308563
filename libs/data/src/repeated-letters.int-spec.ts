import { createTestDatabase, type TestDatabase, testSealer, waitUntil } from '#testing';

import { openStores, starterOf, type TestStores } from '../test/test-stores.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';

describe('a message that failed and was written once more', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });
  beforeEach(async () => {
    await testDatabase.query('TRUNCATE contact CASCADE');
    stores = openStores(testDatabase.url);
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
  });
  afterEach(() => stores.close());
  afterAll(() => testDatabase.drop());

  /** WhatsApp refused it. */
  async function refused(): Promise<string> {
    const { database } = stores;
    const outbound = new OutboundStore(database, testSealer());
    const id = await database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!' }));
    await starterOf(database)(id);
    await outbound.markNotSent(id, 1);
    await outbound.markFailed(id, 131_000, 'WhatsApp error 131000');
    return id;
  }
  const listed = async (): Promise<string[]> =>
    (await new DeadLetterStore(stores.database).list({}, 8)).map(({ id }) => id);

  it('is no dead letter from then on', async () => {
    const first = await refused();
    expect(await listed()).toEqual([first]);

    await new OutboundStatusStore(stores.database, testSealer()).writeRetry(first);

    expect(await listed()).toEqual([]);
    const family = await stores.database.outboundMessage.findMany({ orderBy: { retryNumber: 'asc' } });
    expect(family.map(({ isRepeated }) => isRepeated)).toEqual([true, false]);
  });

  it('is one again when that is removed before it was sent', async () => {
    const first = await refused();
    await new OutboundStatusStore(stores.database, testSealer()).writeRetry(first);

    await stores.database.outboundMessage.deleteMany({ where: { retryOfId: first } });

    expect(await listed()).toEqual([first]);
  });

  it('is not looked at by whoever looks for dead letters, however many there are', async () => {
    const dead = await refused();
    await testDatabase.query(
      `WITH first AS (
        INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after, failed_at, is_repeated)
        SELECT gen_random_uuid(), $1::uuid, '', 'failed', now(), now() + n * interval '1 millisecond', true
        FROM generate_series(1, 5000) n RETURNING id
      ) INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after, retry_of_id, retry_number)
      SELECT gen_random_uuid(), $1::uuid, '', 'read', now(), id, 1 FROM first`,
      [contactId],
    );
    await testDatabase.query('ANALYZE outbound_message');
    await stores.close();
    const before = await rowsRead();

    stores = openStores(testDatabase.url);
    expect(await listed()).toEqual([dead]);

    await stores.close();
    expect((await rowsRead()) - before).toBeLessThan(1_000);
  });

  /** Of the messages, from table and indexes. Backends report their statistics when they exit, at the latest. */
  async function rowsRead(): Promise<number> {
    await waitUntil('all others are gone', async () => {
      const others =
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      return (await testDatabase.query(others)).length === 0;
    });
    const [read] = await testDatabase.query<{ rows: number }>(
      `SELECT (seq_tup_read + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'outbound_message'))::int AS rows
      FROM pg_stat_user_tables WHERE relname = 'outbound_message'`,
    );
    return read?.rows ?? Infinity;
  }
});

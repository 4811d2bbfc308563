import { createTestDatabase, letWrite, newWamid, type TestDatabase, testSealer, waitUntil } from '#testing';

import { starterOf } from '../test/test-stores.ts';
import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { OutboundStore } from './outbound.store.ts';

/** As the planner does for a large table: row by row, in the order requested. */
const rowByRow =
  '?options=-c%20enable_seqscan%3Doff%20-c%20enable_hashjoin%3Doff%20-c%20enable_mergejoin%3Doff';

describe('two notifiers that write to the same messages at once', () => {
  let testDatabase: TestDatabase;
  let first: Database;
  let second: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    first = new Database(testDatabase.url + rowByRow);
    second = new Database(testDatabase.url + rowByRow);
  });
  afterAll(async () => {
    await Promise.all([first.$disconnect(), second.$disconnect()]);
    await testDatabase.drop();
  });

  const stores = () =>
    [first, second].map((database) => ({
      outbound: new OutboundStore(database, testSealer()),
      start: starterOf(database),
    }));

  async function write(count: number): Promise<string[]> {
    const contact = await new ContactStore(first, testSealer()).resolve({ phone: '16505551234' });
    await letWrite(testDatabase, contact.id);
    const [store] = stores();
    return first.transaction(async (tx) => {
      const ids: string[] = [];
      for (let at = 0; at < count; at++)
        ids.push((await store?.outbound.write(tx, { contactId: contact.id, body: 'Hello!' })) ?? '');
      return ids;
    });
  }

  /** Backends report their statistics when they exit. */
  async function deadlocks(): Promise<number> {
    await Promise.all([first.$disconnect(), second.$disconnect()]);
    await waitUntil('both are gone', async () => {
      const others =
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      return (await testDatabase.query(others)).length === 0;
    });
    const [row] = await testDatabase.query<{ deadlocks: number }>(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    );
    return row?.deadlocks ?? -1;
  }

  const bothWait = (): Promise<unknown> =>
    waitUntil('both wait for a lock', async () => {
      const waiting =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      return (await testDatabase.query(waiting)).length === 2;
    });

  /** Both update the same messages in opposite orders, and collide on the middle one, which is locked. */
  async function inOppositeOrders(
    work: (store: ReturnType<typeof stores>[number], id: string) => Promise<unknown>,
  ): Promise<void> {
    // A store's first message goes alone, the others are batched.
    const [one = '', other = '', ...shared] = await write(5);
    const release = await testDatabase.hold(
      `SELECT 1 FROM outbound_message WHERE id = '${shared[1]}' FOR UPDATE`,
    );
    const working = stores().flatMap((store, at) => {
      const order = at === 0 ? [one, ...shared] : [other, ...shared.toReversed()];
      return order.map((id) => work(store, id));
    });
    await bothWait();
    await release();
    await Promise.all(working);
  }

  it('to send them: nobody waits for the other in a circle', async () => {
    await inOppositeOrders(({ start }, id) => start(id));

    expect(await deadlocks()).toBe(0);
  });

  it('to note that WhatsApp took them: likewise', async () => {
    await inOppositeOrders(({ outbound }, id) => outbound.markAccepted(id, newWamid()));

    expect(await deadlocks()).toBe(0);
  });
});

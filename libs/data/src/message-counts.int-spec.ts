import { createTestDatabase, newWamid, type TestDatabase } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import { countMessages } from './message-counts.ts';

describe('the counts of messages', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });

  it('add up: received = handled + failed + in flight', async () => {
    const { database, inbound, results } = stores;
    const outcomes = ['acted', 'noted', 'failed', 'timed_out', undefined] as const;
    for (const [at, outcome] of outcomes.entries()) {
      const from = { phone: `1650555000${at}` };
      const { turn } = await inbound.record({ wamid: newWamid(), from, kind: 'text', sentAt: new Date() });
      if (!turn) throw new Error('not its turn');
      const { id, contact } = turn;
      if (!outcome) continue;
      await database.transaction((tx) => results.finish(tx, [{ id, contactId: contact.id, outcome }]));
    }

    expect(await countMessages(database)).toEqual({
      received: 5,
      handled: 2,
      failed: 2,
      inFlight: 1,
      parked: 0,
    });
  });
});

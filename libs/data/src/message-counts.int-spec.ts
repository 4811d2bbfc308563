import { createTestDatabase, newWamid, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { InboundStore } from './inbound.store.ts';
import { countMessages } from './message-counts.ts';
import { TurnResultStore } from './turn-result.store.ts';
import { TurnStore } from './turn.store.ts';

const sealer = testSealer();

describe('the counts of messages', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });

  it('add up: received = handled + failed + in flight', async () => {
    const contacts = new ContactStore(database, sealer);
    const inbound = new InboundStore(database, contacts, new TurnStore(database, contacts, sealer), sealer);
    const outcomes = ['acted', 'noted', 'failed', 'timed_out', undefined] as const;
    for (const [at, outcome] of outcomes.entries()) {
      const from = { phone: `1650555000${at}` };
      const { turn } = await inbound.record({ wamid: newWamid(), from, kind: 'text', sentAt: new Date() });
      if (!turn) throw new Error('not its turn');
      const { id, lease, contact } = turn;
      if (!outcome) continue;
      await database.transaction((tx) =>
        new TurnResultStore(sealer).finish(tx, [{ id, lease, contactId: contact.id, outcome }]),
      );
    }

    expect(await countMessages(database)).toEqual({ received: 5, handled: 2, failed: 2, inFlight: 1 });
  });
});

import { createTestDatabase, letWrite, newWamid, type TestDatabase, testSealer } from '#testing';

import { openStores, starterOf, type TestStores } from '../test/test-stores.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { OutboundStore } from './outbound.store.ts';

const actor = 'somebody';

describe('dead letters of one answer', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let outbound: OutboundStore;
  let letters: DeadLetterStore;
  let start: ReturnType<typeof starterOf>;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    outbound = new OutboundStore(stores.database, testSealer());
    letters = new DeadLetterStore(stores.database);
    start = starterOf(stores.database);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await testDatabase.query('TRUNCATE contact, audit_entry CASCADE');
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
    await letWrite(testDatabase, contactId);
  });

  const write = (): Promise<string> =>
    stores.database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!' }));
  const row = (id: string) => stores.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const listed = async (): Promise<string[]> => (await letters.list({}, 100)).map(({ id }) => id);
  const obstacleOf = async (id: string): Promise<unknown> =>
    (await letters.replay([id], { actor }))[0]?.obstacle;
  /** Two parts of it failed, and the third with them. */
  async function answer(): Promise<string[]> {
    const ids = [await write(), await write(), await write()];
    await testDatabase.query(
      'UPDATE outbound_message o SET answer_id = $2, part = p - 1 FROM unnest($1::uuid[]) WITH ORDINALITY AS a(id, p) WHERE o.id = a.id',
      [ids, ids[0]],
    );
    return ids;
  }

  it('are one, which is dismissed whole', async () => {
    const ids = await answer();
    await outbound.markFailed(ids[0]!, 131_026);
    for (const id of ids.slice(1)) await outbound.markCutOff(id);
    const alone = await write();
    await outbound.markFailed(alone, 131_026);

    expect(await letters.list({}, 10)).toMatchObject([
      { id: alone, messages: 1 },
      { id: ids[0], messages: 3 },
    ]);
    expect(await letters.dismiss([ids[1]!], actor)).toEqual([ids[1]]);

    expect(await listed()).toEqual([alone]);
  });

  it('are replayed all or none: one that may have arrived has to be forced', async () => {
    const ids = await answer();
    await start(ids[0]!);
    await outbound.markAccepted(ids[0]!, newWamid());
    await start(ids[1]!);
    await outbound.markFailed(ids[1]!, null, 'WhatsApp did not answer', 1);
    await outbound.markCutOff(ids[2]!);

    expect(await letters.list({}, 10)).toMatchObject([
      { id: ids[1], messages: 2, obstacle: 'may_have_arrived' },
    ]);
    expect(await obstacleOf(ids[2]!)).toBe('may_have_arrived');
    expect((await row(ids[2]!)).status).toBe('failed');

    expect(await letters.replay([ids[2]!, ids[1]!], { actor, force: true })).toEqual([
      { id: ids[2], obstacle: null },
      { id: ids[1], obstacle: null },
    ]);
    const states = await Promise.all(ids.map(async (id) => (await row(id)).status));
    expect(states).toEqual(['accepted', 'queued', 'queued']);
    expect(await start(ids[2]!)).toMatchObject({ waitFor: 'earlier', firstId: ids[1] });
  });

  it('are not cut off any more once the one that failed waits again', async () => {
    const ids = await answer();
    await outbound.markFailed(ids[0]!, 131_026);
    expect(await start(ids[1]!)).toEqual({ waitFor: 'replay' });
    await letters.replay([ids[0]!], { actor });

    await outbound.markCutOff(ids[1]!);

    expect((await row(ids[1]!)).status).toBe('queued');
  });
});

import { createTestDatabase, letWrite, type TestDatabase, testSealer, withClockAhead } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { ParkedStore } from './parked.store.ts';
import { UndeliveredStore } from './undelivered.store.ts';

const sealer = testSealer();
const hourMs = 3_600_000;

describe.each([
  ['fast', hourMs],
  ['slow', -hourMs],
])('a process with a clock that is an hour %s', (_, ms) => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
    await letWrite(testDatabase, contactId);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  afterEach(() => testDatabase.query('DELETE FROM outbound_message'));

  const outbound = (): OutboundStore => new OutboundStore(stores.database, sealer);
  const write = (): Promise<string> =>
    stores.database.transaction((tx) => outbound().write(tx, { contactId, body: 'Hello!' }));
  async function failed(): Promise<string> {
    const id = await write();
    await outbound().markFailed(id, 131_026);
    return id;
  }
  async function tell(): Promise<string> {
    await failed();
    const words = await stores.database.transaction((tx) =>
      new UndeliveredStore(sealer).tell(tx, [contactId], () => 'It failed'),
    );
    return words[0]?.ids[0] ?? '';
  }
  async function retry(): Promise<string> {
    const id = await failed();
    await new OutboundStatusStore(stores.database, sealer).writeRetry(id, { heldForSeconds: 5 });
    const { id: repetition } = await stores.database.outboundMessage.findFirstOrThrow({
      where: { retryOfId: id },
    });
    return repetition;
  }
  async function notice(): Promise<string> {
    const id = await write();
    await testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '2 days'");
    const parked = await new ParkedStore(stores.database, sealer).park(id, () => ({
      name: 'waiting_answer',
      language: 'en',
      components: [],
    }));
    await testDatabase.query('UPDATE inbound_message SET sent_at = now()');
    return parked?.noticeId ?? '';
  }

  it.each<[string, () => Promise<string>]>([
    ['an answer', write],
    ['a word about one that failed', tell],
    ['a repetition', retry],
    ['a notice', notice],
  ])('has the outbox relay look after %s when the database says so', async (_what, make) => {
    const id = await withClockAhead(ms, make);

    const [row] = await testDatabase.query<{ seconds: number }>(
      `SELECT extract(epoch FROM relay_after - created_at)::float8 AS seconds
       FROM outbound_message WHERE id = $1`,
      [id],
    );
    expect(Math.abs(row!.seconds - 5)).toBeLessThan(hourMs / 2_000);
  });
});

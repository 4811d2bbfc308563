import { createTestDatabase, letWrite, newWamid, type TestDatabase, testSealer } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import type { NewOutbound } from './outbound-message.ts';
import { UndeliveredStore } from './undelivered.store.ts';

const sealer = testSealer();

describe('UndeliveredStore', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let outbound: OutboundStore;
  let undelivered: UndeliveredStore;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    outbound = new OutboundStore(stores.database, sealer);
    undelivered = new UndeliveredStore(sealer);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await testDatabase.query('DELETE FROM contact');
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
    await letWrite(testDatabase, contactId);
  });

  const write = (body: string, more: Partial<NewOutbound> = {}): Promise<string> =>
    stores.database.transaction((tx) => outbound.write(tx, { contactId, body, ...more } as NewOutbound));
  async function failed(body: string, more: Partial<NewOutbound> = {}): Promise<string> {
    const id = await write(body, more);
    await outbound.markFailed(id, 131_026);
    return id;
  }
  /** What the person is told. */
  async function told(): Promise<string[]> {
    const released = await stores.database.transaction((tx) =>
      undelivered.tell(
        tx,
        [contactId],
        (messages) =>
          `lost: ${messages.map(({ words = '?', mayHaveArrived }) => words + (mayHaveArrived ? ', perhaps' : '')).join(', ')}`,
      ),
    );
    const ids = released.flatMap((one) => one.ids);
    const rows = await stores.database.outboundMessage.findMany({ where: { id: { in: ids } } });
    return rows.map(({ bodySealed }) => sealer.open(bodySealed));
  }

  it('tells once what failed, in one message, in the order of writing', async () => {
    await failed('One');
    await failed('Two', { purpose: 'reminder' });

    expect(await told()).toEqual(['lost: One, Two']);
    expect(await told()).toEqual([]);
  });

  it('tells it once in two transactions at once', async () => {
    await failed('One');

    expect((await Promise.all([told(), told()])).flat()).toEqual(['lost: One']);
  });

  it('takes the place of the first of them', async () => {
    const first = await failed('One');
    await told();

    const [before, word] = await stores.database.outboundMessage.findMany({ orderBy: { createdAt: 'asc' } });
    expect(before!.id).toBe(first);
    expect(word!.createdAt).toEqual(before!.createdAt);
  });

  it('says nothing of its own word, should that fail', async () => {
    await failed('One');
    await told();
    await testDatabase.query("UPDATE outbound_message SET status = 'failed', failed_at = now()");

    expect(await told()).toEqual([]);
  });

  it('nor of its repetition', async () => {
    const statuses = new OutboundStatusStore(stores.database, sealer);
    await failed('One');
    await told();
    const [word] = await stores.database.outboundMessage.findMany({ where: { status: 'queued' } });
    await outbound.markFailed(word!.id, 131_000);
    await statuses.writeRetry(word!.id);
    await testDatabase.query("UPDATE outbound_message SET status = 'failed', failed_at = now()");

    expect(await told()).toEqual([]);
  });

  it('says nothing of what a report told a moment ago: it is about to be written once more', async () => {
    const id = await write('One');
    const wamid = newWamid();
    await outbound.markAccepted(id, wamid);
    await new OutboundStatusStore(stores.database, sealer).apply({
      wamid,
      status: 'failed',
      occurredAt: new Date(),
      errorCode: 131_000,
    });
    expect(await told()).toEqual([]);

    await testDatabase.query("UPDATE outbound_message SET failed_at = now() - interval '61 seconds'");
    expect(await told()).toEqual(['lost: One']);
  });

  it('tells what certainly failed apart from what may have arrived', async () => {
    await failed('Refused');
    const ids = [await write('Unanswered'), await write('Reported'), await write('Repeated')];
    const attempts = [1, 1, 2];
    const wamids = [null, 'reported', 'repeated'];
    await testDatabase.query(
      `UPDATE outbound_message o SET status = 'failed', failed_at = now() - interval '2 minutes', send_attempts = n, wamid_blind_index = w
       FROM unnest($1::uuid[], $2::int[], $3::text[]) AS sent(id, n, w) WHERE o.id = sent.id`,
      [ids, attempts, wamids],
    );
    await testDatabase.query(
      `INSERT INTO outbound_status_entry (outbound_message_id, status, occurred_at)
       SELECT id, 'failed', failed_at FROM outbound_message WHERE wamid_blind_index IS NOT NULL`,
    );

    expect(await told()).toEqual(['lost: Refused, Unanswered, perhaps, Reported, Repeated, perhaps']);
  });

  it('tells of an answer once, also when the rest of it fails later', async () => {
    const ids = [await write('One'), await write('Two'), await write('Three')];
    await testDatabase.query(
      'UPDATE outbound_message o SET answer_id = $2, part = p - 1 FROM unnest($1::uuid[]) WITH ORDINALITY AS a(id, p) WHERE o.id = a.id',
      [ids, ids[0]],
    );
    for (const id of ids.slice(0, 2)) await outbound.markFailed(id, 131_026);

    expect(await told()).toEqual(['lost: One']);

    await outbound.markCutOff(ids[2]!);
    expect(await told()).toEqual([]);
    const untold = await stores.database.outboundMessage.count({ where: { status: 'failed', toldAt: null } });
    expect(untold).toBe(0);
  });

  it('says so of what cannot be read', async () => {
    const id = await failed('One');
    await testDatabase.query("UPDATE outbound_message SET body_sealed = 'test.damaged' WHERE id = $1", [id]);

    expect(await told()).toEqual(['lost: ?']);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['is tried again', (id) => new OutboundStatusStore(stores.database, sealer).writeRetry(id)],
    [
      'arrived after all',
      (id) =>
        new OutboundStatusStore(stores.database, sealer).apply({
          outboundId: id,
          wamid: newWamid(),
          status: 'delivered',
          occurredAt: new Date(),
        }),
    ],
    [
      'was dismissed',
      (id) => testDatabase.query('UPDATE outbound_message SET dismissed_at = now() WHERE id = $1', [id]),
    ],
    [
      'is a week old',
      (id) =>
        testDatabase.query(
          "UPDATE outbound_message SET failed_at = now() - interval '8 days' WHERE id = $1",
          [id],
        ),
    ],
    [
      'was made from a template',
      (id) => testDatabase.query("UPDATE outbound_message SET template_name = 'x' WHERE id = $1", [id]),
    ],
  ])('leaves out what %s', async (_, happen) => {
    await happen(await failed('One'));

    expect(await told()).toEqual([]);
  });

  it('leaves out what nobody would miss', async () => {
    await failed('News', { purpose: 'bulk' });

    expect(await told()).toEqual([]);
  });
});

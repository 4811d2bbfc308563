import { randomBytes } from 'node:crypto';

import { Sealer } from '#platform';
import { createTestDatabase, newWamid, type TestDatabase } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { InboundStore, type NewInbound } from './inbound.store.ts';
import { OutboundStore } from './outbound.store.ts';

const sealer = new Sealer([{ id: 'test', key: randomBytes(32) }]);

describe('InboundStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let inbound: InboundStore;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    inbound = new InboundStore(database, new ContactStore(database, sealer), sealer);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });

  const message = (more: Partial<NewInbound> = {}): NewInbound => ({
    wamid: newWamid(),
    from: { phone: '16505551234', bsuid: 'US.1349', name: 'Sheena Nelson' },
    kind: 'text',
    text: 'remind me to see Dr. Müller',
    sentAt: new Date('2026-11-21T10:00:00Z'),
    ...more,
  });
  const claim = (id: string, intent = 'help'): Promise<boolean> =>
    database.transaction((tx) => inbound.claim(tx, id, intent));

  it('records a message of a person', async () => {
    const recorded = await inbound.record(message());

    expect(recorded).toMatchObject({ handled: false, contact: { phone: '16505551234', bsuid: 'US.1349' } });
    expect(await database.inboundMessage.findUnique({ where: { id: recorded.id } })).toMatchObject({
      contactId: recorded.contact.id,
      kind: 'text',
      sentAt: new Date('2026-11-21T10:00:00Z'),
      handledAt: null,
    });
  });

  it('only looks a message up that comes again', async () => {
    const same = message();

    const first = await inbound.record(same);
    const second = await inbound.record(same);

    expect(second).toEqual(first);
    expect(await database.inboundMessage.count({ where: { id: first.id } })).toBe(1);
  });

  it('records one message that comes ten times at once a single time', async () => {
    const before = await database.inboundMessage.count();
    const same = message({ from: { phone: '4915112345678' } });

    const recorded = await Promise.all(Array.from({ length: 10 }, () => inbound.record(same)));

    expect(new Set(recorded.map(({ id }) => id)).size).toBe(1);
    expect(await database.inboundMessage.count()).toBe(before + 1);
  });

  it('records a message without words', async () => {
    const { id } = await inbound.record(message({ kind: 'image', text: undefined }));

    expect(await database.inboundMessage.findUnique({ where: { id } })).toMatchObject({
      kind: 'image',
      bodySealed: null,
    });
  });

  it('holds nothing of the message that could be read', async () => {
    const secret = message({ wamid: 'wamid.HBgLMTY1MDU1NTEyMzQ=' });
    const { id } = await inbound.record(secret);

    const [row] = await testDatabase.query<{ body_sealed: string; wamid_sealed: string }>(
      'SELECT * FROM inbound_message WHERE id = $1',
      [id],
    );

    expect(JSON.stringify(row)).not.toMatch(/Müller|remind|HBgLMTY1MDU1NTEyMzQ|16505551234/);
    expect(sealer.open(row!.body_sealed)).toBe(secret.text);
    expect(sealer.open(row!.wamid_sealed)).toBe(secret.wamid);
  });

  it('lets a message be claimed once', async () => {
    const { id } = await inbound.record(message());

    expect(await claim(id, 'help')).toBe(true);
    expect(await claim(id, 'create_task')).toBe(false);

    expect(await database.inboundMessage.findUnique({ where: { id } })).toMatchObject({
      intent: 'help',
      handledAt: expect.any(Date),
    });
  });

  it('lets one of many claim it when they try at once', async () => {
    const { id } = await inbound.record(message());

    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(id)));

    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('lets it be claimed again when what the first one did was undone', async () => {
    const { id } = await inbound.record(message());
    const undone = database.transaction(async (tx) => {
      await inbound.claim(tx, id, 'help');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');

    expect(await claim(id)).toBe(true);
  });

  it('says of a message that was handled which answer it got', async () => {
    const same = message();
    const { id, contact } = await inbound.record(same);
    const outbound = new OutboundStore(database, sealer);
    const outboundId = await database.transaction(async (tx) => {
      await inbound.claim(tx, id, 'help');
      return outbound.write(tx, { contactId: contact.id, inReplyToId: id, body: 'Hello!' });
    });

    expect(await inbound.record(same)).toMatchObject({ id, handled: true, answer: { outboundId } });
  });

  it('says of a message that was handled without a word that it got no answer', async () => {
    const same = message({ kind: 'reaction', text: undefined });
    const { id } = await inbound.record(same);
    await claim(id, 'none');

    expect(await inbound.record(same)).toMatchObject({ id, handled: true, answer: undefined });
  });
});

import { createTestDatabase, newWamid, type TestDatabase, testSealer } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import type { Database } from './database.ts';
import type { InboundStore, RecordedInbound } from './inbound.store.ts';
import type { NewInbound } from './new-inbound.ts';

const sealer = testSealer();

describe('InboundStore', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let database: Database;
  let inbound: InboundStore;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    ({ database, inbound } = stores);
  });
  afterAll(async () => {
    await stores.close();
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

  it('records a message of a person', async () => {
    const recorded = await inbound.record(message());

    expect(recorded).toMatchObject({
      handled: false,
      turn: { contact: { phone: '16505551234', bsuid: 'US.1349' } },
    });
    expect(await database.inboundMessage.findUnique({ where: { id: recorded.id } })).toMatchObject({
      contactId: recorded.contactId,
      kind: 'text',
      sentAt: new Date('2026-11-21T10:00:00Z'),
      handledAt: null,
    });
  });

  it('records with the first message of a person the row under whose lock they are sent to', async () => {
    const { contactId } = await inbound.record(message({ from: { phone: '4915112345679' } }));

    expect(await database.recipientLimit.findUnique({ where: { contactId } })).toMatchObject({
      hourLog: [],
      dayLog: [],
    });
  });

  it('only looks a message up that comes again', async () => {
    const same = message();

    const first = await inbound.record(same);
    const second = await inbound.record(same);

    // The lease belongs to the first one.
    expect(second).toEqual({ ...first, turn: undefined });
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

  it('says of a message that it was handled', async () => {
    const same = message({ from: { phone: '16505559999' } });
    const { turn } = await inbound.record(same);
    const { id, contact } = turn!;
    await database.transaction((tx) =>
      stores.results.finish(tx, [{ id, contactId: contact.id, outcome: 'noted' }]),
    );

    expect(await inbound.record(same)).toMatchObject({ id, handled: true, turn: undefined });
  });

  it('keeps all that a message holds, sealed', async () => {
    const { id } = await inbound.record(
      message({
        kind: 'location',
        detail: 'place',
        text: undefined,
        raw: '{"latitude":37.4}',
        refersTo: 'abc',
        position: 7,
      }),
    );

    const row = await database.inboundMessage.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ kind: 'location', detail: 'place', refersToBlindIndex: 'abc', position: 7 });
    expect(sealer.open(row.rawSealed!)).toBe('{"latitude":37.4}');
  });

  describe('with a file', () => {
    const announced = (more: Partial<NewInbound> = {}): NewInbound =>
      message({ kind: 'audio', text: undefined, awaitsMedia: true, ...more });

    it('is completed by the words that the media step found', async () => {
      const voice = announced();
      const { id } = await inbound.record(voice);

      expect(await inbound.record({ ...voice, awaitsMedia: false, text: 'call mom' })).toMatchObject({ id });

      const row = await database.inboundMessage.findUniqueOrThrow({ where: { id } });
      expect(row.awaitsMedia).toBe(false);
      expect(sealer.open(row.bodySealed!)).toBe('call mom');
    });

    it('is complete when its announcement comes last, or both come at once', async () => {
      const first = announced();
      await inbound.record({ ...first, awaitsMedia: false, text: 'call mom' });
      await inbound.record(first);
      const second = announced();
      await Promise.all([
        inbound.record(announced()),
        inbound.record(second),
        inbound.record({ ...second, awaitsMedia: false, text: 'call mom' }),
      ]);

      for (const { wamid } of [first, second]) {
        const where = { wamidBlindIndex: sealer.blindIndex('wamid', wamid) };
        expect(await database.inboundMessage.findUnique({ where })).toMatchObject({
          awaitsMedia: false,
          bodySealed: expect.any(String),
        });
      }
    });

    /** All in one batch, since another one is under way. */
    const recordAtOnce = (...messages: NewInbound[]): Promise<RecordedInbound[]> => {
      const underWay = inbound.record(message({ from: { phone: '16505558888' } }));
      return Promise.all([underWay, ...messages.map((one) => inbound.record(one))]).then((all) =>
        all.slice(1),
      );
    };

    it('is taken by whoever brings all of it when its announcement comes at once', async () => {
      const voice = announced({ from: { phone: '16505557777', bsuid: 'US.7777' } });

      const [announcement, complete] = await recordAtOnce(voice, {
        ...voice,
        awaitsMedia: false,
        text: 'call mom',
      });

      expect(announcement?.turn).toBeUndefined();
      expect(complete?.turn).toMatchObject({ id: announcement?.id, text: 'call mom' });
    });

    it.each([0, 1, 2])('is complete beside a message under other names, at place %i', async (place) => {
      const [phone, bsuid] = [`1650555777${place}`, `US.777${place}`];
      const voice = announced({ from: { phone, bsuid } });
      const all = [voice, { ...voice, awaitsMedia: false, text: 'call mom' }];
      // A statement of its own records it, and what comes after it.
      all.splice(place, 0, message({ from: { phone } }));

      await recordAtOnce(...all);

      const where = { wamidBlindIndex: sealer.blindIndex('wamid', voice.wamid) };
      expect(await database.inboundMessage.findUnique({ where })).toMatchObject({
        awaitsMedia: false,
        bodySealed: expect.any(String),
      });
    });
  });

  it('records messages of many people at once, known or not', async () => {
    const known = message({ from: { phone: '16505550001', bsuid: 'US.1' } });
    await inbound.record(known);
    const many = Array.from({ length: 60 }, (_, at) =>
      message({ from: at % 3 === 0 ? known.from : { phone: `1650556${1000 + at}`, bsuid: `US.new${at}` } }),
    );

    const recorded = await Promise.all(many.map((one) => inbound.record(one)));

    expect(new Set(recorded.map(({ id }) => id)).size).toBe(60);
    expect(new Set(recorded.map(({ contactId }) => contactId)).size).toBe(41);
    expect(recorded[1]?.turn?.contact).toMatchObject({ phone: '16505561001', bsuid: 'US.new1' });
  });

  it('records what it can of messages that come together with one that can not be kept', async () => {
    const [bad, ...good] = await Promise.allSettled([
      inbound.record(message({ from: {} })),
      ...[1, 2, 3].map(() => inbound.record(message())),
    ]);

    expect(bad).toMatchObject({ status: 'rejected' });
    expect(good.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });
});

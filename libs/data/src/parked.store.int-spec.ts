import { createTestDatabase, letWrite, manySends, newWamid, type TestDatabase, testSealer } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import type { NewOutbound, TemplateContent } from './outbound-message.ts';
import { ParkedStore } from './parked.store.ts';
import { RecipientLimitStore } from './recipient-limit.store.ts';
import { SendingStore, type Start } from './sending.store.ts';
import { usualPatienceMs } from './turn-order.ts';

const sealer = testSealer();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const notice: TemplateContent = { name: 'something_waits', language: 'en', components: [] };
const reminder: TemplateContent = { name: 'reminder', language: 'en', components: [{ type: 'body' }] };
const leftOut = (count: number): string => `${count} left out`;

describe('outside the window,', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let outbound: OutboundStore;
  let parked: ParkedStore;
  let sending: SendingStore;
  let recipients: RecipientLimitStore;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    const { database } = stores;
    outbound = new OutboundStore(database, sealer);
    parked = new ParkedStore(database, sealer);
    recipients = new RecipientLimitStore(database);
    sending = new SendingStore(database, sealer, manySends, () => ({
      patienceMs: usualPatienceMs,
      sinceOutageMs: Infinity,
    }));
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await testDatabase.query('DELETE FROM contact');
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
    await letWrite(testDatabase, contactId, dayMs + hourMs);
  });

  const write = (more: Partial<NewOutbound> = {}): Promise<string> =>
    stores.database.transaction((tx) =>
      outbound.write(tx, { contactId, body: 'Hello!', ...more } as NewOutbound),
    );
  const start = (id: string): Promise<Start | null> => sending.start(id);
  const park = async (id: string): Promise<string | null | undefined> => {
    const result = await parked.park(id, () => notice);
    return result && result.noticeId;
  };
  const release = () => stores.database.transaction((tx) => parked.release(tx, [contactId], leftOut));
  const row = (id: string) => stores.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const bodyOf = async (id: string): Promise<string> => sealer.open((await row(id)).bodySealed);

  it.each([
    ['the last message is older than 24 hours', dayMs + 1_000, true],
    ['it is a minute younger', dayMs - 60_000, false],
  ])('where %s, text waits (after %i ms: %s)', async (_, agoMs, isClosed) => {
    await testDatabase.query('DELETE FROM inbound_message');
    await letWrite(testDatabase, contactId, agoMs);

    const begun = await start(await write());

    if (isClosed) expect(begun).toEqual({ waitFor: 'window' });
    else expect(begun).toMatchObject({ message: { body: 'Hello!' } });
  });

  it('the answer to a message that came days late is tried as text, until WhatsApp refuses that', async () => {
    await testDatabase.query(
      "UPDATE inbound_message SET sent_at = now() - interval '3 days', recorded_at = now()",
    );
    const [{ id: inReplyToId } = { id: '' }] = await testDatabase.query<{ id: string }>(
      'SELECT id FROM inbound_message',
    );
    const answer = await write({ inReplyToId });

    expect(await start(await write())).toEqual({ waitFor: 'window' });
    await testDatabase.query('DELETE FROM outbound_message WHERE in_reply_to_id IS NULL');
    expect(await start(answer)).toMatchObject({ message: { body: 'Hello!' } });
    await outbound.markNotSent(answer, 1);
    await recipients.recordClosedWindow(contactId, new Date(Date.now() + 1_000));
    expect(await start(answer)).toEqual({ waitFor: 'window' });
    expect(await park(answer)).toEqual(expect.any(String));
  });

  it('what WhatsApp says itself about the person opens nothing', async () => {
    await letWrite(testDatabase, contactId);
    await testDatabase.query("UPDATE inbound_message SET kind = 'system'");

    expect(await start(await write())).toEqual({ waitFor: 'window' });
  });

  it('a template is sent all the same', async () => {
    const id = await write({ template: reminder, body: undefined });

    expect(await start(id)).toMatchObject({ message: { template: reminder } });
  });

  it('a text is sent as the template that it has for that; inside, it is not', async () => {
    const [outside, inside] = [await write({ fallback: reminder }), await write({ fallback: reminder })];

    expect(await start(outside)).toMatchObject({ message: { template: reminder, isFallback: true } });
    await outbound.markAccepted(outside, newWamid());
    await letWrite(testDatabase, contactId);
    const begun = await start(inside);
    expect(begun).toMatchObject({ message: { body: 'Hello!' } });
    expect(begun).not.toHaveProperty('message.template');
  });

  it("one person's parked text holds up no other message, of nobody", async () => {
    const first = await write();
    await park(first);

    expect(await start(await write({ template: reminder, body: undefined }))).toHaveProperty('message');
    expect(await outbound.takeOverdue(10)).toEqual([]);
    await testDatabase.query("UPDATE outbound_message SET relay_after = 'epoch'");
    expect((await outbound.takeOverdue(10)).map(({ id }) => id)).not.toContain(first);
    expect(await start(first)).toBeNull();
  });

  it('the first parked text brings a notice along, and no other one does until the person writes', async () => {
    const noticeId = await park(await write());
    const later = [await park(await write()), await park(await write())];

    expect(later).toEqual([undefined, undefined]);
    expect(await start(noticeId!)).toMatchObject({ message: { template: notice } });
    await outbound.markAccepted(noticeId!, newWamid());

    await letWrite(testDatabase, contactId);
    await release();
    await testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");
    expect(await park(await write())).toEqual(expect.any(String));
  });

  it('ten processes that park at once write one notice', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => write()));

    const notices = await Promise.all(ids.map(park));

    expect(notices.filter(Boolean)).toHaveLength(1);
  });

  it('nothing is parked once the person has written', async () => {
    const id = await write();
    expect(await start(id)).toEqual({ waitFor: 'window' });
    await letWrite(testDatabase, contactId);

    expect(await park(id)).toBeNull();
    expect(await start(id)).toHaveProperty('message');
  });

  it('whoever parks while a message of the person is acted on waits, and sees it', async () => {
    const id = await write();
    const end = await testDatabase.hold(`SELECT 1 FROM contact WHERE id = '${contactId}' FOR NO KEY UPDATE`);
    const parking = park(id);
    await letWrite(testDatabase, contactId);
    await end();

    expect(await parking).toBeNull();
  });

  it('a refusal by WhatsApp counts more than our own store, until the person writes again', async () => {
    await letWrite(testDatabase, contactId, hourMs);
    await recipients.recordClosedWindow(contactId, new Date());

    const id = await write();
    expect(await start(id)).toEqual({ waitFor: 'window' });
    await letWrite(testDatabase, contactId, -1_000);
    expect(await start(id)).toHaveProperty('message');
  });

  it('an older refusal that is told later changes nothing', async () => {
    await letWrite(testDatabase, contactId, hourMs);
    await recipients.recordClosedWindow(contactId, new Date(Date.now() - 2 * hourMs));

    expect(await start(await write())).toHaveProperty('message');
  });

  describe('what is parked', () => {
    it('goes first once the person writes, in its order, and the notice that has not left does not', async () => {
      const ids = [await write(), await write()];
      const noticeId = await park(ids[0]!);
      await park(ids[1]!);
      await letWrite(testDatabase, contactId);

      expect(await release()).toEqual([{ contactId, ids }]);

      const answer = await write();
      expect(await start(answer)).toMatchObject({ waitFor: 'earlier' });
      for (const id of [...ids, answer]) {
        expect(await start(id)).toHaveProperty('message');
        await outbound.markAccepted(id, newWamid());
      }
      expect(await stores.database.outboundMessage.count({ where: { id: noticeId! } })).toBe(0);
    });

    it('stays while the window is closed', async () => {
      await park(await write());

      expect(await release()).toEqual([]);
      expect(await parked.findReleasable(10)).toEqual([]);
    });

    it('is left out with a word in its place when it is out of date', async () => {
      const [old, older, fresh] = [await write(), await write(), await write()];
      for (const id of [old, older, fresh]) await park(id);
      await testDatabase.query('UPDATE outbound_message SET expires_at = now() WHERE id = ANY($1)', [
        [old, older],
      ]);
      await letWrite(testDatabase, contactId);

      const [released] = await release();

      expect(released!.ids).toHaveLength(2);
      expect(released!.ids[1]).toBe(fresh);
      expect(await bodyOf(released!.ids[0]!)).toBe('2 left out');
      expect(await row(old)).toMatchObject({
        status: 'failed',
        failure: expect.stringContaining('out of date'),
      });
      expect(await start(fresh)).toMatchObject({ waitFor: 'earlier' });
      expect(await start(released!.ids[0]!)).toHaveProperty('message');
    });

    it('is released once when two do so at once', async () => {
      await park(await write());
      await letWrite(testDatabase, contactId);

      const released = (await Promise.all([release(), release()])).flat();

      expect(released).toHaveLength(1);
    });

    it('keeps its order and its place when WhatsApp had taken it, and dropped it hours later', async () => {
      const ids = [await write(), await write()];
      await letWrite(testDatabase, contactId);
      const wamids = new Map(ids.map((id) => [id, newWamid()]));
      for (const [id, wamid] of wamids) {
        await start(id);
        await outbound.markAccepted(id, wamid);
      }
      await testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");
      const statuses = new OutboundStatusStore(stores.database, sealer);
      // Told in the other order.
      for (const [id, wamid] of [...wamids].toReversed()) {
        await statuses.apply({
          outboundId: id,
          wamid,
          status: 'failed',
          occurredAt: new Date(),
          errorCode: 131_047,
        });
        await statuses.writeRetry(id, { heldForSeconds: 0, keepsPlace: true });
      }
      const retries = await stores.database.outboundMessage.findMany({ where: { status: 'queued' } });
      for (const { id } of retries) await park(id);
      await letWrite(testDatabase, contactId);

      const [released] = await release();
      const inOrder = released!.ids.map((id) => retries.find((one) => one.id === id)?.retryOfId);
      expect(inOrder).toEqual(ids);
      const answer = await write();
      expect(await start(answer)).toMatchObject({ waitFor: 'earlier' });
      expect(await start(released!.ids[1]!)).toMatchObject({ waitFor: 'earlier' });
      expect(await start(released!.ids[0]!)).toHaveProperty('message');
    });

    it('that arrived after all is neither sent nor called out of date', async () => {
      const id = await write();
      await park(id);
      await testDatabase.query('UPDATE outbound_message SET expires_at = now()');
      await outbound.markAccepted(id, newWamid());
      await letWrite(testDatabase, contactId);

      expect(await release()).toEqual([]);
      expect(await row(id)).toMatchObject({ status: 'accepted', parkedAt: null });
    });

    it('brings a new notice when the first has failed, or was answered while nothing was parked', async () => {
      const first = await park(await write());
      await outbound.markFailed(first!, 131_026);
      const second = await park(await write());
      expect(second).toEqual(expect.any(String));

      await testDatabase.query('DELETE FROM outbound_message WHERE parked_at IS NOT NULL');
      await testDatabase.query("UPDATE outbound_message SET created_at = now() - interval '26 hours'");
      await letWrite(testDatabase, contactId, dayMs + hourMs);
      expect(await park(await write())).toEqual(expect.any(String));
    });

    it('brings one notice, although messages come that were written before the window closed', async () => {
      await park(await write());
      for (let times = 0; times < 2; times++) {
        await testDatabase.query('UPDATE inbound_message SET recorded_at = now()');
        expect(await park(await write())).toBeUndefined();
      }
    });

    it('is released once by two at once, and nothing is lost', async () => {
      for (let round = 0; round < 20; round++) {
        await testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");
        const ids = [await write(), await write(), await write()];
        for (const id of ids) await park(id);
        await letWrite(testDatabase, contactId);

        const released = await Promise.all([release(), release(), release()]);

        expect(released.flat().flatMap((one) => one.ids)).toEqual(ids);
        const waiting = { status: 'queued', parkedAt: null } as const;
        expect(await stores.database.outboundMessage.count({ where: waiting })).toBe(ids.length);
        await testDatabase.query('DELETE FROM outbound_message');
      }
    });

    it('a reminder that is out of date is not sent any more, and is left to be told of', async () => {
      await stores.database.messageTemplate.create({
        data: { name: 'reminder', language: 'en', status: 'REJECTED', statusAt: new Date() },
      });
      const id = await write({ purpose: 'reminder', fallback: reminder });
      await park(id);
      await testDatabase.query('UPDATE outbound_message SET expires_at = now() WHERE id = $1', [id]);
      await letWrite(testDatabase, contactId);

      expect(await release()).toEqual([]);
      expect(await row(id)).toMatchObject({ status: 'failed', toldAt: null });
      await stores.database.messageTemplate.deleteMany();
    });

    it('is released, and its notice sent, at once: without a deadlock', async () => {
      for (let round = 0; round < 20; round++) {
        await testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");
        const noticeId = await park(await write());
        await letWrite(testDatabase, contactId);
        await Promise.all([release(), start(noticeId!), release()]);
        await testDatabase.query('DELETE FROM outbound_message');
        await testDatabase.query('UPDATE recipient_limit SET notice_id = NULL');
      }
      const [{ deadlocks } = { deadlocks: -1 }] = await testDatabase.query<{ deadlocks: number }>(
        'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
      );
      expect(deadlocks).toBe(0);
    });

    it('is found when somebody who has written turns out to be the same person', async () => {
      const id = await write();
      await park(id);
      const other = await stores.contacts.resolve({ bsuid: 'US.1349' });
      await letWrite(testDatabase, other.id);

      await stores.contacts.resolve({ phone: '16505551234', bsuid: 'US.1349' });

      const [found] = await parked.findReleasable(10);
      expect((await row(id)).contactId).toBe(found);
    });
  });
});

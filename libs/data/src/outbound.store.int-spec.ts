import { randomUUID } from 'node:crypto';

import {
  createTestDatabase,
  damaged,
  DatabaseClock,
  letWrite,
  manySends,
  newWamid,
  type TestDatabase,
  testSealer,
  waitUntil,
} from '#testing';

import { starterOf, untilEnded } from '../test/test-stores.ts';
import { ContactStore, type Identity } from './contact.store.ts';
import { Database } from './database.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { StatusPathStore } from './status-path.store.ts';

const sealer = testSealer();

describe('OutboundStore', () => {
  let testDatabase: TestDatabase;
  let clock: DatabaseClock;
  let database: Database;
  let outbound: OutboundStore;
  let start: ReturnType<typeof starterOf>;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    clock = await DatabaseClock.start(testDatabase);
    database = new Database(testDatabase.url);
    outbound = new OutboundStore(database, sealer);
    start = starterOf(database);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  async function write(body = 'Hello!', to: Identity = { phone: '16505551234' }): Promise<string> {
    const contact = await new ContactStore(database, sealer).resolve(to);
    await letWrite(testDatabase, contact.id);
    return database.transaction((tx) => outbound.write(tx, { contactId: contact.id, body }));
  }
  const rowOf = (id: string) => database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const sinceOf = async (id: string) => (await new StatusPathStore(database).doubtOf(id))?.since;
  const statusOf = async (id: string): Promise<string> => (await rowOf(id)).status;

  it('gives all that one transaction writes the same time, that of the database, so that it leaves in the order of the ids', async () => {
    const { id: contactId } = await new ContactStore(database, sealer).resolve({ phone: '16505551234' });

    const sameMoment = await database.transaction(async (tx) => {
      // What the clock of this process says would be later by that.
      await tx.$queryRaw`SELECT pg_sleep(0.05)::text`;
      const id = await outbound.write(tx, { contactId, body: 'Hello!' });
      return tx.$queryRaw`SELECT created_at = now()::timestamptz(3) AS "isSame" FROM outbound_message WHERE id = ${id}::uuid`;
    });

    expect(sameMoment).toEqual([{ isSame: true }]);
  });

  it('counts as waiting what could leave, is of that purpose, was written lately and never tried', async () => {
    const { id: contactId } = await new ContactStore(database, sealer).resolve({ phone: '16505551234' });
    const add = (purpose: 'reply' | 'reminder' = 'reminder', notBefore?: Date): Promise<string> =>
      database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!', purpose, notBefore }));
    const change = (id: string, what: string): Promise<unknown> =>
      testDatabase.query(`UPDATE outbound_message SET ${what} WHERE id = $1`, [id]);
    await Promise.all([add(), add(), add('reply'), add('reminder', new Date(Date.now() + 3_600_000))]);
    await change(await add(), "created_at = created_at - interval '1 hour'");
    await change(await add(), 'parked_at = now()');
    await change(await add(), 'first_started_at = now()');
    await change(await add(), "status = 'accepted'");

    expect(await outbound.areWaiting('reminder', 2, 1_800_000)).toBe(true);
    expect(await outbound.areWaiting('reminder', 3, 1_800_000)).toBe(false);
    expect(await outbound.areWaiting('reminder', 3, 2 * 3_600_000)).toBe(true);
  });

  describe('sending', () => {
    it('takes a waiting message with its words and its recipient', async () => {
      const id = await write('Hello!', { phone: '16505551234', bsuid: 'US.1349' });

      expect(await start(id)).toEqual({
        body: 'Hello!',
        contactId: (await rowOf(id)).contactId,
        attempt: 1,
        failedAttempts: 0,
        sendingSince: expect.any(Date),
        markedAtMs: expect.any(Number),
        to: { phone: '16505551234', bsuid: 'US.1349' },
        writtenAt: (await rowOf(id)).createdAt,
      });
      expect(await statusOf(id)).toBe('sending');
    });

    it('leaves a message alone while nothing may be sent to the person, and takes those to others', async () => {
      const [limited, other] = [await write(), await write('Hello!', { phone: '16505559999' })];
      const { contactId } = await rowOf(limited);
      const freeAt = new Date(Date.now() + 60_000);
      const data = {
        contactId,
        debtUntil: new Date(),
        burstSince: new Date(),
        refusals: 1,
        refusedUntil: freeAt,
      };
      await database.recipientLimit.create({ data });
      // Of a row that is written twice, the first version stays as a dead one.
      const versionOf = async (id: string): Promise<unknown> =>
        (await testDatabase.query('SELECT ctid FROM outbound_message WHERE id = $1', [id]))[0];
      const before = await versionOf(limited);

      const [refused, taken] = await Promise.all([start(limited), start(other)]);

      expect(refused).toEqual({ waitFor: 'person', ms: expect.any(Number) });
      expect((refused as { ms: number }).ms).toBeGreaterThanOrEqual(freeAt.getTime() - Date.now());
      expect((refused as { ms: number }).ms).toBeLessThanOrEqual(60_000);
      expect(taken).toMatchObject({ body: 'Hello!' });
      expect(await versionOf(limited)).toEqual(before);
    });

    it('takes a message to somebody without a phone number', async () => {
      const id = await write('Hello!', { bsuid: 'US.1349' });

      expect(await start(id)).toMatchObject({ to: { bsuid: 'US.1349' } });
    });

    it('takes a template message with its values', async () => {
      const { id: contactId } = await new ContactStore(database, sealer).resolve({ phone: '16505551234' });
      const template = {
        name: 'order_confirmation',
        language: 'en_US',
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Jessica' }] }],
      };
      const id = await database.transaction((tx) => outbound.write(tx, { contactId, template }));

      expect(await start(id)).toMatchObject({ contactId, template });
      const rows = JSON.stringify(await testDatabase.query('SELECT * FROM outbound_message'));
      expect(rows).not.toContain('Jessica');
    });

    it('lets one of many take it when they try at once', async () => {
      const id = await write();

      const taken = await Promise.all(Array.from({ length: 10 }, () => start(id)));

      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('takes many messages at once, each with its own words', async () => {
      const ids = await Promise.all(
        Array.from({ length: 40 }, (_, at) => write(`Hello ${at}!`, { phone: `1650555${1_000 + at}` })),
      );

      const started = await Promise.all(ids.map((id) => start(id)));
      await Promise.all(ids.map((id, at) => outbound.markAccepted(id, `wamid.${at}`)));

      expect(started.map((one) => one && 'body' in one && one.body)).toEqual(
        ids.map((_, at) => `Hello ${at}!`),
      );
      expect(started.map((one) => one && 'to' in one && one.to.phone)).toEqual(
        ids.map((_, at) => `1650555${1_000 + at}`),
      );
      const rows = await Promise.all(ids.map(rowOf));
      expect(rows.map(({ wamidSealed }) => sealer.open(wamidSealed!))).toEqual(
        ids.map((_, at) => `wamid.${at}`),
      );
    });

    it('takes nothing while it is in doubt whether the message arrived', async () => {
      const id = await write();
      await start(id);

      expect(await start(id)).toBeNull();
    });

    it('takes it again where that very send was lost, one of many', async () => {
      const id = await write();
      await start(id);
      const since = await sinceOf(id);

      const taken = await Promise.all(Array.from({ length: 10 }, () => start(id, since)));

      expect(taken.filter(Boolean)).toMatchObject([{ attempt: 2 }]);
      expect(await start(id, since)).toBeNull();
    });

    it('takes it again at once when it certainly did not arrive', async () => {
      const id = await write();
      await start(id);

      await outbound.markNotSent(id, 1);

      // Only sends that may have arrived count.
      expect(await start(id)).toMatchObject({ attempt: 1 });
    });

    it('is over once WhatsApp took the message', async () => {
      const id = await write();
      await start(id);
      const since = await sinceOf(id);
      await outbound.markAccepted(id, newWamid());

      expect(await start(id, since)).toBeNull();
      expect(await statusOf(id)).toBe('accepted');
    });

    it('is over once it failed', async () => {
      const id = await write();
      await start(id);
      const since = await sinceOf(id);
      await outbound.markFailed(id, 131_026, undefined, 1);

      expect(await start(id, since)).toBeNull();
      expect(await rowOf(id)).toMatchObject({ status: 'failed', errorCode: 131_026 });
    });

    it('is not ended by whom it does not belong to', async () => {
      const id = await write();
      await start(id);
      await start(id, await sinceOf(id));

      await outbound.markFailed(id, 131_026, 'of the first send', 1);
      await outbound.markFailed(id, 131_026, 'of no send');
      expect(await outbound.markRefused(id, 1, 131_026, 'of the first send')).toBe(false);
      expect(await rowOf(id)).toMatchObject({ status: 'sending', errorCode: null, sendAttempts: 2 });

      await outbound.markAccepted(id, newWamid());
      await outbound.markFailed(id, 131_026, 'of the second send', 2);
      expect(await rowOf(id)).toMatchObject({ status: 'accepted', errorCode: null });
    });

    it('closes the breaker of the number that it left from, and no other', async () => {
      const phoneNumberId = 'another number';
      await database.numberLimit.create({ data: { phoneNumberId, openedAt: new Date() } });
      const isOpen = async (): Promise<boolean> =>
        (await database.numberLimit.findUniqueOrThrow({ where: { phoneNumberId } })).openedAt !== null;
      const [id, other] = [await write(), await write('Hello!', { phone: '16505559999' })];
      await Promise.all([start(id), start(other)]);

      await outbound.markAccepted(id, newWamid(), manySends.phoneNumberId);
      expect(await isOpen()).toBe(true);
      await outbound.markAccepted(other, newWamid(), phoneNumberId);
      expect(await isOpen()).toBe(false);
    });

    it('knows nothing of a message that does not exist', async () => {
      expect(await start(randomUUID())).toBeNull();
    });

    it('is not put back by a late result when a report was faster', async () => {
      const id = await write();
      await start(id);
      await new OutboundStatusStore(database, sealer).apply({
        outboundId: id,
        wamid: newWamid(),
        status: 'delivered',
        occurredAt: new Date(),
      });

      await outbound.markNotSent(id, 1);
      await outbound.markFailed(id, null);

      expect(await statusOf(id)).toBe('delivered');
    });

    it('withdraws the repetition of a send that failed, also one that is just being written, once a later send was taken', async () => {
      const id = await write();
      await start(id);
      await start(id, await sinceOf(id));
      await new OutboundStatusStore(database, sealer).apply({
        outboundId: id,
        wamid: newWamid(),
        status: 'failed',
        occurredAt: new Date(),
        errorCode: 131_000,
      });
      const { contactId, bodySealed } = await rowOf(id);
      let accepted: Promise<boolean> | undefined;
      await database.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT FROM outbound_message WHERE id = ${id}::uuid FOR UPDATE`;
        accepted = outbound.markAccepted(id, newWamid());
        await waitUntil('the answer waits', async () => {
          const waiting = await testDatabase.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          return waiting.length > 0;
        });
        await tx.outboundMessage.create({ data: { contactId, bodySealed, retryOfId: id, retryNumber: 1 } });
      }, untilEnded);

      expect(await accepted).toBe(false);
      expect(await database.outboundMessage.findMany()).toMatchObject([{ id, status: 'accepted' }]);
    });

    it('stays as it was when the key that sealed it is not there yet', async () => {
      const newer = testSealer('new', 'test');
      const contact = await new ContactStore(database, newer).resolve({ phone: '16505559999' });
      await letWrite(testDatabase, contact.id);
      const newerStore = new OutboundStore(database, newer);
      const message = { contactId: contact.id, body: 'Hello!' };
      const id = await database.transaction((tx) => newerStore.write(tx, message));
      const before = await rowOf(id);
      // The first one goes alone, the others are batched.
      const ids = [await write(), id, await write('Hello!', { phone: '16505558888' })];

      const [, failed, sent] = await Promise.allSettled(ids.map((one) => start(one)));

      expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'UnknownKeyError' } });
      expect(sent).toMatchObject({ status: 'fulfilled', value: { body: 'Hello!' } });
      expect(await rowOf(id)).toEqual({ ...before, firstStartedAt: expect.any(Date) });
      expect(await starterOf(database, newer)(id)).toMatchObject({ attempt: 1 });
    });

    it.each([
      ['phone', 'bsuid', 'US.1349'],
      ['bsuid', 'phone', '16505557777'],
    ])('goes without the %s when that is damaged', async (lost, kept, name) => {
      const contact = await new ContactStore(database, sealer).resolve({
        phone: '16505557777',
        bsuid: 'US.1349',
      });
      await letWrite(testDatabase, contact.id);
      await testDatabase.query(`UPDATE contact SET ${lost}_sealed = $2 WHERE id = $1`, [
        contact.id,
        damaged(sealer.seal('somebody')),
      ]);
      const message = { contactId: contact.id, body: 'Hello!' };
      const id = await database.transaction((tx) => outbound.write(tx, message));

      expect(await start(id)).toMatchObject({
        to: { phone: undefined, bsuid: undefined, [kept]: name },
      });
      await testDatabase.query('DELETE FROM contact WHERE id = $1', [contact.id]);
    });

    it('holds no words that could be read', async () => {
      const id = await write('your lawyer called');
      await outbound.markAccepted(id, 'wamid.HBgLMTY1MDU1NTEyMzQ=');

      const rows = JSON.stringify(await testDatabase.query('SELECT * FROM outbound_message'));

      expect(rows).not.toMatch(/lawyer|HBgLMTY1MDU1NTEyMzQ/);
    });
  });

  describe('the outbox relay', () => {
    const overdue = (ids: string[]): Promise<unknown> =>
      database.outboundMessage.updateMany({
        where: { id: { in: ids } },
        data: { relayAfter: new Date(Date.now() - 1_000) },
      });
    const overdueIds = async (limit = 100): Promise<string[]> =>
      (await outbound.takeOverdue(limit)).map(({ id }) => id);

    it('leaves a message alone that was only just written', async () => {
      await clock.stand();
      try {
        await write();

        expect(await outbound.takeOverdue(100)).toEqual([]);
      } finally {
        await clock.goOn();
      }
    });

    it('takes what should have left by now, whether it waits or is in doubt', async () => {
      const [waiting, doubtful] = [await write(), await write()];
      await start(doubtful);
      await overdue([waiting, doubtful]);

      expect((await overdueIds()).toSorted()).toEqual([waiting, doubtful].toSorted());
    });

    it('leaves alone what has left or failed', async () => {
      const [accepted, failed] = [await write(), await write()];
      await outbound.markAccepted(accepted, newWamid());
      await outbound.markFailed(failed, null);
      await overdue([accepted, failed]);

      expect(await outbound.takeOverdue(100)).toEqual([]);
    });

    it('takes a message once, and again when it still has not left a minute later', async () => {
      const id = await write();
      await overdue([id]);

      const begunAt = Date.now();
      expect(await outbound.takeOverdue(100)).toEqual([{ id, purpose: 'reply' }]);
      expect(await outbound.takeOverdue(100)).toEqual([]);
      const againAt = (await rowOf(id)).relayAfter.getTime();
      expect(againAt).toBeGreaterThanOrEqual(begunAt + 60_000);
      expect(againAt).toBeLessThanOrEqual(Date.now() + 60_000);
    });

    it('takes it again within seconds when it was put back', async () => {
      const [id, accepted] = [await write(), await write()];
      await overdue([id, accepted]);
      const taken = await overdueIds();
      await outbound.markAccepted(accepted, newWamid());

      await outbound.putBackOverdue(taken);

      const inMs = async (one: string): Promise<number> =>
        (await rowOf(one)).relayAfter.getTime() - Date.now();
      expect(await inMs(id)).toBeLessThanOrEqual(5_000);
      expect(await inMs(accepted)).toBeGreaterThan(5_000);
    });

    it('gives each message to one of several that ask at once', async () => {
      const ids: string[] = [];
      while (ids.length < 50) ids.push(await write());
      await overdue(ids);

      const taken = await Promise.all(Array.from({ length: 8 }, () => overdueIds(7)));
      taken.push(await overdueIds());

      expect(taken.flat()).toHaveLength(50);
      expect(new Set(taken.flat())).toEqual(new Set(ids));
      expect(taken.slice(0, 8).every((some) => some.length <= 7)).toBe(true);
    });
  });
});

import { randomUUID } from 'node:crypto';

import { createTestDatabase, newWamid, type TestDatabase, testSealer, waitUntil } from '#testing';

import { openStores, starterOf, type TestStores } from '../test/test-stores.ts';
import { Database } from './database.ts';
import type { OutboundStatus } from './generated/client.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { countMessages } from './message-counts.ts';
import type { TurnResult } from './turn-result.store.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { StatusPathStore } from './status-path.store.ts';
import { UndeliveredStore } from './undelivered.store.ts';

const actor = 'somebody';
const second = 1_000;
const day = 24 * 3_600 * second;

describe('dead letters', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let database: Database;
  let other: Database;
  let outbound: OutboundStore;
  let reports: OutboundStatusStore;
  let letters: DeadLetterStore;
  let start: ReturnType<typeof starterOf>;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    ({ database } = stores);
    other = new Database(testDatabase.url);
    outbound = new OutboundStore(database, testSealer());
    reports = new OutboundStatusStore(database, testSealer());
    letters = new DeadLetterStore(database);
    start = starterOf(database);
  });
  afterAll(async () => {
    await other.$disconnect();
    await stores.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await testDatabase.query('TRUNCATE contact, audit_entry CASCADE');
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
    await heard(new Date());
  });

  /** The person wrote then. @returns the id of the message */
  async function heard(sentAt: Date, outcome: TurnResult['outcome'] = 'acted'): Promise<string> {
    const message = { wamid: newWamid(), from: { phone: '16505551234' }, kind: 'text', sentAt };
    const { id, contactId: from } = await stores.inbound.record(message);
    await database.transaction((tx) => stores.results.finish(tx, [{ id, contactId: from, outcome }]));
    return id;
  }

  const write = (): Promise<string> =>
    database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!' }));

  /** WhatsApp refused it. */
  async function refused(code = 131_026): Promise<string> {
    const id = await write();
    await start(id);
    await outbound.markNotSent(id, 1);
    await outbound.markFailed(id, code, `WhatsApp error ${code} (HTTP 400)`);
    return id;
  }

  const report = (outboundId: string, status: OutboundStatus, occurredAt = new Date(), errorCode = 131_000) =>
    reports.apply({
      outboundId,
      wamid: `wamid of ${outboundId}`,
      status,
      occurredAt,
      ...(status === 'failed' && { errorCode, errorTitle: 'Something went wrong' }),
    });

  /** WhatsApp took it, and said later that it failed. */
  async function failedLater(id?: string, occurredAt = new Date()): Promise<string> {
    const failed = id ?? (await write());
    await start(failed);
    await outbound.markAccepted(failed, `wamid of ${failed}`);
    await report(failed, 'failed', occurredAt);
    return failed;
  }

  const retryOf = (id: string) => database.outboundMessage.findFirstOrThrow({ where: { retryOfId: id } });
  const row = (id: string) => database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const listed = async (): Promise<string[]> => (await letters.list({}, 100)).map(({ id }) => id);
  /** The person wrote again, and was told of what failed. */
  const tell = (): Promise<unknown> =>
    database.transaction((tx) => new UndeliveredStore(testSealer()).tell(tx, [contactId], () => 'It failed'));
  const obstacleOf = async (id: string): Promise<unknown> =>
    (await letters.replay([id], { actor }))[0]?.obstacle;

  describe('are listed', () => {
    it('newest first with why they failed, and nothing about the person', async () => {
      const first = await refused(132_000);
      const last = await failedLater();
      const given = await heard(new Date(), 'timed_out');

      const all = await letters.list({}, 10);

      expect(all).toMatchObject([
        {
          id: given,
          direction: 'inbound',
          kind: 'text',
          status: 'timed_out',
          code: null,
          obstacle: 'answered',
        },
        {
          id: last,
          direction: 'outbound',
          kind: 'reply',
          status: 'failed',
          code: 131_000,
          failure: 'WhatsApp reported error 131000 after it had taken the message',
          errorTitle: 'Something went wrong',
          failedAt: expect.any(Date),
          obstacle: null,
        },
        { id: first, code: 132_000, failure: 'WhatsApp error 132000 (HTTP 400)', errorTitle: null },
      ]);
      expect(JSON.stringify(all)).not.toMatch(/Hello|16505551234|wamid/);
      expect(await letters.counts()).toEqual([
        { direction: 'outbound', code: 131_000, outcome: null, count: 1 },
        { direction: 'outbound', code: 132_000, outcome: null, count: 1 },
        { direction: 'inbound', code: null, outcome: 'timed_out', count: 1 },
      ]);
    });

    it('of one code, since a time, and page by page', async () => {
      const ids = [
        await refused(131_026),
        await refused(190),
        await heard(new Date(), 'failed'),
        await refused(190),
      ];
      for (const [at, id] of ids.entries()) {
        const failed = new Date(Date.UTC(2026, 10, 21, 12, at));
        await testDatabase.query('UPDATE outbound_message SET failed_at = $2 WHERE id = $1', [id, failed]);
        await testDatabase.query('UPDATE inbound_message SET handled_at = $2 WHERE id = $1', [id, failed]);
      }
      const idsOf = async (...args: Parameters<DeadLetterStore['list']>): Promise<string[]> =>
        (await letters.list(...args)).map(({ id }) => id);

      expect(await idsOf({ code: 190 }, 10)).toEqual([ids[3], ids[1]]);
      expect(await idsOf({ since: new Date('2026-11-21T12:02:00Z') }, 10)).toEqual([ids[3], ids[2]]);
      const page = await letters.list({}, 2);
      expect(page.map(({ id }) => id)).toEqual([ids[3], ids[2]]);
      expect(await idsOf({}, 2, page.at(-1))).toEqual([ids[1], ids[0]]);
    });

    it('once for a message and its repetitions, as the last of them', async () => {
      const first = await failedLater();
      await reports.writeRetry(first);
      expect(await listed()).toEqual([]);

      const repetition = await retryOf(first);
      await failedLater(repetition.id);

      expect(await letters.list({}, 10)).toMatchObject([{ id: repetition.id, retryNumber: 1 }]);
      expect(await letters.find(first)).toMatchObject({ id: repetition.id });
    });

    it('no more once they arrived after all', async () => {
      const id = await failedLater();
      await report(id, 'delivered');

      expect(await listed()).toEqual([]);
      expect(await row(id)).toMatchObject({ status: 'delivered', failedAt: null, failure: null });
    });
  });

  describe('that are replayed', () => {
    it('are overdue in the outbox like new, and the act is kept', async () => {
      const id = await refused(132_000);

      expect(await letters.replay([id], { actor })).toEqual([{ id, obstacle: null }]);

      expect(await row(id)).toMatchObject({
        status: 'queued',
        errorCode: null,
        failedAt: null,
        failure: null,
        sendingSince: null,
        sendAttempts: 0,
      });
      expect(await outbound.takeOverdue(10)).toEqual([{ id, purpose: 'reply' }]);
      expect(await start(id)).toMatchObject({ body: 'Hello!', attempt: 1 });
      expect(await letters.find(id)).toMatchObject({
        obstacle: 'under_way',
        acts: [{ act: 'replay', actor, detail: { code: 132_000, passedOver: null } }],
      });
    });

    it('twice at once, by two processes, are replayed once', async () => {
      const ids = await Promise.all([refused(), refused(), refused()]);
      const release = await testDatabase.hold(
        `SELECT 1 FROM outbound_message WHERE id = '${ids[1]}' FOR UPDATE`,
      );

      const both = [
        letters.replay(ids, { actor: 'one' }),
        new DeadLetterStore(other).replay(ids.toReversed(), { actor: 'other' }),
      ];
      await waitUntil('both wait for a lock', async () => {
        const waiting =
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        return (await testDatabase.query(waiting)).length === 2;
      });
      await release();
      const results = (await Promise.all(both)).flat();

      for (const id of ids) {
        const obstacles = results.filter((result) => result.id === id).map(({ obstacle }) => obstacle);
        expect(obstacles.toSorted()).toEqual([null, 'under_way'].toSorted());
      }
      expect(await database.auditEntry.count()).toBe(ids.length);
    });

    it('hold up no later answer, though they were written before it', async () => {
      const id = await refused();
      await testDatabase.query(
        `UPDATE outbound_message SET first_started_at = now() - interval '1 hour', created_at = now() - interval '1 hour'`,
      );
      const later = await write();
      await letters.replay([id], { actor });

      expect(await start(later)).toMatchObject({ body: 'Hello!' });
    });

    it('do not fail again by a report of the failure before, nor count as sent by an older one', async () => {
      const failedAt = new Date(Date.now() - 5 * second);
      const id = await failedLater(undefined, failedAt);
      await letters.replay([id], { actor });

      await report(id, 'failed', failedAt);
      await report(id, 'sent', new Date(failedAt.getTime() - second));
      expect(await row(id)).toMatchObject({ status: 'queued', errorCode: null, failedAt: null });

      await failedLater(id);
      expect(await row(id)).toMatchObject({ status: 'failed', errorCode: 131_000 });
      expect(await listed()).toEqual([id]);
    });

    it('are not sent when the message before arrives after all', async () => {
      const id = await failedLater();
      await letters.replay([id], { actor });

      await report(id, 'delivered');

      expect(await start(id)).toBeNull();
    });

    it('do not count as accepted twice, though WhatsApp had accepted them before and still reports of that', async () => {
      const id = await failedLater();
      await letters.replay([id], { actor });
      await report(id, 'sent', new Date(Date.now() - day));
      await start(id);
      await report(id, 'sent', new Date(Date.now() - day));

      expect(await outbound.markAccepted(id, newWamid())).toBe(false);

      await report(id, 'delivered', new Date(Date.now() - day));
      expect(await row(id)).toMatchObject({ duplicates: 0 });
      expect(await outbound.markAccepted(id, newWamid())).toBe(true);
    });

    it('have all their attempts again, and people are told of them when they fail again', async () => {
      const id = await refused();
      await testDatabase.query(
        "UPDATE outbound_message SET failed_attempts = 2, told_at = now() + interval '1 second'",
      );
      const word = await refused();
      await testDatabase.query('UPDATE outbound_message SET told_at = created_at WHERE id = $1', [word]);

      await letters.replay([id, word], { actor, force: true });

      expect(await row(id)).toMatchObject({ failedAttempts: 0, toldAt: null });
      expect(await row(word)).toMatchObject({ toldAt: expect.any(Date) });
    });

    it('are not judged by a report of the send before, which proves nothing of the new one', async () => {
      await testDatabase.query("UPDATE status_path SET proved_at = 'epoch', reported_at = 'epoch'");
      const id = await failedLater();
      await letters.replay([id], { actor });
      await testDatabase.query("UPDATE status_path SET proved_at = 'epoch', reported_at = 'epoch'");
      await start(id);

      const reported = await report(id, 'failed', new Date(Date.now() - day));

      expect(reported).toMatchObject({ id, sendingSince: null });
      expect(await database.statusPath.findFirst()).toMatchObject({ reportedAt: new Date(0) });
      await outbound.markAccepted(id, 'wamid of the new send');
      await reports.apply({
        outboundId: id,
        wamid: 'wamid of the new send',
        status: 'sent',
        occurredAt: new Date(),
      });
      expect((await database.statusPath.findFirstOrThrow()).reportedAt).not.toEqual(new Date(0));
    });

    it('can be all of a code or all that there are, more than one transaction holds', async () => {
      const [wanted, ...others] = [await refused(190), await refused(), await failedLater()];
      const replayAll = async (filter: { code?: number }): Promise<string[]> => {
        const replayed: string[] = [];
        for await (const results of letters.replayAll(filter, { actor })) {
          replayed.push(...results.filter(({ obstacle }) => !obstacle).map(({ id }) => id));
        }
        return replayed;
      };

      expect(await replayAll({ code: 190 })).toEqual([wanted]);
      await testDatabase.query(`
        INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after, failed_at, error_code)
        SELECT gen_random_uuid(), '${contactId}', 'sealed', 'failed', now(), now() - n * interval '1 second', 190
        FROM generate_series(1, 1000) n`);

      expect(await replayAll({})).toEqual(expect.arrayContaining(others));
      expect(await listed()).toEqual([]);
      expect(await database.auditEntry.count()).toBe(1_003);
    });
  });

  describe('are not replayed', () => {
    it('while a repetition waits or is on its way, nor when it arrived', async () => {
      const first = await failedLater();
      await reports.writeRetry(first);
      const { id: repetition } = await retryOf(first);
      expect(await obstacleOf(first)).toBe('under_way');

      await start(repetition);
      await outbound.markAccepted(repetition, newWamid());
      expect(await obstacleOf(first)).toBe('under_way');

      await report(repetition, 'delivered');
      expect(await obstacleOf(first)).toBe('arrived');
      expect((await row(first)).status).toBe('failed');
    });

    it('beside a repetition that is just being written', async () => {
      const first = await failedLater();
      const release = await testDatabase.hold(
        `SELECT 1 FROM outbound_message WHERE id = '${first}' FOR UPDATE`,
      );

      const both = Promise.all([reports.writeRetry(first), obstacleOf(first)]);
      await release();
      const [, obstacle] = await both;

      const queued = await database.outboundMessage.count({ where: { status: 'queued' } });
      expect({ queued, obstacle }).toEqual({ queued: 1, obstacle: obstacle === null ? null : 'under_way' });
    });

    it('when they arrived after all', async () => {
      const id = await failedLater();
      await report(id, 'read');

      expect(await obstacleOf(id)).toBe('arrived');
    });

    it('when a request was never answered, unless forced', async () => {
      const id = await write();
      await start(id);
      await outbound.markFailed(id, null, 'WhatsApp did not answer (ECONNRESET)', 1);

      expect(await obstacleOf(id)).toBe('may_have_arrived');
      expect(await letters.replay([id], { actor, force: true })).toEqual([{ id, obstacle: null }]);
    });

    it.each([
      ['WhatsApp reported then that it was on its way', (id: string) => report(id, 'sent')],
      ['whose answer came then', (id: string) => outbound.markAccepted(id, newWamid())],
    ])('when a request was in doubt for too long, of which %s', async (_, hear) => {
      const id = await write();
      await start(id);
      await outbound.markFailed(id, null, 'it is not known whether the message arrived', 1);

      await hear(id);

      expect(await obstacleOf(id)).toBe('may_have_arrived');
      await report(id, 'failed');
      expect(await obstacleOf(id)).toBe(null);
    });

    it('when they were replayed, and nobody knows of the new send, or only that the next one was refused', async () => {
      const id = await failedLater();
      await letters.replay([id], { actor });
      await start(id);
      await start(id, (await new StatusPathStore(database).doubtOf(id))?.since);
      // Later than the failure before the replay.
      await testDatabase.query(
        "UPDATE outbound_status_entry SET recorded_at = recorded_at - interval '1 minute'",
      );

      await outbound.markRefused(id, 2, 131_026, 'WhatsApp refused it');

      expect(await obstacleOf(id)).toBe('may_have_arrived');
    });

    it('when the person was told that they failed, unless forced', async () => {
      const [id, repeated] = [await refused(), await failedLater()];
      await testDatabase.query("UPDATE outbound_message SET failed_at = now() - interval '2 minutes'");
      await tell();
      const { toldAt } = await row(id);
      await reports.writeRetry(repeated);
      const repetition = await retryOf(repeated);
      await failedLater(repetition.id);
      const word = await database.outboundMessage.findFirstOrThrow({ where: { status: 'queued' } });
      await outbound.markFailed(word.id, 131_026);

      expect(await letters.list({}, 10)).toMatchObject([
        { id: word.id, obstacle: null, toldAt: null },
        { id: repetition.id, obstacle: 'told', toldAt },
        { id, obstacle: 'told', toldAt },
      ]);
      expect(await letters.replay([id, repeated], { actor })).toEqual([
        { id, obstacle: 'told', toldAt },
        { id: repeated, obstacle: 'told', toldAt },
      ]);
      expect((await row(id)).status).toBe('failed');
      expect(await letters.replay([id], { actor, force: true })).toEqual([{ id, obstacle: null }]);
      expect((await letters.find(id))?.acts).toMatchObject([{ detail: { passedOver: 'told' } }]);
    });

    it('when a request was never answered, and the next one refused', async () => {
      const id = await write();
      await start(id);
      await start(id, (await new StatusPathStore(database).doubtOf(id))?.since);
      await outbound.markNotSent(id, 2);
      await outbound.markFailed(id, 131_026);

      expect(await obstacleOf(id)).toBe('may_have_arrived');
    });

    it('when their time is over, forced or not', async () => {
      const id = await refused();
      await database.outboundMessage.update({
        where: { id },
        data: { expiresAt: new Date(Date.now() - second) },
      });

      expect(await letters.replay([id], { actor, force: true })).toEqual([{ id, obstacle: 'expired' }]);
    });

    it('when they came from a person, are unknown, or did not fail', async () => {
      const [inbound, unknown, queued] = [
        await heard(new Date(Date.now() - day), 'failed'),
        randomUUID(),
        await write(),
      ];

      expect(await letters.replay([inbound, unknown, queued], { actor, force: true })).toEqual([
        { id: inbound, obstacle: 'answered' },
        { id: unknown, obstacle: 'not_found' },
        { id: queued, obstacle: 'under_way' },
      ]);
      expect(await database.auditEntry.count()).toBe(0);
    });
  });

  it('that are dismissed are listed no more, once, and the counts of messages stay', async () => {
    const [sent, given, kept] = [await refused(), await heard(new Date(), 'failed'), await refused()];
    const before = await countMessages(database);

    expect(await letters.dismiss([sent, given, randomUUID()], actor)).toEqual([sent, given]);
    expect(await letters.dismiss([sent, given], actor)).toEqual([]);

    expect(await listed()).toEqual([kept]);
    expect(await letters.counts()).toMatchObject([{ count: 1 }]);
    expect(await countMessages(database)).toEqual(before);
    expect(before).toEqual({ received: 2, handled: 1, failed: 1, inFlight: 0, parked: 0 });
    expect((await row(sent)).status).toBe('failed');
    expect((await letters.find(given))?.acts).toMatchObject([{ act: 'dismiss', actor }]);
  });

  it('that were dismissed can be replayed by their id, and are listed when they fail again', async () => {
    const id = await refused();
    await letters.dismiss([id], actor);

    expect(await obstacleOf(id)).toBeNull();
    await outbound.markFailed(id, 131_026);

    expect(await listed()).toEqual([id]);
  });
});

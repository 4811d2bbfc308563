import { randomUUID } from 'node:crypto';

import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { ContactStore, Database, InboundStore } from '#data';
import { Sealer } from '#platform';
import { type InboundPayload, type OutboundPayload, outboundQueue } from '#queues';
import { newWamid, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { createEnglishDatabase, startApp } from '../test/intent-app.ts';
import { ActStep } from './act.step.ts';
import { InboundHandler } from './inbound.handler.ts';

describe.each(queueBackends)('an inbound message, with queues on $name', (backend) => {
  /** Of all workers: the answer is on the queue of whoever acted. */
  const sameQueues = { QUEUE_PREFIX: `test-${randomUUID()}` };
  let testDatabase: TestDatabase;
  let app: INestApplication;
  let database: Database;
  let sealer: Sealer;
  let handler: InboundHandler;
  let outbound: Queue<{ plain: OutboundPayload }>;

  beforeAll(async () => {
    testDatabase = await createEnglishDatabase();
    app = await startApp(backend, testDatabase.url, sameQueues);
    database = app.get(Database, { strict: false });
    sealer = app.get(Sealer, { strict: false });
    handler = app.get(InboundHandler);
    outbound = app.get(getQueueToken(outboundQueue.name), { strict: false });
  });
  afterAll(async () => {
    await app.close();
    await testDatabase.drop();
  });
  afterEach(async () => {
    await outbound.obliterate({ force: true });
    await testDatabase.query('DELETE FROM contact');
  });

  const message = (text?: string, more: Partial<InboundPayload> = {}): InboundPayload => {
    const wamid = newWamid();
    return {
      messageKey: sealer.blindIndex('wamid', wamid),
      wamid,
      // Berlin: one time zone, known for certain.
      from: { phone: '4915112345678', name: 'Sheena Nelson' },
      kind: text === undefined ? 'image' : 'text',
      text,
      sentAt: Math.floor(Date.now() / 1_000),
      ...more,
    };
  };
  /** Ids on the outbound queue. */
  const enqueued = async (): Promise<string[]> =>
    (await outbound.getJobs(['wait', 'delayed', 'prioritized'])).map(({ data }) => data.plain.outboundId);
  const answers = () => database.outboundMessage.findMany({ orderBy: { createdAt: 'asc' } });
  const words = async (): Promise<string[]> => (await answers()).map((row) => sealer.open(row.bodySealed));

  it('becomes an action, an answer and a job that sends it', async () => {
    const received = message('add milk to my list');

    await handler.handle(received);

    expect(await words()).toEqual(['Task 1: milk added to your list']);
    const [answer] = await answers();
    const [inbound] = await database.inboundMessage.findMany();
    expect(answer).toMatchObject({
      inReplyToId: inbound?.id,
      contactId: inbound?.contactId,
      status: 'queued',
    });
    expect(inbound).toMatchObject({ intent: 'create_task', handledAt: expect.any(Date), kind: 'text' });
    expect(await enqueued()).toEqual([answer?.id]);
    expect(await database.task.count()).toBe(1);
  });

  it('that comes over the queue is handled', async () => {
    const intent = app.get<Queue>(getQueueToken('intent'), { strict: false });
    const received = message('add milk to my list');

    await intent.add(
      'intent',
      { sealed: sealer.seal(JSON.stringify(received)) },
      { jobId: received.messageKey },
    );

    const ids = await waitUntil('the answer is on its way', async () => {
      const all = await enqueued();
      return all.length > 0 && all;
    });
    expect((await answers()).map(({ id }) => id)).toEqual(ids);
  });

  it('acts once when it comes twice', async () => {
    const same = message('add milk to my list');

    await handler.handle(same);
    await handler.handle(same);

    expect(await database.task.count()).toBe(1);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
    expect(await enqueued()).toHaveLength(1);
  });

  it('acts once when it comes several times at once', async () => {
    const same = message('add milk to my list');

    await Promise.all(Array.from({ length: 5 }, () => handler.handle(same)));

    expect(await database.task.count()).toBe(1);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
    expect(await enqueued()).toHaveLength(1);
  });

  it('acts once when it comes to two workers at once', async () => {
    const same = message('add milk to my list');
    const other = await startApp(backend, testDatabase.url, sameQueues);
    try {
      await Promise.all([app, other].map((worker) => worker.get(InboundHandler).handle(same)));
      await waitUntil('it is handled', async () => (await enqueued()).length > 0);
    } finally {
      await other.close();
    }

    expect(await database.task.count()).toBe(1);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
    expect(await enqueued()).toHaveLength(1);
  });

  it('is taken up by somebody when its worker died with it in hand', async () => {
    const { wamid, from, kind, text, sentAt } = message('add milk to my list');
    const inbound = app.get(InboundStore, { strict: false });
    const { turn } = await inbound.record({ wamid, from, kind, text, sentAt: new Date(sentAt * 1_000) });
    await testDatabase.query('UPDATE inbound_message SET claimable_at = now() WHERE id = $1', [turn!.id]);

    await waitUntil('it is handled', async () => (await words()).length > 0);

    expect(await words()).toEqual(['Task 1: milk added to your list']);
    // What the dead worker would write now is no longer valid.
    const act = app.get(ActStep);
    expect(await act.act(turn!, { outcome: 'wordless', reply: 'too late' })).toBeUndefined();
    expect(await words()).toHaveLength(1);
  });

  it('that makes its sender one with somebody known longer says whose messages follow', async () => {
    const inbound = app.get(InboundStore, { strict: false });
    const contacts = app.get(ContactStore, { strict: false });
    const older = await contacts.resolve({ bsuid: 'US.2' });
    const { wamid, sentAt } = message('');
    const from = { phone: '16505550000' };
    const { turn } = await inbound.record({
      wamid,
      from,
      kind: 'system',
      sentAt: new Date(sentAt * 1_000),
    });

    const becomes = { bsuid: 'US.2', previous: from };
    const acted = await app.get(ActStep).act(turn!, { outcome: 'renamed', becomes });

    expect(acted).toEqual({ contactId: older.id });
    expect(await database.contact.findMany()).toMatchObject([older]);
  });

  it('does nothing by halves when something fails in between, and is tried again', async () => {
    await testDatabase.query(`
      CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$ LANGUAGE plpgsql`);
    await testDatabase.query(
      'CREATE TRIGGER refuse BEFORE INSERT ON outbound_message FOR EACH ROW EXECUTE FUNCTION refuse()',
    );

    try {
      await handler.handle(message('add milk to my list'));
      expect(await database.task.count()).toBe(0);
      expect(await enqueued()).toEqual([]);
    } finally {
      await testDatabase.query('DROP FUNCTION refuse CASCADE');
    }

    await waitUntil('it is handled', async () => (await enqueued()).length > 0);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
    // On a busy machine it may have failed once more in the meantime.
    const [handled] = await database.inboundMessage.findMany();
    expect(handled?.failedClaims).toBeGreaterThan(0);
  });

  it('that fails again and again is explained in the end, and lets the next one go on', async () => {
    await testDatabase.query(`
      CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$ LANGUAGE plpgsql`);
    await testDatabase.query(
      'CREATE TRIGGER refuse BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    try {
      await handler.handle(message('add milk to my list', { sentAt: Math.floor(Date.now() / 1_000) - 1 }));
      await handler.handle(message('help'));
      await waitUntil(
        'it failed',
        async () => {
          // Without the backoff in between.
          await testDatabase.query('UPDATE inbound_message SET claimable_at = now() WHERE lease IS NULL');
          return (await words()).length === 2;
        },
        100_000,
      );
    } finally {
      await testDatabase.query('DROP FUNCTION refuse CASCADE');
    }

    expect(await words()).toEqual([
      expect.stringMatching(/^Error: something went wrong on our side\. /),
      expect.stringContaining('Here is what I can do'),
    ]);
    expect(await database.inboundMessage.findMany({ orderBy: { sentAt: 'asc' } })).toMatchObject([
      { outcome: 'failed', intent: null },
      { outcome: 'acted', intent: 'help' },
    ]);
  });

  it('beside a question whose key is lost for good is explained in the end, and the next one is answered', async () => {
    await handler.handle(message('add to my list', { sentAt: Math.floor(Date.now() / 1_000) - 2 }));
    await testDatabase.query("UPDATE contact SET question_sealed = 'gone.AAAA'");
    await handler.handle(message('milk', { sentAt: Math.floor(Date.now() / 1_000) - 1 }));
    await testDatabase.query("UPDATE inbound_message SET recorded_at = now() - interval '8 days'");
    await waitUntil(
      'it failed',
      async () => {
        // Without the backoff in between.
        await testDatabase.query('UPDATE inbound_message SET claimable_at = now() WHERE lease IS NULL');
        return (await words()).length === 2;
      },
      100_000,
    );

    await handler.handle(message('help'));

    expect((await words()).slice(1)).toEqual([
      expect.stringMatching(/^Error: something went wrong on our side\. /),
      expect.stringContaining('Here is what I can do'),
    ]);
  });

  it('of one person, several at once, all get an answer', async () => {
    const wishes = Array.from({ length: 8 }, (_, at) => message(`add thing ${at} to my list`));

    await Promise.all(wishes.map((wish) => handler.handle(wish)));
    await waitUntil('all are handled', async () => (await enqueued()).length === 8);

    expect(await database.task.count()).toBe(8);
    expect(await enqueued()).toHaveLength(8);
  });

  it('without text is answered with what can be read so far', async () => {
    await handler.handle(message(undefined, { kind: 'image' }));

    expect(await words()).toEqual([expect.stringContaining('I cannot make use of your')]);
    expect(await enqueued()).toHaveLength(1);
  });

  it.each(['reaction', 'system', 'edit', 'revoke', 'ephemeral'])(
    'of the kind %s gets no answer',
    async (kind) => {
      await handler.handle(message(undefined, { kind }));

      expect(await words()).toEqual([]);
      expect(await enqueued()).toEqual([]);
      expect(await database.inboundMessage.findMany()).toMatchObject([{ kind, handledAt: expect.any(Date) }]);
    },
  );

  it('of a person without a phone number is answered', async () => {
    await handler.handle(message('help', { from: { bsuid: 'DE.13491208655302741918' } }));

    expect(await words()).toEqual([expect.stringContaining('Here is what I can do')]);
  });

  it('leaves nothing in the database that could be read', async () => {
    await handler.handle(message('remind me to call my lawyer tomorrow at 5pm'));
    await handler.handle(message('add whisky to my list'));

    const tables = ['contact', 'inbound_message', 'outbound_message', 'task', 'reminder'];
    const rows = await Promise.all(tables.map((table) => testDatabase.query(`SELECT * FROM ${table}`)));

    expect(rows.map((some) => some.length)).toEqual([1, 2, 2, 1, 1]);
    expect(JSON.stringify(rows)).not.toMatch(/lawyer|whisky|Sheena|4915112345678/);
  });

  describe('that cannot be recorded', () => {
    it('is explained to the person', async () => {
      await handler.onExhausted(message('add milk to my list'));

      expect(await words()).toEqual([expect.stringMatching(/^Error: something went wrong on our side\. /)]);
      expect(await enqueued()).toHaveLength(1);
      expect(await database.inboundMessage.findMany()).toMatchObject([{ outcome: 'failed' }]);
    });

    it('is explained once', async () => {
      const doomed = message('add milk to my list');

      await handler.onExhausted(doomed);
      await handler.onExhausted(doomed);

      expect(await words()).toHaveLength(1);
    });

    it('keeps the answer that it got when it was handled all the same', async () => {
      const late = message('add milk to my list');
      await handler.handle(late);

      await handler.onExhausted(late);

      expect(await words()).toEqual(['Task 1: milk added to your list']);
    });

    it('does nothing any more when it comes again', async () => {
      const doomed = message('add milk to my list');
      await handler.onExhausted(doomed);

      await handler.handle(doomed);

      expect(await database.task.count()).toBe(0);
      expect(await words()).toHaveLength(1);
    });

    it('still tells the new number of its sender', async () => {
      const anna = { phone: '4915112345678', bsuid: 'DE.1' };
      await handler.handle(message('add milk to my list', { from: anna }));
      const becomes = { phone: '4915187654321' };

      await handler.onExhausted(message(undefined, { kind: 'system', from: anna, becomes }));
      await handler.handle(message('add bread to my list', { from: becomes }));

      expect(await database.contact.count()).toBe(1);
      expect((await words()).at(-1)).toBe('Task 2: bread added to your list');
    });

    it('leaves out a new number that cannot be told', async () => {
      await handler.onExhausted(message(undefined, { kind: 'system', becomes: {} }));

      expect(await database.inboundMessage.findMany()).toMatchObject([{ kind: 'system', outcome: 'failed' }]);
    });

    it('stays without a word when nobody waits for an answer', async () => {
      await handler.onExhausted(message(undefined, { kind: 'reaction' }));

      expect(await words()).toEqual([]);
    });
  });
});

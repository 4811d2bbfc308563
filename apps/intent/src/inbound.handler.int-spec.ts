import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { Database, InboundStore } from '#data';
import { Sealer } from '#platform';
import { type InboundPayload, type OutboundPayload, outboundQueue, DelayJobError } from '#queues';
import { createTestDatabase, newWamid, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { startApp } from '../test/intent-app.ts';
import { InboundHandler } from './inbound.handler.ts';

describe.each(queueBackends)('an inbound message, with queues on $name', (backend) => {
  let testDatabase: TestDatabase;
  let app: INestApplication;
  let database: Database;
  let sealer: Sealer;
  let handler: InboundHandler;
  let outbound: Queue<{ plain: OutboundPayload }>;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    app = await startApp(backend, testDatabase.url);
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
  /** As the queue does it: a message whose turn has not come comes again. */
  const handle = async (payload: InboundPayload, by = handler): Promise<void> => {
    await waitUntil('its turn has come', () =>
      by.handle(payload).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof DelayJobError)) throw error;
          return false;
        },
      ),
    );
  };
  /** Ids that lie on the outbound queue. */
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

  it('that comes over the queue is worked off', async () => {
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

    await Promise.all(Array.from({ length: 5 }, () => handle(same)));

    expect(await database.task.count()).toBe(1);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
    expect(await enqueued()).toHaveLength(1);
  });

  it('acts once when two workers stand at the same step', async () => {
    const same = message('add milk to my list');
    const other = await startApp(backend, testDatabase.url);
    try {
      const { wamid, from, kind, text, sentAt } = same;
      const inbound = app.get(InboundStore, { strict: false });
      const { id } = await inbound.record({ wamid, from, kind, text, sentAt: new Date(sentAt * 1_000) });
      await database.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT id FROM inbound_message WHERE id = ${id}::uuid FOR UPDATE`;
        // As if a third one had the message in hand: nobody waits for it, both come again.
        for (const worker of [app, other]) {
          await expect(worker.get(InboundHandler).handle(same)).rejects.toThrow(DelayJobError);
        }
      });
      await Promise.all([app, other].map((worker) => handle(same, worker.get(InboundHandler))));
    } finally {
      await other.close();
    }

    expect(await database.task.count()).toBe(1);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
    expect(await enqueued()).toHaveLength(1);
  });

  it('is enqueued by the second run when the first one died between writing and enqueueing', async () => {
    const same = message('add milk to my list');
    await handler.handle(same);
    // As if the process had died before its last step.
    await outbound.obliterate({ force: true });

    await handler.handle(same);

    expect(await database.task.count()).toBe(1);
    expect(await enqueued()).toEqual((await answers()).map(({ id }) => id));
  });

  it('does nothing by halves when something fails in between', async () => {
    await testDatabase.query(`
      CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$ LANGUAGE plpgsql`);
    await testDatabase.query(
      'CREATE TRIGGER refuse BEFORE INSERT ON outbound_message FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    const same = message('add milk to my list');

    try {
      await expect(handler.handle(same)).rejects.toThrow();
      expect(await database.task.count()).toBe(0);
      expect(await enqueued()).toEqual([]);
    } finally {
      await testDatabase.query('DROP FUNCTION refuse CASCADE');
    }

    await handler.handle(same);
    expect(await words()).toEqual(['Task 1: milk added to your list']);
  });

  it('of one person, several at once, all get an answer', async () => {
    const wishes = Array.from({ length: 8 }, (_, at) => message(`add thing ${at} to my list`));

    await Promise.all(wishes.map((wish) => handle(wish)));

    expect(await database.task.count()).toBe(8);
    expect(await enqueued()).toHaveLength(8);
  });

  it('without text is answered with what can be read so far', async () => {
    await handler.handle(message(undefined, { kind: 'image' }));

    expect(await words()).toEqual([expect.stringContaining('I can only read text so far')]);
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

  describe('that is given up', () => {
    it('is explained to the person', async () => {
      const doomed = message('add milk to my list');

      await handler.onExhausted(doomed);

      expect(await words()).toEqual([expect.stringMatching(/^Error: something went wrong on our side\. /)]);
      expect(await enqueued()).toHaveLength(1);
      expect(await database.inboundMessage.findMany()).toMatchObject([{ intent: 'failed' }]);
    });

    it('is explained once', async () => {
      const doomed = message('add milk to my list');

      await handler.onExhausted(doomed);
      await handler.onExhausted(doomed);

      expect(await words()).toHaveLength(1);
      expect(await enqueued()).toHaveLength(1);
    });

    it('gets its real answer when it was handled all the same', async () => {
      const late = message('add milk to my list');
      await handler.handle(late);
      await outbound.obliterate({ force: true });

      await handler.onExhausted(late);

      expect(await words()).toEqual(['Task 1: milk added to your list']);
      expect(await enqueued()).toHaveLength(1);
    });

    it('does nothing any more when it comes again', async () => {
      const doomed = message('add milk to my list');
      await handler.onExhausted(doomed);

      await handler.handle(doomed);

      expect(await database.task.count()).toBe(0);
      expect(await words()).toHaveLength(1);
    });

    it('stays without a word when nobody waits for an answer', async () => {
      await handler.onExhausted(message(undefined, { kind: 'reaction' }));

      expect(await words()).toEqual([]);
    });
  });
});

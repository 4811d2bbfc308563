import { Database } from '#data';
import { createTestDatabase, OwnServers, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { manyWishes, wish, WishApp } from '../test/wish-app.ts';
import { DelayJobError, PermanentJobError, QueueUnavailableError } from './job-errors.ts';

/** Of how many wishes work has begun, however often. */
const begun = ({ handler }: WishApp): number => new Set(handler.came.map(({ id }) => id)).size;

// With queues in PostgreSQL, the queue goes away together with the database.
describe.each(queueBackends)('a database that goes away, with queues on $name', (backend) => {
  let servers: OwnServers;
  let database: TestDatabase;
  let app: WishApp;
  let place: ReturnType<typeof backend.config>;

  beforeAll(async () => {
    servers = await OwnServers.start();
    database = await createTestDatabase(servers.databaseServer);
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    place = backend.config(database.url);
    app = await open();
  });
  afterEach(async () => {
    await app.queue.obliterate({ force: true });
    await app.close();
  });

  const open = ({ needs = [Database], lockDurationMs = 1_000 } = {}): Promise<WishApp> =>
    WishApp.open(place, {
      needs,
      settings: { lockDurationMs, stalledIntervalMs: 500, maxStalledCount: 1_000 },
    });
  const ask = (): Promise<unknown> => app.nest.get(Database, { strict: false }).$queryRaw`SELECT 1`;

  /** All work starts, and goes on once the database is gone. */
  function heldUntilStopped(work: () => Promise<unknown>): {
    behave: () => Promise<unknown>;
    stop: () => Promise<void>;
  } {
    let goOn = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    return {
      behave: () => stopped.then(work),
      stop: async () => {
        await servers.stop('PostgreSQL');
        goOn();
        await waitUntil('the gate is closed', () => !app.gate.isOpen);
      },
    };
  }

  it('costs no attempt, however long it takes, and needs no restart', async () => {
    await app.close();
    // What this process is too busy to keep is begun once more, and would count.
    app = await open({ lockDurationMs: 60_000 });
    const wishes = [wish(), wish(), ...manyWishes(), ...manyWishes()];
    const { behave, stop } = heldUntilStopped(ask);
    app.handler.behave = behave;
    await app.producer.enqueue(...wishes.slice(0, 2));
    await app.producer.enqueue(...wishes.slice(2));
    await waitUntil('some are under way', () => app.handler.came.length > 2);

    await stop();
    const tried = app.handler.came.length;
    await servers.startAgain('PostgreSQL');

    await waitUntil('all are done', () => new Set(app.handler.done).size === wishes.length);
    expect(tried).toBeLessThanOrEqual(wishes.length);
    await waitUntil('the queue has it in writing', async () => {
      const { active, waiting, delayed } = await app.queue.getJobCounts('active', 'waiting', 'delayed');
      return active === 0 && waiting === 0 && delayed === 0;
    });
    expect(app.handler.exhausted).toEqual([]);
    expect(await app.queue.getFailedCount()).toBe(0);
    const attempts = (await app.queue.getCompleted()).map(({ attemptsMade }) => attemptsMade);
    expect(new Set(attempts)).toEqual(new Set([1]));
  });

  it('does not keep a person from being told that their wish is given up', async () => {
    const doomed = wish();
    const { behave, stop } = heldUntilStopped(() => Promise.reject(new PermanentJobError('impossible')));
    app.handler.behave = behave;
    app.handler.onExhaustion = ask;
    await app.producer.enqueue(doomed);
    await waitUntil('it is under way', () => app.handler.came.length > 0);

    await stop();
    await servers.startAgain('PostgreSQL');

    await waitUntil('it failed', async () => (await app.queue.getFailedCount()) === 1);
    expect(new Set(app.handler.exhausted)).toEqual(new Set([`${doomed.id}: impossible`]));
  });

  it('does not hold up a shutdown, and the work goes on after the next start', async () => {
    const wishes = [wish(), ...manyWishes()];
    const { behave, stop } = heldUntilStopped(ask);
    app.handler.behave = behave;
    await app.producer.enqueue(...wishes.slice(0, 1));
    await app.producer.enqueue(...wishes.slice(1));
    await waitUntil('all are under way', () => begun(app) === wishes.length);
    await stop();

    await app.close();
    await servers.startAgain('PostgreSQL');
    app = await open();

    await waitUntil('all are done', () => new Set(app.handler.done).size === wishes.length);
    await waitUntil('the queue has it in writing', async () => (await app.queue.getCompletedCount()) === 2);
    const attempts = (await app.queue.getCompleted()).map(({ attemptsMade }) => attemptsMade);
    expect(attempts).toEqual([1, 1]);
    expect(app.handler.exhausted).toEqual([]);
  });

  if (backend.name === 'PostgreSQL') {
    it('costs no attempt when only the acknowledgement fails', async () => {
      let release = (): Promise<void> => Promise.resolve();
      app.handler.behave = async (_, time) => {
        if (time === 1) release = await database.hold('LOCK TABLE bullmq.job IN EXCLUSIVE MODE');
      };
      await app.producer.enqueue(wish());

      await waitUntil('the acknowledgement hangs and is cut off', async () => {
        const [cut] = await database.query(`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE query LIKE '%move_to_completed%' AND wait_event_type = 'Lock'`);
        return cut;
      });
      await release();

      await waitUntil('it is done', async () => (await app.queue.getCompletedCount()) === 1);
      expect((await app.queue.getCompleted()).map(({ attemptsMade }) => attemptsMade)).toEqual([1]);
    });

    it('that comes only after the app needs no restart of the app', async () => {
      await app.close();
      await servers.stop('PostgreSQL');
      // An app with a database of its own waits for that one.
      app = await open({ needs: [] });
      await expect(app.producer.enqueue(wish())).rejects.toThrow(QueueUnavailableError);

      await servers.startAgain('PostgreSQL');

      const later = wish();
      await waitUntil('work is taken', () => app.producer.enqueue(later).then(() => true));
      await waitUntil('it is done', () => app.handler.done.includes(later.id));
      await waitUntil('the worker is seen', async () => (await app.queue.getWorkersCount()) === 1);
      await waitUntil('the queue has it in writing', async () => (await app.queue.getCompletedCount()) > 0);
    });
  }
});

describe.each(queueBackends.filter(({ name }) => name === 'Redis'))(
  'queues in a $name that goes away',
  () => {
    let servers: OwnServers;
    let database: TestDatabase;
    let app: WishApp;

    beforeAll(async () => {
      servers = await OwnServers.start();
      database = await createTestDatabase(servers.databaseServer);
      const place = { redisUrl: servers.redisUrl, databaseUrl: database.url, queuePrefix: 'test' };
      app = await WishApp.open(place, {
        settings: { lockDurationMs: 1_000, stalledIntervalMs: 500, maxStalledCount: 1_000 },
      });
    });
    afterAll(async () => {
      await app.close();
      await servers.close();
    });

    it('lose no attempt of what is under way, whether it is done, postponed or fails meanwhile', async () => {
      const wishes = [wish(), ...manyWishes()];
      const [single, late, failing] = wishes;
      let goOn = (): void => undefined;
      const stopped = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      app.handler.behave = async ({ id }, time) => {
        await stopped;
        if (time === 1 && id === late?.id) throw new DelayJobError(20, 'too early');
        if (time === 1 && id === failing?.id) throw new Error('not now');
      };
      await app.producer.enqueue(...wishes.slice(0, 1));
      await app.producer.enqueue(...wishes.slice(1));
      await waitUntil('all are under way', () => begun(app) === wishes.length);

      await servers.stop('Redis');
      goOn();
      await waitUntil('the first is done', () => app.handler.done.includes(single?.id ?? ''));
      await servers.startAgain('Redis');

      await waitUntil('all are done', () => new Set(app.handler.done).size === wishes.length);
      await waitUntil('the queue has it in writing', async () => {
        const { active, waiting, delayed } = await app.queue.getJobCounts('active', 'waiting', 'delayed');
        return active === 0 && waiting === 0 && delayed === 0;
      });
      expect(app.handler.exhausted).toEqual([]);
      expect(await app.queue.getFailedCount()).toBe(0);
      const attempts = (await app.queue.getCompleted()).map(({ attemptsMade }) => attemptsMade);
      expect(new Set(attempts)).toEqual(new Set([1]));
    });
  },
);

import { ModuleRef } from '@nestjs/core';

import { createTestDatabase, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { WishApp, wish, wishQueue } from '../test/wish-app.ts';
import { ConsumptionWatch } from './consumption-watch.ts';
import { QueueConnection } from './queue-connection.ts';
import type { QueueWorker } from './queue-worker.ts';

const failing = 1;

describe.each(queueBackends)('the watch over workers on $name', (backend) => {
  let database: TestDatabase;
  let app: WishApp;
  let watch: ConsumptionWatch;
  let worker: QueueWorker;
  let openForMs: number;
  let restarts: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    app = await WishApp.open({ ...backend.config(database.url), databaseUrl: database.url });
    openForMs = Infinity;
    restarts = [];
    watch = new ConsumptionWatch({
      modules: app.nest.get(ModuleRef),
      connection: app.nest.get(QueueConnection, { strict: false }),
      gate: {
        get openForMs() {
          return openForMs;
        },
      },
      config: { queuePrefix: 'test', queueThresholds: { [wishQueue.name]: { behind: 0, failing } } },
      confirmedAfterMs: 200,
      restart: (reason) => void restarts.push(reason),
    });
    worker = app.worker;
    watch.add(wishQueue.name, worker);
  });
  afterEach(async () => {
    await app.queue.obliterate({ force: true });
    await app.close();
  });
  afterAll(() => database.drop());

  /** A worker that waits for a job when it is paused takes one more. */
  async function stopTaking(): Promise<void> {
    await worker.pause(true);
    await app.producer.enqueue(wish(), wish());
    await workWaits();
  }
  const workWaits = (): Promise<unknown> =>
    waitUntil('work waits, and nothing moved for long enough', async () => {
      const waiting = await app.queue.getWaiting();
      const isLate = waiting.some(({ timestamp }) => Date.now() - timestamp > 1_000 * failing + 500);
      return isLate && worker.movement.stillForMs > 1_000 * failing;
    });
  const lookTwice = async (): Promise<void> => {
    await watch.look();
    const firstAt = performance.now();
    await waitUntil('it is confirmed', () => performance.now() - firstAt > 300);
    await watch.look();
  };

  it('ends the process whose worker is up and takes nothing while work waits', async () => {
    await stopTaking();

    await watch.look();
    expect(restarts).toEqual([]);
    await waitUntil('it is confirmed', () => watch.look().then(() => restarts.length > 0));

    expect(restarts).toEqual([
      expect.stringMatching(/^work waits on the queue wish, and nothing was taken for \d+ s$/),
    ]);
  });

  it('lets a worker be that has nothing to do', async () => {
    await app.producer.enqueue(wish());
    await waitUntil('it is done', () => app.handler.done.length === 1);
    await waitUntil('nothing moved for long enough', () => worker.movement.stillForMs > 1_500 * failing);

    await lookTwice();

    expect(restarts).toEqual([]);
  });

  it('waits in an outage, and after it until the worker had time to begin', async () => {
    await stopTaking();

    openForMs = 0;
    await lookTwice();
    expect(restarts).toEqual([]);

    openForMs = 900 * failing;
    await lookTwice();
    expect(restarts).toEqual([]);
  });

  it('lets a worker be whose queue was paused by somebody, or is to wait', async () => {
    await stopTaking();

    await app.queue.setGlobalRateLimit(1_000, 1_000);
    await app.queue.rateLimit(60_000);
    await lookTwice();
    expect(restarts).toEqual([]);
    await app.queue.removeRateLimitKey();

    await app.queue.pause();
    await lookTwice();
    expect(restarts).toEqual([]);
  });

  it('lets a worker be that works', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    app.handler.behave = () => finished;
    await app.producer.enqueue(...Array.from({ length: 6 }, () => wish()));
    await workWaits();

    await lookTwice();
    expect(restarts).toEqual([]);

    finish();
    await waitUntil('all is done', () => app.handler.done.length === 6);
  });
});

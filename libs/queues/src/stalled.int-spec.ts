import { Worker } from 'bullmq';

import { createTestDatabase, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { manyWishes, wish, type Wish, WishApp, wishQueue } from '../test/wish-app.ts';
import { QueueConnection } from './queue-connection.ts';

// Their own job is not taken from those who consume, however slow they are.
const settings = { lockDurationMs: 60_000, stalledIntervalMs: 100, maxStalledCount: 0 };

describe.each(queueBackends)('a job on $name whose worker dies', (backend) => {
  let database: TestDatabase;
  let producing: WishApp;
  let consuming: WishApp | undefined;
  let config: ReturnType<typeof backend.config>;

  beforeEach(async () => {
    database = await createTestDatabase();
    config = backend.config(database.url);
    producing = await WishApp.open(config, { consume: false });
  });
  afterEach(async () => {
    await consuming?.close();
    await producing.queue.obliterate({ force: true });
    await producing.close();
    await database.drop();
  });

  /** A worker that takes a job and goes silent. */
  async function takeAndDie(): Promise<void> {
    const options = producing.nest.get(QueueConnection, { strict: false }).optionsFor(wishQueue.name);
    const dying = new Worker(wishQueue.name, null, { ...options, lockDuration: 100 });
    const job = await dying.getNextJob('dying');
    expect(job).toBeDefined();
    await dying.close(true);
  }
  async function consume(maxStalledCount: number): Promise<WishApp> {
    consuming = await WishApp.open(config, { settings: { ...settings, maxStalledCount } });
    return consuming;
  }

  it.each<[string, () => Wish[]]>([
    ['by itself', () => [wish()]],
    ['with others', manyWishes],
  ])('too often is given up once, when it was %s', async (_, make) => {
    const wishes = make();
    await producing.producer.enqueue(...wishes);
    await takeAndDie();
    const { handler } = await consume(0);

    await waitUntil('it failed', async () => (await producing.queue.getFailedCount()) === 1);

    const reason = 'job stalled more than allowable limit';
    expect(handler.exhausted.toSorted()).toEqual(wishes.map(({ id }) => `${id}: ${reason}`).toSorted());
    expect(handler.came).toEqual([]);
    const [failed] = await producing.queue.getFailed();
    expect(failed?.failedReason).toBe(reason);
  });

  it('less often is handled by another one, with all its attempts', async () => {
    await producing.producer.enqueue(wish());
    await takeAndDie();
    const { handler } = await consume(1);

    await waitUntil('it is done', async () => (await producing.queue.getCompletedCount()) === 1);

    expect(handler.exhausted).toEqual([]);
    expect((await producing.queue.getCompleted()).map(({ attemptsMade }) => attemptsMade)).toEqual([1]);
  });
});

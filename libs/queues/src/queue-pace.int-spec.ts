import { createTestDatabase, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { manyWishes, type Wish, wish, WishApp } from '../test/wish-app.ts';
import { RateLimitedError } from './job-errors.ts';
import type { WorkerSettings } from './worker-settings.ts';

describe.each(queueBackends)('the pace of a queue on $name with two consumers', (backend) => {
  let database: TestDatabase;
  let apps: WishApp[] = [];
  /** When a payload came to either handler, in milliseconds, in order. */
  let begun: number[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  afterEach(async () => {
    await apps[0]?.queue.obliterate({ force: true });
    for (const app of apps) await app.close();
    apps = [];
  });

  async function open(settings: Partial<WorkerSettings>, behave: (one: Wish) => unknown): Promise<WishApp> {
    const config = backend.config(database.url);
    begun = [];
    for (let at = 0; at < 2; at++) {
      const app = await WishApp.open(config, { settings });
      app.handler.behave = async (one) => {
        begun.push(performance.now());
        await behave(one);
      };
      apps.push(app);
    }
    return apps[0]!;
  }

  it.each([
    ['a job', () => [wish()]],
    ['one of many in a job', manyWishes],
  ])(
    'nothing begins anywhere until the time is over that the other side asked for at %s',
    async (_, make) => {
      const waitMs = 3_000;
      const [limited, ...neighbours] = make();
      let limitedAt = NaN;
      const { producer, queue } = await open({ pace: { jobs: 1_000, perMs: 1_000 } }, ({ id }) => {
        if (id !== limited!.id || !Number.isNaN(limitedAt)) return;
        limitedAt = performance.now();
        throw new RateLimitedError(waitMs, 'too fast');
      });
      await producer.enqueue(limited!, ...neighbours);
      const before = 1 + neighbours.length;
      // On a slow machine it may have waited before anybody could look.
      const isToWait = async (): Promise<boolean> => (await queue.getRateLimitTtl()) > 0;
      await waitUntil('the queue is to wait', async () => begun.length > before || (await isToWait()));

      for (let at = 0; at < 10; at++) await producer.enqueue(wish());

      await waitUntil('all came', () => begun.length >= before + 11);
      expect(begun[before]! - limitedAt).toBeGreaterThanOrEqual(waitMs);
    },
  );

  it('both together begin no more in a time than the pace lets through', async () => {
    const pace = { jobs: 5, perMs: 500 };
    const bothBegan = (): boolean => apps.every(({ handler }) => handler.came.length > 0);
    // With one at a time, either has one before the other can take a second.
    const { producer } = await open({ concurrency: 1, pace }, () => waitUntil('both began', bothBegan));
    const startedAt = performance.now();

    // One by one: all at once they would share a job.
    for (let at = 0; at < 4 * pace.jobs; at++) await producer.enqueue(wish());

    await waitUntil('all came', () => begun.length === 4 * pace.jobs);
    expect(begun.at(-1)! - startedAt).toBeGreaterThanOrEqual(3 * pace.perMs);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INestApplication } from '@nestjs/common';

import { createTestDatabase, queueBackends, startRedis, waitUntil } from '#testing';

import { openWishApp, producerOf, type Wish, WishHandler, wishQueue } from '../test/plain-wish-app.ts';
import type { QueueConfig, QueueProducer } from './index.ts';
import { QueueUnavailableError } from './job-errors.ts';
import { QueueConnection, usualLimits } from './queue-connection.ts';

const queue = wishQueue('wish');
const limits = { ...usualLimits, enqueueMs: 200, producerSilenceMs: 300 };

interface Place {
  config: QueueConfig;
  /** From now on nothing answers. */
  hang(): Promise<void>;
  /** Resolves when what was refused can not be written any more. */
  dropped(app: INestApplication): Promise<unknown>;
  goOn(): Promise<void>;
  close(): Promise<void>;
}

const hangs = {
  Redis: async (): Promise<Place> => {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-redis-'));
    const redis = await startRedis(folder);
    return {
      config: { redisUrl: redis?.url, queuePrefix: 'test' },
      hang: () => Promise.resolve(redis?.hang()),
      dropped: (app) =>
        waitUntil('the connection is cut', () => {
          return !app.get(QueueConnection, { strict: false }).isConnected(queue.name);
        }),
      goOn: () => Promise.resolve(redis?.goOn()),
      close: async () => {
        await redis?.stop();
        await rm(folder, { recursive: true });
      },
    };
  },
  PostgreSQL: async (): Promise<Place> => {
    const database = await createTestDatabase();
    let release: () => Promise<void> = () => Promise.resolve();
    return {
      config: { databaseUrl: database.url, queuePrefix: 'test' },
      hang: async () => {
        release = await database.hold('LOCK TABLE bullmq.job IN ACCESS EXCLUSIVE MODE');
      },
      dropped: () =>
        waitUntil('the server gave up', async () => {
          const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%add_jobs_bulk%'`;
          return (await database.query(waiting)).length === 0;
        }),
      goOn: () => release(),
      close: () => database.drop(),
    };
  },
};

describe.each(queueBackends)('queues on a $name that hangs', ({ name }) => {
  let place: Place;
  let app: INestApplication;
  let producer: QueueProducer<Wish>;
  let handler: WishHandler;
  let made = 0;

  beforeAll(async () => {
    place = await hangs[name]();
    app = await openWishApp(place.config, [queue], { limits, consume: true });
    producer = producerOf(app, queue);
    handler = app.get(WishHandler);
  });
  beforeEach(async () => {
    await taken();
    await place.hang();
  });
  afterEach(() => place.goOn());
  afterAll(async () => {
    await app.close();
    await place.close();
  });

  /** A first write opens connections, which can take longer than the short limit here. */
  const taken = (): Promise<Wish> =>
    waitUntil('work is taken', async () => {
      const one = wish();
      return producer.enqueue(one).then(
        () => one,
        () => undefined,
      );
    });
  const wish = (): Wish => ({ id: String(++made) });
  const refused = (wishes: Wish[]): Promise<unknown[]> =>
    Promise.all(wishes.map((one) => producer.enqueue(one).catch((error: unknown) => error)));

  it('refuse what comes, write none of it later, and take work again when it answers', async () => {
    // Writes in flight when it begins cannot be recalled.
    await refused([wish()]);
    const wishes: Wish[] = [];
    for (let round = 0; round < 5; round++) {
      const some = [wish(), wish(), wish()];
      wishes.push(...some);
      expect(await refused(some)).toEqual(some.map(() => expect.any(QueueUnavailableError)));
    }

    await place.dropped(app);
    await place.goOn();

    const last = await taken();
    await waitUntil('it is done', () => handler.came.has(last.id), 20_000);
    expect(wishes.filter(({ id }) => handler.came.has(id))).toEqual([]);
  });

  it('are not asked for long by whoever enqueues work again', async () => {
    await expect(producer.enqueueAgain(wish())).rejects.toThrow(QueueUnavailableError);
  });

  it('hold a bounded number of payloads, and refuse more at once', async () => {
    const answers = Promise.all(
      Array.from({ length: 120 }, () => refused(Array.from({ length: 100 }, wish))),
    );

    expect(producer.waiting).toBe(10_000);
    expect((await answers).flat()).toEqual(
      Array.from({ length: 12_000 }, () => expect.any(QueueUnavailableError)),
    );
    expect(producer.waiting).toBe(0);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { createTestDatabase, queueBackends, startRedis, waitUntil } from '#testing';

import { openWishApp, producerOf, type Wish, WishHandler, wishQueue } from '../test/plain-wish-app.ts';
import type { QueueConfig, QueueProducer } from './index.ts';
import { QueueUnavailableError } from './job-errors.ts';
import { QueueConnection, type QueueLimits, usualLimits } from './queue-connection.ts';

const queue = wishQueue('wish');
const limits: QueueLimits = { ...usualLimits, enqueueMs: 200, producerSilenceMs: 300 };

interface Used {
  app?: INestApplication;
  writes: Promise<unknown>[];
}
interface Place {
  config: QueueConfig;
  limits: QueueLimits;
  /** From now on nothing answers. */
  hang(): Promise<void>;
  /** Resolves when what was refused can not be written any more. */
  dropped(): Promise<unknown>;
  goOn(): Promise<void>;
  close(): Promise<void>;
}

/** @param used what uses the queues there, and what it has begun to write */
const hangs = {
  Redis: async (used: Used): Promise<Place> => {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-redis-'));
    const redis = await startRedis(folder);
    return {
      config: { redisUrl: redis?.url, queuePrefix: 'test' },
      limits,
      hang: () => Promise.resolve(redis?.hang()),
      dropped: () =>
        waitUntil('the connection is cut', () => {
          return !used.app!.get(QueueConnection, { strict: false }).isConnected(queue.name);
        }),
      goOn: () => Promise.resolve(redis?.goOn()),
      close: async () => {
        await redis?.stop();
        await rm(folder, { recursive: true });
      },
    };
  },
  PostgreSQL: async (used: Used): Promise<Place> => {
    const database = await createTestDatabase();
    let release: () => Promise<void> = () => Promise.resolve();
    return {
      config: { databaseUrl: database.url, queuePrefix: 'test' },
      // The server ends what takes too long, however slow it is: once the client knows of it, nothing of it goes on.
      limits: { ...limits, producerSilenceMs: 30_000 },
      hang: async () => {
        release = await database.hold('LOCK TABLE bullmq.job IN ACCESS EXCLUSIVE MODE');
      },
      dropped: () => Promise.allSettled(used.writes),
      goOn: () => release(),
      close: () => database.drop(),
    };
  },
};

/** @returns every write from now on, as it is begun */
function watchWrites(app: INestApplication): Promise<unknown>[] {
  const writes: Promise<unknown>[] = [];
  const watched = app.get<Queue>(getQueueToken(queue.name), { strict: false });
  const [add, addBulk] = [watched.add.bind(watched), watched.addBulk.bind(watched)];
  const begun = <W extends Promise<unknown>>(write: W): W => {
    writes.push(write);
    return write;
  };
  watched.add = (...job) => begun(add(...job));
  watched.addBulk = (jobs) => begun(addBulk(jobs));
  return writes;
}

describe.each(queueBackends)('queues on a $name that hangs', ({ name }) => {
  const used: Used = { writes: [] };
  let place: Place;
  let app: INestApplication;
  let producer: QueueProducer<Wish>;
  let handler: WishHandler;
  let made = 0;

  beforeAll(async () => {
    place = await hangs[name](used);
    app = await openWishApp(place.config, [queue], { limits: place.limits, consume: true });
    Object.assign(used, { app, writes: watchWrites(app) });
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
    // Writes in flight when it begins cannot be recalled. What has waited for its turn too long was not written at all.
    const written = used.writes.length;
    await waitUntil('a write is in flight', () => refused([wish()]).then(() => used.writes.length > written));
    const wishes: Wish[] = [];
    for (let round = 0; round < 5; round++) {
      const some = [wish(), wish(), wish()];
      wishes.push(...some);
      expect(await refused(some)).toEqual(some.map(() => expect.any(QueueUnavailableError)));
    }

    await place.dropped();
    await place.goOn();

    const last = await taken();
    await waitUntil('it is done', () => handler.came.has(last.id));
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

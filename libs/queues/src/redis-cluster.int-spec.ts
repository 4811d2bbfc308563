import type { INestApplication } from '@nestjs/common';

import { queueBackends, RedisCluster, waitUntil } from '#testing';

import { patientLimits } from '../test/wish-app.ts';
import { openWishApp, producerOf, type Wish, WishHandler, wishQueue } from '../test/plain-wish-app.ts';
import { QueueDependency, type QueueProducer } from './index.ts';
import type { QueueLimits } from './queue-connection.ts';

const queues = ['intent', 'media', 'status', 'outbound'].map(wishQueue);
const [first] = queues as [ReturnType<typeof wishQueue>];
const keyOf = (name: string): string => `{test:${name}}:${name}:meta`;
const failoverLimitMs = 60_000;
/** A look at what replicas have must not be taken for a slow queue. */
const carefulLimits: QueueLimits = { ...patientLimits, enqueueMs: 5_000 };

// Where there is no redis-server, the test run says so.
describe.each(queueBackends.filter(({ name }) => name === 'Redis'))('queues on a $name cluster', () => {
  let cluster: RedisCluster;
  let app: INestApplication;
  let handler: WishHandler;
  let made = 0;

  const config = (
    redisWaitReplicas = 0,
  ): { redisUrl: string; queuePrefix: string; redisWaitReplicas: number } => ({
    redisUrl: cluster.url,
    queuePrefix: 'test',
    redisWaitReplicas,
  });

  beforeAll(async () => {
    cluster = await RedisCluster.start();
    app = await openWishApp(config(), queues, { consume: true });
    handler = app.get(WishHandler);
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  const wish = (): Wish => ({ id: String(++made) });

  /** Redelivers what is refused, as WhatsApp does. Ends when `until` holds and all that was delivered is accepted. */
  async function deliver(producer: QueueProducer<Wish>, until: () => boolean): Promise<Set<string>> {
    const accepted = new Set<string>();
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        while (!until()) {
          const one = wish();
          await waitUntil('it is accepted', () => producer.enqueue(one).then(() => true), failoverLimitMs);
          accepted.add(one.id);
        }
      }),
    );
    return accepted;
  }

  const untilAllCame = (ids: Set<string>): Promise<unknown> =>
    waitUntil('all came', () => [...ids].every((id) => handler.came.has(id)), failoverLimitMs);

  it('spread over the nodes, and jobs flow through each', async () => {
    const wishes = queues.map((queue) => ({ queue, one: wish() }));

    await Promise.all(wishes.map(({ queue, one }) => producerOf(app, queue).enqueue(one)));

    await waitUntil('all came', () => wishes.every(({ one }) => handler.came.has(one.id)));
    const ports = await Promise.all(
      queues.map(async ({ name }) => (await cluster.holding(keyOf(name))).master.port),
    );
    expect(new Set(ports).size).toBeGreaterThan(1);
  });

  it('lose nothing when a replica takes over under load', async () => {
    const { replica } = await cluster.holding(keyOf(first.name));
    let isDone = false;
    const delivered = deliver(producerOf(app, first), () => isDone);

    await cluster.failOver(replica);
    const before = handler.came.size;
    await waitUntil('jobs go on', () => handler.came.size > before + 100, failoverLimitMs);
    isDone = true;

    await untilAllCame(await delivered);
  });

  describe('that wait for a replica', () => {
    let careful: INestApplication;
    let producer: QueueProducer<Wish>;

    beforeAll(async () => {
      await cluster.untilHealthy();
      careful = await openWishApp(config(1), queues, { limits: carefulLimits, consume: false });
      producer = producerOf(careful, first);
    });
    afterAll(() => careful.close());

    it('refuse what no replica confirms', async () => {
      const { replica } = await cluster.holding(keyOf(first.name));
      await waitUntil('it confirms', () => producer.enqueue(wish()).then(() => true), failoverLimitMs);

      replica.hang();
      try {
        await expect(producer.enqueue(wish())).rejects.toThrow('0 of 1 replicas confirmed');
      } finally {
        replica.goOn();
      }

      await waitUntil('it confirms again', () => producer.enqueue(wish()).then(() => true), failoverLimitMs);
    });

    it('lose nothing that was accepted when a master is killed under load', async () => {
      await cluster.untilHealthy();
      const { master, replica } = await cluster.holding(keyOf(first.name));
      const accepted = new Set<string>();
      let refused = 0;
      const over = new AbortController();
      const load = Array.from({ length: 5 }, async () => {
        while (!over.signal.aborted) {
          const one = wish();
          await producer.enqueue(one).then(
            () => accepted.add(one.id),
            () => refused++,
          );
        }
      });
      await waitUntil('much was accepted', () => accepted.size > 200, failoverLimitMs);

      // What only the master has from here on would be lost with it.
      await cluster.failOverSoon();
      const refusedBefore = refused;
      replica.hang();
      try {
        await waitUntil('nothing is accepted any more', () => refused >= refusedBefore + 10, failoverLimitMs);
        const acceptedBefore = accepted.size;
        await master.kill();
        over.abort();
        await Promise.all(load);
        expect(accepted.size).toBe(acceptedBefore);
      } finally {
        replica.goOn();
      }

      await untilAllCame(accepted);
      const after = wish();
      await waitUntil(
        'the replica has taken over, and work goes on',
        async () => {
          await producerOf(app, first).enqueue(after);
          return handler.came.has(after.id);
        },
        failoverLimitMs,
      );
      await cluster.failOverLate();
    });
  });

  it('are given up for ready only while each node is well set up', async () => {
    const ping = (): Promise<unknown> => app.get(QueueDependency, { strict: false }).ping();
    await waitUntil('it is ready', () => ping().then(() => true), failoverLimitMs);
    const { master } = await cluster.holding(keyOf('media'));

    await cluster.call(master, 'CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');

    await waitUntil('it says why', () =>
      ping().catch((error) => String(error).includes('set maxmemory-policy noeviction')),
    );
    await cluster.call(master, 'CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await waitUntil('it is ready again', () => ping().then(() => true));
  });

  it('are not ready when only one node is named', async () => {
    const [redisUrl] = cluster.url.split(',');
    const single = await openWishApp({ redisUrl, queuePrefix: 'test' }, queues, { consume: false });
    try {
      const ping = (): Promise<unknown> => single.get(QueueDependency, { strict: false }).ping();
      const reason = (): Promise<string> => ping().then(() => 'ready', String);
      await waitUntil('it says why', async () =>
        (await reason()).includes('REDIS_URL names one node of a cluster'),
      );
    } finally {
      await single.close();
    }
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INestApplication } from '@nestjs/common';

import { queueBackends, startRedis, startSentinel, waitUntil } from '#testing';

import { openWishApp, producerOf, type Wish, WishHandler, wishQueue } from '../test/plain-wish-app.ts';
import { QueueDependency } from './index.ts';

const queue = wishQueue('wish');
const failoverLimitMs = 60_000;

// Where there is no redis-server, the test run says so.
describe.each(queueBackends.filter(({ name }) => name === 'Redis'))(
  'queues on a $name behind Sentinel',
  () => {
    const folders: string[] = [];
    const servers: { kill(): Promise<void> }[] = [];
    let app: INestApplication | undefined;
    let made = 0;

    afterAll(async () => {
      await app?.close();
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
    });

    async function start<T extends { kill(): Promise<void> }>(
      open: (folder: string) => Promise<T | undefined>,
    ): Promise<T> {
      const folder = await mkdtemp(join(tmpdir(), 'handsfree-sentinel-'));
      folders.push(folder);
      const server = await open(folder);
      if (!server) throw new Error('redis-server did not start');
      servers.push(server);
      return server;
    }

    const wish = (): Wish => ({ id: String(++made) });

    it('go on when the master dies', async () => {
      const flags = ['--requirepass', 'secret', '--masterauth', 'secret', '--repl-diskless-sync-delay', '0'];
      const master = await start((folder) => startRedis(folder, flags));
      await start((folder) =>
        startRedis(folder, [...flags, '--replicaof', '127.0.0.1', String(master.port)]),
      );
      const sentinel = await start((folder) => startSentinel(folder, master.port, 'secret'));
      // The second one does not exist.
      const redisUrl = `redis+sentinel://:secret@127.0.0.1:${sentinel.port},127.0.0.1:1/main`;
      app = await openWishApp({ redisUrl, queuePrefix: 'test', redisWaitReplicas: 1 }, [queue], {
        consume: true,
      });
      const producer = producerOf(app, queue);
      const handler = app.get(WishHandler);
      await waitUntil('it is ready', () =>
        app
          ?.get(QueueDependency, { strict: false })
          .ping()
          .then(() => true),
      );
      const before = wish();
      await waitUntil(
        'the replica confirms',
        () => producer.enqueue(before).then(() => true),
        failoverLimitMs,
      );
      await waitUntil('it came', () => handler.came.has(before.id));

      await master.kill();

      await waitUntil(
        'it is ready again',
        () =>
          app
            ?.get(QueueDependency, { strict: false })
            .ping()
            .then(() => true),
        failoverLimitMs,
      );
      const after = wish();
      // No replica is left to confirm it.
      await expect(producer.enqueue(after)).rejects.toThrow('0 of 1 replicas confirmed');
      await waitUntil('it came', () => handler.came.has(after.id), failoverLimitMs);
    });
  },
);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { Gate, GateModule, HealthModule, loadConfig, SealingModule, sealingSettings } from '#platform';
import { queueBackends, startRedis, testAccount, waitUntil } from '#testing';

import { patientLimits } from '../test/wish-app.ts';
import { openWishApp, producerOf, WishHandler, wishQueue } from '../test/plain-wish-app.ts';
import { QueueDependency, QueuesModule, statusQueue } from './index.ts';

/** Of a machine that is busy with other things. */
const isLate = (what: unknown): boolean => JSON.stringify(what).includes('no answer within');

const infoForbidden = ['--user', 'default', 'on', 'nopass', '~*', '&*', '+@all', '-info'];

// Where there is no redis-server, there is nothing to judge.
describe.each(queueBackends.filter(({ name }) => name === 'Redis'))('readiness on $name', () => {
  let folder: string;
  let redis: { url: string; stop(): Promise<void> } | undefined;
  let app: INestApplication | undefined;
  let warned: unknown[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-redis-'));
    warned = [];
  });
  afterEach(async () => {
    await app?.close();
    await redis?.stop();
    await rm(folder, { recursive: true });
  });

  async function ready(flags: string[]): Promise<{ status: number; body: unknown }> {
    redis = await startRedis(folder, flags);
    const config = { redisUrl: redis!.url, queuePrefix: 'test' };
    class TestModule {}
    app = await NestFactory.create(
      {
        module: TestModule,
        imports: [
          SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
          QueuesModule.with(config, { produces: [statusQueue] }, patientLimits),
          HealthModule.needing(QueueDependency),
          GateModule.over(QueueDependency),
        ],
      },
      {
        logger: {
          log: () => undefined,
          error: () => undefined,
          warn: (line: unknown) => isLate(line) || warned.push(line),
        },
      },
    );
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/health/ready`;
    return waitUntil('it answers in time', async () => {
      const response = await fetch(url);
      const body: unknown = await response.json();
      return !isLate(body) && { status: response.status, body };
    });
  }

  it('is given without a word when nothing can be lost', async () => {
    expect(await ready(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'])).toMatchObject({
      status: 200,
      body: { info: { queues: { status: 'up' } } },
    });
    expect(warned).toEqual([]);
  });

  it.each(['allkeys-lru', 'volatile-ttl'])('is refused where work may be evicted (%s)', async (policy) => {
    expect(await ready(['--appendonly', 'yes', '--maxmemory-policy', policy])).toMatchObject({
      status: 503,
      body: {
        error: {
          queues: { status: 'down', message: expect.stringContaining('set maxmemory-policy noeviction') },
        },
      },
    });
  });

  it('is refused, but work goes on after an outage, where Redis is only badly set up', async () => {
    expect(await ready(infoForbidden)).toMatchObject({ status: 503 });
    const gate = app!.get(Gate, { strict: false });

    gate.closeFor(new Error('Connection is closed.'));

    expect(gate.isOpen).toBe(false);
    await gate.whenOpen();
  });

  it('or not, jobs flow where nobody may ask for the version', async () => {
    redis = await startRedis(folder, infoForbidden);
    const queue = wishQueue('wish');
    app = await openWishApp({ redisUrl: redis!.url, queuePrefix: 'test' }, [queue], { consume: true });
    const handler = app.get(WishHandler);

    await producerOf(app, queue).enqueue({ id: '1' });

    await waitUntil('it is done', () => handler.came.has('1'));
  });

  it('is given with a warning, also in the log, where nothing outlives a restart', async () => {
    const warning = expect.stringContaining('Set appendonly yes');

    expect(await ready(['--appendonly', 'no'])).toMatchObject({
      status: 200,
      body: { info: { queues: { status: 'up', warning } } },
    });
    await waitUntil('it stands in the log', () => warned.length > 0);
    expect(warned).toEqual([{ message: warning }]);
  });
});

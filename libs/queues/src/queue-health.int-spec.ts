import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { GateModule, loadConfig, SealingModule, sealingSettings } from '#platform';
import {
  createTestDatabase,
  queueBackends,
  startRedis,
  testAccount,
  type TestDatabase,
  waitUntil,
} from '#testing';

import { patientLimits } from '../test/wish-app.ts';
import {
  consumer,
  type QueueConfig,
  QueueDependency,
  type QueueState,
  QueuesModule,
  statusQueue,
} from './index.ts';
import type { WatchedQueue } from './queue-watch.ts';

class IdleHandler {
  async handle(): Promise<void> {}
}

async function open(config: QueueConfig, withWorker: boolean): Promise<INestApplication> {
  class TestModule {}
  const app = await NestFactory.create(
    {
      module: TestModule,
      imports: [
        SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
        QueuesModule.with(config, { consumes: [statusQueue] }, patientLimits),
        GateModule.over(QueueDependency),
      ],
      providers: [IdleHandler, ...(withWorker ? [consumer(statusQueue, IdleHandler)] : [])],
    },
    { logger: false },
  );
  await app.listen(0, '127.0.0.1');
  return app;
}

/** What is answered about the queue, once that answers in time, as it may not on a busy machine. */
function healthOf(app: INestApplication): Promise<{ code: number; state: QueueState }> {
  return waitUntil('the queue answers', async () => {
    const response = await fetch(`${await app.getUrl()}/health/queues`);
    const { queues } = (await response.json()) as { queues: [WatchedQueue] };
    return queues[0].isReachable && { code: response.status, state: queues[0] };
  });
}
const stateOf = async (app: INestApplication): Promise<QueueState> => (await healthOf(app)).state;

describe.each(queueBackends)('the health of a queue on $name', (backend) => {
  let database: TestDatabase;
  let app: INestApplication;
  let queue: Queue;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await open(backend.config(database.url), false);
    queue = app.get<Queue>(getQueueToken(statusQueue.name), { strict: false });
  });
  afterEach(() => queue.obliterate({ force: true }));
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const secondsAgo = (seconds: number): number => Date.now() - seconds * 1_000;

  it('takes the age of the job that has waited longest', async () => {
    await queue.add('old', {}, { timestamp: secondsAgo(50) });
    await queue.add('new', {});

    const state = await stateOf(app);

    expect(state.waiting).toBe(2);
    expect(state.oldestWaitingSeconds).toBeGreaterThanOrEqual(50);
  });

  it('counts a job with a priority as waiting', async () => {
    await queue.add('a', {}, { priority: 5, timestamp: secondsAgo(50) });

    const state = await stateOf(app);

    expect(state.waiting).toBe(1);
    expect(state.oldestWaitingSeconds).toBeGreaterThanOrEqual(50);
  });

  it('counts a delayed job that is due as waiting, from when it was due', async () => {
    await queue.add('due', {}, { timestamp: secondsAgo(500), delay: 440_000 });
    await queue.add('not due', {}, { delay: 3_600_000 });

    const state = await stateOf(app);

    expect(state).toMatchObject({ waiting: 1, delayed: 1, overdue: 1 });
    expect(state.oldestWaitingSeconds).toBeGreaterThanOrEqual(60);
    expect(state.oldestWaitingSeconds).toBeLessThan(400);
  });

  it('takes the age of a job that was delayed from when it was due', async () => {
    const job = await queue.add('promoted', {}, { timestamp: secondsAgo(500), delay: 440_000 });
    await job.promote();

    const state = await stateOf(app);

    expect(state).toMatchObject({ waiting: 1, delayed: 0 });
    expect(state.oldestWaitingSeconds).toBeGreaterThanOrEqual(60);
    expect(state.oldestWaitingSeconds).toBeLessThan(400);
  });

  it('says that nothing waits while nothing is due', async () => {
    await queue.add('not due', {}, { timestamp: secondsAgo(500), delay: 3_600_000 });

    expect(await stateOf(app)).toMatchObject({ waiting: 0, delayed: 1, oldestWaitingSeconds: null });
  });

  it('is failing when it has no worker', async () => {
    expect(await stateOf(app)).toMatchObject({ workers: 0, status: 'failing' });
  });
});

describe.each(queueBackends)('the health of a queue on $name with a worker', (backend) => {
  let database: TestDatabase;
  let app: INestApplication;
  let queue: Queue;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await open(backend.config(database.url), true);
    queue = app.get<Queue>(getQueueToken(statusQueue.name), { strict: false });
  });
  afterAll(async () => {
    await queue.obliterate({ force: true });
    await app.close();
    await database.drop();
  });

  it('tells when a job last completed', async () => {
    const begunAt = Date.now();
    await queue.add('report', { plain: { messageKey: 'k', wamid: 'w', status: 'sent', occurredAt: 1 } });

    const completedAt = await waitUntil('it completed', async () => (await stateOf(app)).lastCompletedAt);

    expect(Date.parse(completedAt)).toBeGreaterThanOrEqual(begunAt);
    expect(Date.parse(completedAt)).toBeLessThanOrEqual(Date.now());
  });

  it('warns while failed jobs wait for a person, and answers 200: all that is new gets through', async () => {
    const hasStatus = (status: string) => async (): Promise<boolean> =>
      (await stateOf(app)).status === status;
    await waitUntil('the worker is seen', hasStatus('ok'));
    const job = await queue.add('unreadable', { plain: {} });
    await waitUntil('it failed', () => job.isFailed());

    expect(await healthOf(app)).toMatchObject({ code: 200, state: { failed: 1, status: 'warning' } });

    await job.remove();
    expect(await stateOf(app)).toMatchObject({ failed: 0, status: 'ok' });
  });
});

// Without redis-server, nothing is forbidden.
describe.each(queueBackends.filter(({ name }) => name === 'Redis'))(
  'on a $name that forbids CLIENT LIST',
  () => {
    it('is judged by what is known', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'handsfree-redis-'));
      const flags = ['--user', 'limited', 'on', '>secret', '~*', '&*', '+@all', '-client|list'];
      const redis = await startRedis(folder, flags);
      const url = new URL(redis?.url ?? '');
      const redisUrl = `redis://limited:secret@${url.host}`;
      const app = await open({ redisUrl, queuePrefix: 'test' }, true);
      try {
        expect(await stateOf(app)).toMatchObject({ workers: null, status: 'ok' });
      } finally {
        await app.close();
        await redis?.stop();
        await rm(folder, { recursive: true });
      }
    });
  },
);

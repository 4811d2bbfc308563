import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { type Queue, Worker } from 'bullmq';

import { loadConfig, SealingModule, sealingSettings } from '#platform';
import { QueueConnection, QueuesModule, statusQueue } from '#queues';
import { createTestDatabase, queueBackends, testAccount, type TestDatabase } from '#testing';

import { StatusBacklog } from './status-backlog.service.ts';

describe.each(queueBackends)('the backlog of status reports, queues in $name', (backend) => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let queue: Queue;

  beforeAll(async () => {
    database = await createTestDatabase();
    const module = {
      module: class {},
      imports: [
        SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
        QueuesModule.with(backend.config(database.url), { consumes: [statusQueue] }),
      ],
      providers: [StatusBacklog],
    };
    app = await NestFactory.createApplicationContext(module, { logger: false });
    queue = app.get<Queue>(getQueueToken(statusQueue.name), { strict: false });
  });
  afterEach(() => queue.obliterate({ force: true }));
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  /** What a fresh look sees. */
  const isBehind = (connection = app.get(QueueConnection)): Promise<boolean> =>
    new StatusBacklog(app.get(ModuleRef), connection).isBehind();
  const longAgo = (): { timestamp: number } => ({ timestamp: Date.now() - 60_000 });
  /** Takes the next job and does nothing with it, like a worker that died or waits for the database. */
  async function take(): Promise<void> {
    const worker = new Worker(queue.name, null, app.get(QueueConnection).optionsFor(queue.name));
    await worker.getNextJob('nobody');
    await worker.close(true);
  }

  it('is none while nothing waits, or only what came just now', async () => {
    expect(await isBehind()).toBe(false);
    // On a busy machine, to look takes time.
    await queue.add('new', {}, { timestamp: Date.now() + 60_000 });
    expect(await isBehind()).toBe(false);
    await take();
    expect(await isBehind()).toBe(false);
  });

  it('is one when a report has waited', async () => {
    await queue.add('old', {}, longAgo());
    await queue.add('new', {});

    expect(await isBehind()).toBe(true);
  });

  it('is one when a report has been in the hands of a worker for longer than usual', async () => {
    await queue.add('old', {}, longAgo());
    await take();
    await queue.add('new', {});
    await take();

    expect(await queue.getWaitingCount()).toBe(0);
    expect(await isBehind()).toBe(true);
  });

  it('is one when a report is to be tried again', async () => {
    await queue.add('again', {}, { delay: 60_000 });

    expect(await isBehind()).toBe(true);
  });

  it('counts as one while the queue can not be asked', async () => {
    const connection = app.get(QueueConnection);
    const away = Object.assign(Object.create(connection) as QueueConnection, { isConnected: () => false });

    expect(await isBehind(away)).toBe(true);
  });
});

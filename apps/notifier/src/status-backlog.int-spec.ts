import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { type Queue, Worker } from 'bullmq';

import { GateModule, loadConfig, Sealer, SealingModule, sealingSettings } from '#platform';
import { QueueConnection, QueueDependency, QueuesModule, statusQueue } from '#queues';
import {
  createTestDatabase,
  patientQueues,
  queueBackends,
  testAccount,
  type TestDatabase,
  testSealer,
} from '#testing';

import { StatusBacklog } from './status-backlog.service.ts';

/** What a busy machine takes long to tell counts, too. */
class PatientBacklog extends StatusBacklog {
  protected override readonly answerMs = 60_000;
}

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
        QueuesModule.with(backend.config(database.url), { consumes: [statusQueue] }, patientQueues),
        GateModule.over(QueueDependency),
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
    new PatientBacklog(app.get(ModuleRef), connection, app.get(Sealer)).isBehind();
  const longAgo = (ms = 60_000): { timestamp: number } => ({ timestamp: Date.now() - ms });
  const readable = { plain: {} };
  /** Takes the next job and does nothing with it, like a worker that died or waits for the database. */
  async function take(): Promise<void> {
    const worker = new Worker(queue.name, null, app.get(QueueConnection).optionsFor(queue.name));
    await worker.getNextJob('nobody');
    await worker.close(true);
  }

  it('is none while nothing waits, or only what came just now', async () => {
    expect(await isBehind()).toBe(false);
    // On a busy machine, to look takes time.
    await queue.add('new', readable, { timestamp: Date.now() + 60_000 });
    expect(await isBehind()).toBe(false);
    await take();
    expect(await isBehind()).toBe(false);
  });

  it('is one when a report has waited', async () => {
    await queue.add('old', readable, longAgo());
    await queue.add('new', readable);

    expect(await isBehind()).toBe(true);
  });

  it('is one when a report has been in the hands of a worker for longer than usual', async () => {
    await queue.add('old', readable, longAgo());
    await take();
    await queue.add('new', readable);
    await take();

    expect(await queue.getWaitingCount()).toBe(0);
    expect(await isBehind()).toBe(true);
  });

  it('is one when a report is to be tried again', async () => {
    await queue.add('again', readable, { delay: 60_000 });

    expect(await isBehind()).toBe(true);
  });

  describe('of reports that were set aside for want of their key', () => {
    const hourMs = 3_600_000;
    const unreadable = [
      { sealed: testSealer('unknown').seal('{}') },
      { plain: {}, lookupKey: 'another one' },
    ];

    it('is none, wherever these are just now', async () => {
      for (const data of unreadable) await queue.add('delayed', data, { ...longAgo(hourMs), delay: 60_000 });
      expect(await isBehind()).toBe(false);

      for (const data of unreadable) await queue.add('again', data, longAgo(hourMs));
      await queue.add('new', readable, { timestamp: Date.now() + 60_000 });
      expect(await isBehind()).toBe(false);

      await take();
      expect(await queue.getActiveCount()).toBe(1);
      expect(await isBehind()).toBe(false);
    });

    it('is one when another report has waited behind them, or waits to be tried again', async () => {
      await queue.add('again', unreadable[0], longAgo(hourMs));
      const waiting = await queue.add('old', readable, longAgo());
      expect(await isBehind()).toBe(true);

      await waiting.remove();
      expect(await isBehind()).toBe(false);
      await queue.add('delayed', unreadable[1], { ...longAgo(hourMs), delay: 60_000 });
      await queue.add('again', readable, { ...longAgo(hourMs), delay: 60_000 });
      expect(await isBehind()).toBe(true);
    });

    it('is one at first: another app may have the key', async () => {
      await queue.add('delayed', unreadable[0], { ...longAgo(), delay: 60_000 });

      expect(await isBehind()).toBe(true);
    });
  });

  it('counts as one while the queue can not be asked', async () => {
    const connection = app.get(QueueConnection);
    const away = Object.assign(Object.create(connection) as QueueConnection, { isConnected: () => false });

    expect(await isBehind(away)).toBe(true);
  });
});

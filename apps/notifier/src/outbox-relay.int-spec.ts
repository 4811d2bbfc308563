import { getQueueToken } from '@nestjs/bullmq';
import { type INestApplicationContext, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { GateModule, loadConfig, SealingModule, sealingSettings } from '#platform';
import {
  consumer,
  type Handler,
  type OutboundPayload,
  outboundQueue,
  producerToken,
  type QueueConfig,
  QueueDependency,
  type QueueProducer,
  QueuesModule,
  usualWorker,
} from '#queues';
import { patientQueues, queueBackends, testAccount, waitUntil } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { OutboxRelay } from './outbox-relay.service.ts';

const backlog = 500;
/** A worker that a busy machine keeps waiting is not taken for dead: what it has in hand would come again. */
const worker = { ...usualWorker, lockDurationMs: 60_000 };

/** Records what comes. */
@Injectable()
class Recorder implements Handler<OutboundPayload> {
  readonly came: string[] = [];

  handle({ outboundId }: OutboundPayload): Promise<void> {
    this.came.push(outboundId);
    return Promise.resolve();
  }
}

async function openQueue(config: QueueConfig, consume: boolean): Promise<INestApplicationContext> {
  class TestModule {}
  return NestFactory.createApplicationContext(
    {
      module: TestModule,
      imports: [
        SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
        QueuesModule.with(
          config,
          { produces: [outboundQueue], consumes: consume ? [outboundQueue] : [] },
          patientQueues,
        ),
        GateModule.over(QueueDependency),
      ],
      providers: [Recorder, ...(consume ? [consumer(outboundQueue, Recorder, worker)] : [])],
    },
    { logger: false },
  );
}

describe.each(queueBackends)('the outbox relay over a backlog that is on the queue, on $name', (backend) => {
  let services: NotifierServices;
  let config: QueueConfig;
  let app: INestApplicationContext;
  let queue: Queue<{ plain: OutboundPayload }>;
  let producer: QueueProducer<OutboundPayload>;
  let ids: string[];

  async function open(consume: boolean): Promise<void> {
    app = await openQueue(config, consume);
    queue = app.get(getQueueToken(outboundQueue.name), { strict: false });
    producer = app.get(producerToken(outboundQueue), { strict: false });
  }

  beforeEach(async () => {
    services = await NotifierServices.open();
    config = backend.config(services.testDatabase.url);
    const contactId = await services.person({ phone: '16505551234' });
    ids = await services.database.transaction((tx) =>
      services.outbound.writeAll(
        tx,
        Array.from({ length: backlog }, () => ({ contactId, body: 'Hello!' })),
      ),
    );
    await open(false);
    await producer.enqueue(...ids.map((outboundId) => ({ outboundId, purpose: 'reply' as const })));
  });
  afterEach(async () => {
    await queue.obliterate({ force: true });
    await app.close();
    await services.close();
  });

  /** As two notifiers do that find all of it overdue. */
  async function relayAll(): Promise<void> {
    await services.database.outboundMessage.updateMany({ data: { relayAfter: new Date(0) } });
    const relay = new OutboxRelay(services.outbound, producer);
    await Promise.all([relay.relay(), relay.relay()]);
  }

  it('adds no job for what has one, however often all of it is overdue', async () => {
    for (let run = 0; run < 3; run++) await relayAll();

    const jobs = await queue.getJobs(['wait', 'prioritized', 'delayed', 'active', 'failed', 'completed']);
    expect(jobs.map(({ data }) => data.plain.outboundId).toSorted()).toEqual(ids.toSorted());
  });

  it('has each message handled once', async () => {
    for (let run = 0; run < 2; run++) await relayAll();
    await app.close();

    await open(true);

    const { came } = app.get(Recorder);
    await waitUntil('all came, and nothing is left', async () => {
      const left = await queue.getJobCountByTypes('wait', 'prioritized', 'delayed', 'active');
      return left === 0 && came.length >= backlog;
    });
    expect(came.toSorted()).toEqual(ids.toSorted());
  });
});

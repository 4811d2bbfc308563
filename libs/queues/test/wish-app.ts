import { randomUUID } from 'node:crypto';

import { getQueueToken, type WorkerHost } from '@nestjs/bullmq';
import { Injectable, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import { z } from 'zod';

import { DataModule } from '#data';
import {
  type Dependency,
  Gate,
  GateModule,
  HealthModule,
  loadConfig,
  SealingModule,
  sealingSettings,
} from '#platform';
import { testAccount } from '#testing';

import { consumer, type Handler, type QueueDefinition, QueueDependency, QueuesModule } from '../src/index.ts';
import type { JobData } from '../src/payload-codec.ts';
import { type QueueLimits, usualLimits } from '../src/queue-connection.ts';
import type { QueueConfig } from '../src/queue-settings.ts';
import { QueueProducer, producerToken } from '../src/queue-producer.ts';
import type { QueueWorker } from '../src/queue-worker.ts';
import type { WorkerSettings } from '../src/worker-settings.ts';

const wishSchema = z.object({ id: z.string(), words: z.string() });
export type Wish = z.infer<typeof wishSchema>;

export const wishQueue: QueueDefinition<Wish> = {
  name: 'wish',
  payload: wishSchema,
  sealed: true,
  batched: true,
  jobId: ({ id }) => `w-${id}`,
  options: {
    attempts: 3,
    backoff: { type: 'fixed', delay: 20 },
    removeOnComplete: { count: 100 },
    removeOnFail: false,
  },
};

export const wish = (words = 'a quiet day'): Wish => ({ id: randomUUID(), words });
/** Too many for a job each: they share one. */
export const manyWishes = (): Wish[] => Array.from({ length: 50 }, () => wish());

/** Handles each wish as the test says, and records it. */
@Injectable()
export class WishHandler implements Handler<Wish> {
  readonly came: Wish[] = [];
  readonly done: string[] = [];
  readonly exhausted: string[] = [];
  behave: (wish: Wish, time: number) => Promise<unknown> | void = () => undefined;
  onExhaustion: (error: Error) => Promise<unknown> | void = () => undefined;

  async handle(one: Wish): Promise<void> {
    this.came.push(one);
    await this.behave(one, this.came.filter(({ id }) => id === one.id).length);
    this.done.push(one.id);
  }

  async onExhausted(one: Wish, error: Error): Promise<void> {
    await this.onExhaustion(error);
    this.exhausted.push(`${one.id}: ${error.message}`);
  }
}

/** For tests of what queues do: a busy machine may take longer than users may wait. */
export const patientLimits: QueueLimits = { ...usualLimits, enqueueMs: 20_000, producerSilenceMs: 30_000 };

/** No job is taken once more because this process was too busy to keep it. */
const usualSettings: WorkerSettings = {
  concurrency: 5,
  lockDurationMs: 60_000,
  stalledIntervalMs: 1_000,
  maxStalledCount: 5,
};

/** An app that produces wishes and optionally consumes them. */
export class WishApp {
  readonly handler: WishHandler;
  readonly producer: QueueProducer<Wish>;
  readonly queue: Queue<JobData>;
  readonly gate: Gate;
  /** Of an app that consumes. */
  get worker(): QueueWorker {
    return this.nest.get<WorkerHost<QueueWorker>>(this.wishConsumer, { strict: false }).worker;
  }

  private constructor(
    readonly nest: NestExpressApplication,
    private readonly wishConsumer: Type<WorkerHost>,
  ) {
    this.handler = nest.get(WishHandler);
    this.producer = nest.get(producerToken(wishQueue), { strict: false });
    this.queue = nest.get(getQueueToken(wishQueue.name), { strict: false });
    this.gate = nest.get(Gate, { strict: false });
  }

  /** @param needs the gate's dependencies besides the queue; the database is provided when it is one of them */
  static async open(
    config: QueueConfig & { databaseUrl: string },
    options: { consume?: boolean; settings?: Partial<WorkerSettings>; needs?: Type<Dependency>[] } = {},
  ): Promise<WishApp> {
    const { consume = true, settings, needs = [] } = options;
    class TestModule {}
    const wishConsumer = consumer(wishQueue, WishHandler, { ...usualSettings, ...settings });
    const nest = await NestFactory.create<NestExpressApplication>(
      {
        module: TestModule,
        imports: [
          SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
          QueuesModule.with(
            config,
            { produces: [wishQueue], consumes: consume ? [wishQueue] : [] },
            patientLimits,
          ),
          HealthModule.needing(QueueDependency),
          ...(needs.length > 0 ? [DataModule.with(config)] : []),
          GateModule.over(...needs, QueueDependency),
        ],
        providers: [WishHandler, ...(consume ? [wishConsumer] : [])],
      },
      { logger: false },
    );
    await nest.listen(0, '127.0.0.1');
    return new WishApp(nest, wishConsumer);
  }

  close(): Promise<void> {
    return this.nest.close();
  }
}

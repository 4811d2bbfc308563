import { Injectable, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';

import { GateModule, loadConfig, SealingModule, sealingSettings } from '#platform';
import { testAccount } from '#testing';

import {
  consumer,
  type Handler,
  producerToken,
  type QueueConfig,
  type QueueDefinition,
  QueueDependency,
  type QueueProducer,
  QueuesModule,
} from '../src/index.ts';
import type { QueueLimits } from '../src/queue-connection.ts';
import { patientLimits } from './wish-app.ts';

const wishSchema = z.object({ id: z.string() });
export type Wish = z.infer<typeof wishSchema>;

/** A queue whose payloads are ids, each in a job of its own. */
export const wishQueue = (name: string): QueueDefinition<Wish> => ({
  name,
  payload: wishSchema,
  sealed: false,
  batched: false,
  jobId: ({ id }) => `w-${id}`,
  options: {
    attempts: 3,
    backoff: { type: 'fixed', delay: 20 },
    removeOnComplete: { count: 10 },
    removeOnFail: false,
  },
});

/** Records payloads. */
@Injectable()
export class WishHandler implements Handler<Wish> {
  readonly came = new Set<string>();

  handle({ id }: Wish): Promise<void> {
    this.came.add(id);
    return Promise.resolve();
  }
}

export async function openWishApp(
  config: QueueConfig,
  queues: QueueDefinition<Wish>[],
  options: { limits?: QueueLimits; consume: boolean },
): Promise<INestApplication> {
  class TestModule {}
  const app = await NestFactory.create(
    {
      module: TestModule,
      imports: [
        SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
        QueuesModule.with(config, { produces: queues, consumes: queues }, options.limits ?? patientLimits),
        GateModule.over(QueueDependency),
      ],
      providers: [
        WishHandler,
        ...(options.consume ? queues.map((queue) => consumer(queue, WishHandler)) : []),
      ],
    },
    { logger: false },
  );
  return app.init();
}

export const producerOf = (app: INestApplication, queue: { name: string }): QueueProducer<Wish> =>
  app.get<QueueProducer<Wish>>(producerToken(queue), { strict: false });

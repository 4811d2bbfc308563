import { Inject } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { type Sealer, withTimeLimit } from '#platform';

import { encodePayload, type JobData } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';

const enqueueLimitMs = 1_000;

/** Puts typed work on one queue. Rejects when the queue did not take it within a second. */
export class QueueProducer<T> {
  constructor(
    private readonly definition: QueueDefinition<T>,
    private readonly queue: Queue<JobData>,
    private readonly sealer: Sealer,
  ) {}

  /** All of them in one round trip; resolves once the queue has them. */
  async enqueue(...payloads: T[]): Promise<void> {
    if (payloads.length === 0) return;
    const jobs = payloads.map((payload) => ({
      name: this.definition.name,
      data: encodePayload(this.definition, payload, this.sealer),
      opts: { ...this.definition.options, jobId: this.definition.jobId(payload) },
    }));
    await withTimeLimit(this.queue.addBulk(jobs), enqueueLimitMs);
  }
}

export const producerToken = (queue: { name: string }): string => `producer of ${queue.name}`;

/** Injects the `QueueProducer` of a queue that the app's module lists under `produces`. */
export const InjectProducer = <T>(queue: QueueDefinition<T>): ParameterDecorator =>
  Inject(producerToken(queue));

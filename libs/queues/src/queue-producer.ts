import { Inject } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { type Sealer, withTimeLimit } from '#platform';

import { encodePayload, type JobData } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';

const enqueueLimitMs = 1_000;
/** Bounds what one write carries, so that no single one takes long. */
const largestBatch = 500;

type NewJob = Parameters<Queue<JobData>['addBulk']>[0][number];

interface Waiting {
  jobs: NewJob[];
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * Puts typed work on one queue. Natural batching: while one write is under way the next ones gather and leave together, so
 * that a busy process pays for few round trips and a quiet one waits for nobody.
 */
export class QueueProducer<T> {
  readonly #waiting = new Set<Waiting>();
  #writing = false;

  constructor(
    private readonly definition: QueueDefinition<T>,
    private readonly queue: Queue<JobData>,
    private readonly sealer: Sealer,
  ) {}

  /** Resolves once the queue has all of them. Rejects when it did not take them within a second. */
  async enqueue(...payloads: T[]): Promise<void> {
    if (payloads.length === 0) return;
    const jobs = payloads.map((payload) => this.#toJob(payload));
    const entry: Waiting = { jobs, resolve: () => undefined, reject: () => undefined };
    const written = new Promise<void>((resolve, reject) => Object.assign(entry, { resolve, reject }));
    this.#waiting.add(entry);
    if (!this.#writing) void this.#write();
    try {
      await withTimeLimit(written, enqueueLimitMs);
    } finally {
      // Whoever was told "no" must not pile up behind a queue that hangs.
      this.#waiting.delete(entry);
    }
  }

  /** As `enqueue`, also for work whose job was given up: the job that only stands for people to look at makes room. */
  async enqueueAgain(...payloads: T[]): Promise<void> {
    for (const payload of payloads) {
      const job = await this.queue.getJob(this.definition.jobId(payload));
      if (job?.finishedOn) await job.remove();
    }
    await this.enqueue(...payloads);
  }

  /** A job that waits for a moment need not wait any longer. Nothing to do when there is none or it is at work. */
  async hurry(jobId: string): Promise<void> {
    const job = await this.queue.getJob(jobId);
    if (await job?.isDelayed()) await job?.promote();
  }

  #toJob(payload: T): NewJob {
    return {
      name: this.definition.name,
      data: encodePayload(this.definition, payload, this.sealer),
      opts: { ...this.definition.options, jobId: this.definition.jobId(payload) },
    };
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, largestBatch);
      for (const entry of batch) this.#waiting.delete(entry);
      try {
        await withTimeLimit(this.queue.addBulk(batch.flatMap(({ jobs }) => jobs)), enqueueLimitMs);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }
}

export const producerToken = (queue: { name: string }): string => `producer of ${queue.name}`;

/** Injects the `QueueProducer` of a queue that the app's module lists under `produces`. */
export const InjectProducer = <T>(queue: QueueDefinition<T>): ParameterDecorator =>
  Inject(producerToken(queue));

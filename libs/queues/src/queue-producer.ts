import { setImmediate as nextTurn } from 'node:timers/promises';

import { Inject } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { type Sealer, TimeLimitError, withTimeLimit } from '#platform';

import { batchJobs } from './batched-jobs.ts';
import { QueueUnreachableError } from './job-errors.ts';
import { encodeJob, type JobData } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';

/** Leaves the webhook time to say "no" within a second. */
const enqueueLimitMs = 900;
/** Payloads after which a write is full, so that no single one takes long. */
const fullWrite = 500;
/** One is prepared here while the back end works on the other. */
const writesAtOnce = 2;

type NewJob = Parameters<Queue<JobData>['addBulk']>[0][number];

interface Waiting<T> {
  payloads: T[];
  /** On the monotonic clock. */
  untilMs: number;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * Puts typed work on one queue, in micro-batches: while writes are under way the next payloads wait and leave together, so
 * that a busy process pays for few round trips and few jobs, and a quiet one waits for nobody.
 */
export class QueueProducer<T> {
  #waiting: Waiting<T>[] = [];
  #writes = 0;

  constructor(
    private readonly definition: QueueDefinition<T>,
    private readonly queue: Queue<JobData>,
    private readonly sealer: Sealer,
  ) {}

  /** Resolves once the queue has all of them. Rejects when it did not take them within a second. */
  enqueue(...payloads: T[]): Promise<void> {
    if (payloads.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ payloads, untilMs: performance.now() + enqueueLimitMs, resolve, reject });
      if (this.#writes < writesAtOnce) void this.#write();
    });
  }

  /** As `enqueue`, also for work whose job was given up: the job that only stands for people to look at makes room. */
  async enqueueAgain(...payloads: T[]): Promise<void> {
    await Promise.all(
      payloads.map(async (payload) => {
        const job = await this.queue.getJob(this.definition.jobId(payload));
        if (job?.finishedOn) await job.remove();
      }),
    );
    await this.enqueue(...payloads);
  }

  /** A job that waits for a moment need not wait any longer. Nothing to do when there is none or it is at work. */
  async promote(jobId: string): Promise<void> {
    const job = await this.queue.getJob(jobId);
    if (!(await job?.isDelayed())) return;
    // It may have begun in between, and begins soon in any case.
    await job?.promote().catch(() => undefined);
  }

  #toJob(batch: T[]): NewJob {
    const { definition } = this;
    const [first, ...others] = batch;
    const isSingle = first !== undefined && others.length === 0;
    return {
      name: definition.name,
      data: encodeJob(definition, isSingle ? first : batch, this.sealer),
      opts: { ...definition.options, ...(isSingle && { jobId: definition.jobId(first) }) },
    };
  }

  async #write(): Promise<void> {
    this.#writes++;
    while (this.#waiting.length > 0) {
      // What arrives in this turn of the event loop goes along.
      await nextTurn();
      const batch = this.#takeBatch();
      const [first] = batch;
      // The other write may have taken everything.
      if (!first) continue;
      try {
        // Whoever comes behind the first one, here or in a later write, came later and has more time left.
        await withTimeLimit(this.queue.addBulk(this.#toJobs(batch)), first.untilMs - performance.now());
        for (const { resolve } of batch) resolve();
      } catch (error) {
        const reason = error instanceof TimeLimitError ? this.#unreachable(error) : error;
        for (const { reject } of batch) reject(reason);
      }
    }
    this.#writes--;
  }

  #unreachable(cause?: Error): QueueUnreachableError {
    const message = `The ${this.definition.name} queue did not take it within ${enqueueLimitMs} ms`;
    return new QueueUnreachableError(message, { cause });
  }

  #toJobs(batch: Waiting<T>[]): NewJob[] {
    const payloads = batch.flatMap((entry) => entry.payloads);
    const different = new Map(payloads.map((payload) => [this.definition.jobId(payload), payload]));
    return batchJobs([...different.values()], this.definition.shared).map((jobBatch) =>
      this.#toJob(jobBatch),
    );
  }

  #takeBatch(): Waiting<T>[] {
    const now = performance.now();
    const batch: Waiting<T>[] = [];
    let payloads = 0;
    let taken = 0;
    for (const entry of this.#waiting) {
      if (payloads >= fullWrite) break;
      taken++;
      // Whoever was told "no" must not pile up behind a queue that hangs.
      if (entry.untilMs <= now) entry.reject(this.#unreachable());
      else {
        batch.push(entry);
        payloads += entry.payloads.length;
      }
    }
    this.#waiting.splice(0, taken);
    return batch;
  }
}

export const producerToken = (queue: { name: string }): string => `producer of ${queue.name}`;

/** Injects the `QueueProducer` of a queue that the app's module lists under `produces`. */
export const InjectProducer = <T>(queue: QueueDefinition<T>): ParameterDecorator =>
  Inject(producerToken(queue));

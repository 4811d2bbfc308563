import { setImmediate as nextTurn } from 'node:timers/promises';

import { Inject } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { type Sealer, withTimeLimit } from '#platform';

import { batchJobs } from './batched-jobs.ts';
import { QueueUnavailableError } from './job-errors.ts';
import { encodeJob, type JobData } from './payload-codec.ts';
import type { QueueConnection } from './queue-connection.ts';
import type { QueueDefinition } from './queue-definition.ts';

/** Payloads after which a write is full, so that no single one takes long. */
const fullWrite = 500;
/** One is prepared here while the back end works on the other. */
const writesAtOnce = 2;
/** Payloads that may wait here: more than come within the time that one may wait. */
const mostWaiting = 10_000;

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
 *
 * While the back end hangs or is away nothing is written, and who waits is refused in time: memory stays bounded, and nothing
 * that was refused is written later, but for the writes that were under way.
 */
export class QueueProducer<T> {
  #waiting: Waiting<T>[] = [];
  #waitingPayloads = 0;
  #writes = 0;
  /** Settles with a write that took too long. */
  #overdue?: Promise<void>;
  #refusal?: NodeJS.Timeout;

  constructor(
    private readonly definition: QueueDefinition<T>,
    private readonly queue: Queue<JobData>,
    private readonly connection: QueueConnection,
    private readonly sealer: Sealer,
  ) {}

  /** Payloads that wait to be written. */
  get waiting(): number {
    return this.#waitingPayloads;
  }

  /** Resolves once the queue has all of them. Rejects with `QueueUnavailableError` when it did not take them within a second. */
  enqueue(...payloads: T[]): Promise<void> {
    if (payloads.length === 0) return Promise.resolve();
    if (this.#waitingPayloads >= mostWaiting) {
      return Promise.reject(new QueueUnavailableError(this.definition.name, 'too much waits already'));
    }
    return new Promise((resolve, reject) => {
      const untilMs = performance.now() + this.connection.limits.enqueueMs;
      this.#waiting.push({ payloads, untilMs, resolve, reject });
      this.#waitingPayloads += payloads.length;
      if (this.#writes < writesAtOnce) void this.#write();
      if (!this.#refusal) this.#refuseIn(this.connection.limits.enqueueMs);
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
      await this.connection.untilConnected(this.definition.name);
      await this.#overdue;
      const batch = this.#takeBatch();
      const [first] = batch;
      // The other write may have taken everything.
      if (!first) continue;
      const written = this.#add(batch);
      try {
        // Whoever comes behind the first one, here or in a later write, came later and has more time left.
        await withTimeLimit(written, first.untilMs - performance.now());
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        for (const { reject } of batch) reject(this.#unavailable(cause));
        // A back end that hangs gets nothing on top. Its connection ends the wait.
        this.#overdue = written.catch(() => undefined);
      }
    }
    this.#writes--;
  }

  async #add(batch: Waiting<T>[]): Promise<void> {
    await this.queue.addBulk(this.#toJobs(batch));
    await this.connection.untilReplicated(this.definition.name);
  }

  #toJobs(batch: Waiting<T>[]): NewJob[] {
    const payloads = batch.flatMap((entry) => entry.payloads);
    const different = new Map(payloads.map((payload) => [this.definition.jobId(payload), payload]));
    return batchJobs([...different.values()], this.definition.shared).map((jobBatch) =>
      this.#toJob(jobBatch),
    );
  }

  #takeBatch(): Waiting<T>[] {
    const batch: Waiting<T>[] = [];
    let payloads = 0;
    while (payloads < fullWrite) {
      const entry = this.#waiting[batch.length];
      if (!entry) break;
      batch.push(entry);
      payloads += entry.payloads.length;
    }
    this.#remove(batch.length);
    return batch;
  }

  #refuseIn(ms: number): void {
    this.#refusal = setTimeout(() => this.#refuseLate(), ms);
  }

  /** Those who wait longest stand in front. */
  #refuseLate(): void {
    const now = performance.now();
    const firstInTime = this.#waiting.findIndex(({ untilMs }) => untilMs > now);
    const late = this.#remove(firstInTime === -1 ? this.#waiting.length : firstInTime);
    for (const { reject } of late) reject(this.#unavailable());
    this.#refusal = undefined;
    const [next] = this.#waiting;
    if (next) this.#refuseIn(Math.ceil(next.untilMs - now));
  }

  #remove(count: number): Waiting<T>[] {
    const removed = this.#waiting.splice(0, count);
    for (const { payloads } of removed) this.#waitingPayloads -= payloads.length;
    return removed;
  }

  #unavailable(cause?: unknown): QueueUnavailableError {
    const reason = cause instanceof Error ? cause.message : 'it did not take it in time';
    return new QueueUnavailableError(this.definition.name, reason, { cause });
  }
}

export const producerToken = (queue: { name: string }): string => `producer of ${queue.name}`;

/** Injects the `QueueProducer` of a queue that the app's module lists under `produces`. */
export const InjectProducer = <T>(queue: QueueDefinition<T>): ParameterDecorator =>
  Inject(producerToken(queue));

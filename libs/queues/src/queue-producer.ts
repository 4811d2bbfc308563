import { setImmediate as nextTurn } from 'node:timers/promises';

import { Inject } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { type Sealer, withTimeLimit } from '#platform';

import { QueueUnavailableError } from './job-errors.ts';
import { newJobs } from './new-job.ts';
import type { JobData } from './payload-codec.ts';
import type { QueueConnection } from './queue-connection.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { withTraceparent } from './trace-context.ts';
import { type Waiting, WaitingPayloads } from './waiting-payloads.ts';

/** Payloads that fill a write, so that none takes long. */
const fullWrite = 500;
/** Few enough to be looked for within the time that a write may take, also on a busy machine. */
const fewPayloads = 50;
/** One is prepared here while the back end works on the other. */
const writesAtOnce = 2;

/**
 * Enqueues typed payloads in micro-batches: while writes are in flight, further payloads wait and leave together, so
 * that a busy process pays for few round trips and few jobs, and an idle one never waits.
 *
 * Back-pressure: while the back end hangs or is away, nothing is written and waiting payloads are refused in time.
 * Memory stays bounded, and nothing refused is written later, except by writes that were in flight.
 */
export class QueueProducer<T> {
  readonly #waiting: WaitingPayloads<T>;
  #writes = 0;
  /** Each settles with a write that took too long. */
  readonly #overdue = new Set<Promise<void>>();

  constructor(
    private readonly definition: QueueDefinition<T>,
    private readonly queue: Queue<JobData>,
    private readonly connection: QueueConnection,
    private readonly sealer: Sealer,
  ) {
    this.#waiting = new WaitingPayloads(definition.name, connection.limits.enqueueMs);
  }

  /** Payloads waiting to be written. */
  get waiting(): number {
    return this.#waiting.count;
  }

  /**
   * Resolves once the queue has all of them. Rejects with `QueueUnavailableError` when that takes longer than a second.
   */
  enqueue(...payloads: T[]): Promise<void> {
    if (payloads.length === 0) return Promise.resolve();
    const written = this.#waiting.add(payloads.map((payload) => withTraceparent(this.definition, payload)));
    if (this.#writes < writesAtOnce) void this.#write();
    return written;
  }

  /**
   * As `enqueue`, but replaces a failed job, which is only kept for people to look at. Each job is looked for, so many payloads take several
   * times as long: a few at a time, so that a slow queue takes them too. When it rejects, it may have taken the first of them.
   */
  async enqueueAgain(...payloads: T[]): Promise<void> {
    for (let from = 0; from < payloads.length; from += fewPayloads) {
      const some = payloads.slice(from, from + fewPayloads);
      await this.#makeRoomFor(some);
      await this.enqueue(...some);
    }
  }

  async #makeRoomFor(payloads: T[]): Promise<void> {
    const { connection, definition } = this;
    try {
      if (!connection.isConnected(definition.name)) throw new Error('it is not connected');
      const room = payloads.map((payload) => this.#makeRoom(definition.jobId(payload)));
      await withTimeLimit(Promise.all(room), connection.limits.enqueueMs);
    } catch (cause) {
      throw this.#unavailable(cause);
    }
  }

  async #makeRoom(jobId: string): Promise<void> {
    const job = await this.queue.getJob(jobId);
    if (job?.finishedOn) await job.remove();
  }

  async #write(): Promise<void> {
    this.#writes++;
    while (this.#waiting.count > 0) {
      // Includes what arrives in this turn of the event loop.
      await nextTurn();
      await this.connection.untilConnected(this.definition.name);
      await Promise.all(this.#overdue);
      const batch = this.#waiting.take(fullWrite);
      const [first] = batch;
      // The other write may have taken everything.
      if (!first) continue;
      const written = this.#add(batch);
      try {
        // Everything after the first one, here or in a later write, arrived later and has more time left.
        await withTimeLimit(written, first.untilMs - performance.now());
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        for (const { reject } of batch) reject(this.#unavailable(cause));
        // A back end that hangs gets nothing on top. Its connection ends the wait.
        const over: Promise<void> = written
          .catch(() => undefined)
          .then(() => void this.#overdue.delete(over));
        this.#overdue.add(over);
      }
    }
    this.#writes--;
  }

  async #add(batch: Waiting<T>[]): Promise<void> {
    const payloads = batch.flatMap((entry) => entry.payloads);
    const jobs = newJobs(this.definition, payloads, this.sealer);
    const [first] = jobs;
    // BullMQ creates temporary tables for a bulk in PostgreSQL: a single job is added three times as fast.
    if (first && jobs.length === 1) await this.queue.add(first.name, first.data, first.opts);
    else await this.queue.addBulk(jobs);
    await this.connection.untilReplicated(this.definition.name);
  }

  #unavailable(cause: unknown): QueueUnavailableError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new QueueUnavailableError(this.definition.name, reason, { cause });
  }
}

export const producerToken = (queue: { name: string }): string => `producer of ${queue.name}`;

/** Injects the `QueueProducer` of a queue that the app's module lists under `produces`. */
export const InjectProducer = <T>(queue: QueueDefinition<T>): ParameterDecorator =>
  Inject(producerToken(queue));

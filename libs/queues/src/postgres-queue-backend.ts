import {
  assertSchemaCompatibility,
  type JobType,
  PostgresConnection,
  PostgresQueueBackend,
  type QueueBaseOptions,
} from 'bullmq';
import type pg from 'pg';
import { z } from 'zod';

import { CompletedJobs } from './completed-jobs.ts';
import { stateCounts } from './postgres-job-counts.ts';

/** SQLSTATE of a statement that gave way in a deadlock. It has changed nothing. */
const deadlock = z.object({ code: z.literal('40P01') });

/**
 * BullMQ looks for its tables once, and every query waits for the answer: a server that was away just then would count as away
 * for as long as the process lives. This one looks again until it has seen them.
 */
class PatientConnection extends PostgresConnection {
  #ready?: Promise<void>;

  override waitUntilReady(): Promise<void> {
    this.#ready ??= this.#look();
    return this.#ready;
  }

  async #look(): Promise<void> {
    try {
      await assertSchemaCompatibility(this.pool, this.schema);
      this.emit('ready');
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
  }
}

/**
 * It remembers a failed look, too, and a worker that began then could never acknowledge a job. The connection knows whether it is ready. And it
 * would look at each job to count them, which takes seconds with a million, and have each completion remove older ones.
 */
class PatientBackend extends PostgresQueueBackend {
  readonly #completed = new CompletedJobs(this.connection.pool, this.queueName, (error) =>
    this.emit('error', error),
  );

  override waitUntilReady(): Promise<void> {
    return this.connection.waitUntilReady();
  }

  override async moveToCompleted(
    ...[job, value, keep, token, fetchNext]: Parameters<PostgresQueueBackend['moveToCompleted']>
  ): ReturnType<PostgresQueueBackend['moveToCompleted']> {
    if (typeof keep !== 'object') return super.moveToCompleted(job, value, keep, token, fetchNext);
    const completed = await super.moveToCompleted(job, value, false, token, fetchNext);
    this.#completed.keepOnly(keep);
    return completed;
  }

  /** The search for stalled jobs locks the same ones in an order of its own. */
  override async extendLocks(
    ...args: Parameters<PostgresQueueBackend['extendLocks']>
  ): ReturnType<PostgresQueueBackend['extendLocks']> {
    try {
      return await super.extendLocks(...args);
    } catch (error) {
      if (!deadlock.safeParse(error).success) throw error;
      return super.extendLocks(...args);
    }
  }

  override async getCounts(types: JobType[], delayedUntil?: number): Promise<number[]> {
    if (delayedUntil !== undefined) return super.getCounts(types, delayedUntil);
    await this.waitUntilReady();
    const { rows } = await this.connection.pool.query<Record<string, number>>(stateCounts, [this.queueName]);
    return types.map((type) => rows[0]?.[type === 'waiting' ? 'wait' : type] ?? 0);
  }
}

/** @param workerName of the connection that hears of new jobs: workers are counted by it */
export function openPostgresBackend(
  pool: pg.Pool,
  queue: string,
  options: QueueBaseOptions,
  workerName?: string,
): PostgresQueueBackend {
  const connection = new PatientConnection(pool);
  const backend = new PatientBackend(connection, queue, { ...options, connection: pool });
  if (workerName) {
    // A connection that fails here has its name all the same when it comes up.
    connection.once('ready', () => void backend.setName(workerName).catch(() => undefined));
  }
  return backend;
}

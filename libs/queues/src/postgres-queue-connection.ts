import { setTimeout } from 'node:timers/promises';

import {
  assertSchemaCompatibility,
  type IQueueBackend,
  LATEST_SCHEMA_VERSION,
  type Queue,
  type QueueBaseOptions,
  runMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq';
import pg from 'pg';
import { z } from 'zod';

import { isPostgresOutage } from '#platform';

import { jobCounts } from './postgres-job-counts.ts';
import { openPostgresBackend } from './postgres-queue-backend.ts';
import { type JobCounts, QueueConnection, type QueueLimits, type QueueRole } from './queue-connection.ts';

/** BullMQ's own tables; beside ours in the same database. */
const schema = 'bullmq';
/** Each worker keeps one to listen for new jobs. */
const listenConnections = 5;

const oldestWaiting = `SELECT id FROM job WHERE queue = $1 AND state = 'waiting' AND priority = 0 ORDER BY seq LIMIT 1`;

/** SQLSTATE of a statement that took longer than `statement_timeout`: only producers have one. */
const queryCanceled = z.object({ code: z.literal('57014') });

/** Queues in PostgreSQL, for those who have no Redis. */
export class PostgresQueueConnection extends QueueConnection {
  readonly #pools: Record<QueueRole, pg.Pool>;
  /** Settles with the first of a producer's connections. */
  #connecting?: Promise<void>;

  /** @param poolSize maximum connections to enqueue with, and as many to consume with */
  constructor(databaseUrl: string, poolSize: number, limits: QueueLimits) {
    super(limits);
    const { enqueueMs, producerSilenceMs, workerSilenceMs, connectMs } = limits;
    this.#pools = {
      // The server times out before the caller does, so that nothing refused is written later, unless it was still connecting.
      producer: openPool(databaseUrl, `-c statement_timeout=${enqueueMs}`, {
        max: poolSize,
        query_timeout: producerSilenceMs,
        connectionTimeoutMillis: connectMs,
      }),
      // A worker's state changes may be lost in a server crash: a job that was done then runs once more.
      worker: openPool(databaseUrl, '-c synchronous_commit=off', {
        max: poolSize + listenConnections,
        query_timeout: workerSilenceMs,
        connectionTimeoutMillis: connectMs,
      }),
    };
  }

  /** PostgreSQL uses a schema instead. */
  protected prefixOf(): string {
    return schema;
  }

  open(role: QueueRole, queue: string, options: QueueBaseOptions): IQueueBackend {
    return openPostgresBackend(this.#pools[role], queue, options, role === 'worker' ? queue : undefined);
  }

  /** The pool connects as needed. */
  isConnected(): boolean {
    return true;
  }

  /** So that no write waits for its connection beyond its own time, and happens after it was refused. */
  async untilConnected(): Promise<void> {
    const { producer } = this.#pools;
    // The pool also counts a connection that is being made.
    if (!this.#connecting && producer.totalCount > 0) return;
    this.#connecting ??= producer
      .connect()
      .then(
        (client) => client.release(),
        () => undefined,
      )
      .finally(() => (this.#connecting = undefined));
    await this.#connecting;
  }

  protected async untilAllConnected(): Promise<void> {}

  /** Left to `synchronous_standby_names` on the server. */
  async untilReplicated(): Promise<void> {}

  async countJobs({ name }: Queue, now: number): Promise<JobCounts> {
    const { rows } = await this.#pools.producer.query<JobCounts>(jobCounts, [name, now]);
    return rows[0] ?? { waiting: 0, active: 0, delayed: 0, overdue: 0, failed: 0 };
  }

  async oldestWaitingId({ name }: Queue): Promise<string | undefined> {
    const { rows } = await this.#pools.producer.query<{ id: string }>(oldestWaiting, [name]);
    return rows[0]?.id;
  }

  judge(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  isOutage(error: unknown): boolean {
    return isPostgresOutage(error) || queryCanceled.safeParse(error).success;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.#pools.producer.end(), this.#pools.worker.end()]);
  }
}

function openPool(connectionString: string, options: string, settings: pg.PoolConfig): pg.Pool {
  return new pg.Pool({
    connectionString,
    options: `-c search_path=${schema} ${options}`,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...settings,
  });
}

/** While a change of a table waits, everybody else waits behind it: it gives way after so many milliseconds, and tries again. */
const lockTimeoutMs = 2_000;
const mostTries = 200;
/** SQLSTATE: no lock in time, or the one to give way in a deadlock. */
const lockNotAvailable = z.object({ code: z.enum(['55P03', '40P01']) });

/** Migrates BullMQ's tables in PostgreSQL to this version: in one transaction, so it can be tried again. */
export async function migratePostgresQueues(databaseUrl: string | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SET lock_timeout = ${lockTimeoutMs}`);
    for (let tries = 1; ; tries++) {
      try {
        await runMigrations(client, schema);
        return;
      } catch (error) {
        if (tries === mostTries || !lockNotAvailable.safeParse(error).success) throw error;
        await setTimeout(lockTimeoutMs);
      }
    }
  } finally {
    await client.end();
  }
}

/** Whether BullMQ's tables in PostgreSQL are those of this version, or of a newer one that it can work with. */
export async function hasPostgresQueues(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await assertSchemaCompatibility(client, schema)) >= LATEST_SCHEMA_VERSION;
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return false;
    throw error;
  } finally {
    await client.end();
  }
}

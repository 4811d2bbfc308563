import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  createPostgresBackend,
  runMigrations,
  setDefaultBackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import pg from 'pg';

import { rules, setting, SettingsError } from '#platform';

export const queueSettings = {
  redisUrl: setting('REDIS_URL', rules.url(['redis', 'rediss']).optional()),
  databaseUrl: setting('DATABASE_URL', rules.url(['postgresql', 'postgres']).optional()),
  queuePrefix: setting('QUEUE_PREFIX', rules.text.default('handsfree')),
  retentionDays: setting('RETENTION_DAYS', rules.count(30)),
};

export interface QueueConfig {
  /** Queues live in Redis when this is set, in PostgreSQL otherwise. */
  redisUrl?: string;
  databaseUrl?: string;
  /** Namespace of the Redis keys. */
  queuePrefix: string;
  /** Failed jobs, which hold sealed messages, are removed after so many days; never when this is not set. */
  retentionDays?: number;
}

/** BullMQ's own tables; beside ours in the same database. */
const schema = 'bullmq';
const listenConnections = 5;

/** Where the queues live: the one place that knows there are two back ends. */
@Injectable()
export class QueueConnection implements OnApplicationShutdown {
  readonly #pool?: pg.Pool;
  readonly inRedis: boolean;
  /** What `Queue` and `Worker` are opened with. */
  readonly options: { connection: ConnectionOptions; prefix: string; skipWaitingForReady: true };

  constructor(config: QueueConfig) {
    this.inRedis = config.redisUrl !== undefined;
    const shared = { prefix: config.queuePrefix, skipWaitingForReady: true } as const;
    if (config.redisUrl) {
      setDefaultBackendFactory();
      // Commands of one turn of the event loop leave in one write: each write wakes the other side, which costs more than they do.
      this.options = { ...shared, connection: { url: config.redisUrl, enableAutoPipelining: true } };
      return;
    }
    if (!config.databaseUrl) {
      throw new SettingsError(['REDIS_URL or DATABASE_URL: one must be set, the queues live there']);
    }
    setDefaultBackendFactory(createPostgresBackend);
    this.#pool = new pg.Pool({
      connectionString: config.databaseUrl,
      options: `-c search_path=${schema}`,
      max: 10 + listenConnections,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    this.options = { ...shared, connection: this.#pool };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#pool?.end();
  }
}

/** Brings BullMQ's tables in PostgreSQL to this version; nothing to do when the queues live in Redis. */
export async function migrateQueues(config: QueueConfig): Promise<void> {
  if (config.redisUrl) return;
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
}

import { rules, setting, SettingsError } from '#platform';

import { migratePostgresQueues, PostgresQueueConnection } from './postgres-queue-connection.ts';
import { type QueueConnection, type QueueLimits, usualLimits } from './queue-connection.ts';
import { type QueueThresholds, queueThresholds } from './queue-thresholds.ts';
import { parseRedisUrl } from './redis-address.ts';
import { RedisQueueConnection } from './redis-queue-connection.ts';

const usualPoolSize = 10;
/** A century. PostgreSQL knows no day that is much longer ago. */
const longestRetentionDays = 36_500;

const redisUrl = rules.text.superRefine((value, context) => {
  try {
    parseRedisUrl(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

export const queueSettings = {
  redisUrl: setting('REDIS_URL', redisUrl.optional(), { fromFile: true }),
  databaseUrl: setting('DATABASE_URL', rules.url(['postgresql', 'postgres']).optional(), { fromFile: true }),
  queuePrefix: setting('QUEUE_PREFIX', rules.text.default('handsfree')),
  redisWaitReplicas: setting('REDIS_WAIT_REPLICAS', rules.count(0, 0)),
  queuePoolSize: setting('QUEUE_POOL_SIZE', rules.count(usualPoolSize)),
  retentionDays: setting('RETENTION_DAYS', rules.count(30, 1, longestRetentionDays)),
  queueThresholds,
};

export interface QueueConfig {
  /** Queues live in Redis when this is set, in PostgreSQL otherwise. */
  redisUrl?: string;
  databaseUrl?: string;
  /** Namespace of the Redis keys. */
  queuePrefix: string;
  /** How many Redis replicas must have what is enqueued before it counts as accepted; 0 when not set. */
  redisWaitReplicas?: number;
  /** Maximum connections of a process to PostgreSQL to enqueue with, and as many to consume with. */
  queuePoolSize?: number;
  /** Failed jobs, which hold sealed messages, are removed after this many days; never when this is not set. */
  retentionDays?: number;
  /** When a queue counts as late and as failing, by its name, where that is not the usual. */
  queueThresholds?: Record<string, QueueThresholds>;
}

export const QUEUE_CONFIG = Symbol('queue config');

/** The only place that knows of the two back ends. */
export function openQueues(config: QueueConfig, limits: QueueLimits = usualLimits): QueueConnection {
  const { databaseUrl, queuePrefix, redisWaitReplicas = 0, queuePoolSize = usualPoolSize } = config;
  if (config.redisUrl) {
    return new RedisQueueConnection(parseRedisUrl(config.redisUrl), queuePrefix, redisWaitReplicas, limits);
  }
  if (databaseUrl) return new PostgresQueueConnection(databaseUrl, queuePoolSize, limits);
  throw new SettingsError(['REDIS_URL or DATABASE_URL: one must be set, the queues live there']);
}

/** Migrates BullMQ's tables in PostgreSQL to this version; does nothing when the queues live in Redis. */
export async function migrateQueues(config: QueueConfig): Promise<void> {
  if (!config.redisUrl) await migratePostgresQueues(config.databaseUrl);
}

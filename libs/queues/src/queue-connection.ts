import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import {
  type BackendFactory,
  createRedisBackend,
  type IQueueBackend,
  type Queue,
  type QueueBaseOptions,
  type QueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';

import { withTimeLimit } from '#platform';

/** Enqueuing and looking at a queue must not wait long; workers wait for work. */
export type QueueRole = 'producer' | 'worker';

/** Times in milliseconds; tests have others. */
export interface QueueLimits {
  /** A producer is refused after this time: a webhook must be refused within a second. */
  enqueueMs: number;
  /** A producer's connection that is silent for this long is closed, and unsent data is dropped. */
  producerSilenceMs: number;
  /** The same for a worker's. Longer than BullMQ lets a worker wait for a job (10 s). */
  workerSilenceMs: number;
  /** In PostgreSQL: who has no connection after this time gives up. On a busy machine, one who gives up within the time of a write never gets any. */
  connectMs: number;
  /** Deadline for replicas to confirm what was enqueued; part of `enqueueMs`. */
  replicationMs: number;
}

export const usualLimits: QueueLimits = {
  enqueueMs: 900,
  producerSilenceMs: 1_500,
  workerSilenceMs: 30_000,
  connectMs: 5_000,
  replicationMs: 500,
};

/** Numbers of jobs. PostgreSQL would have to look at each: it stops at `mostCounted` of a state. */
export interface JobCounts {
  /** With or without a priority. */
  waiting: number;
  active: number;
  delayed: number;
  /** Those of the delayed ones that are due. */
  overdue: number;
  failed: number;
}

/** Where the queues live. Does what BullMQ does not do by itself, once for each back end. */
export abstract class QueueConnection implements OnModuleInit, OnApplicationShutdown {
  constructor(readonly limits: QueueLimits) {}

  /** Callers then find the connection open. If it does not come up in time, the app starts anyway and is not ready. */
  async onModuleInit(): Promise<void> {
    await withTimeLimit(this.untilAllConnected(), this.limits.enqueueMs).catch(() => undefined);
  }

  /** Options to open `Queue` and `Worker` with. */
  optionsFor(queue: string): QueueOptions {
    return {
      connection: { queues: this },
      prefix: this.prefixOf(queue),
      skipWaitingForReady: true,
      // BullMQ checks the version once, and a queue for which that failed would stay broken.
      skipVersionCheck: true,
    };
  }

  /** Namespace of the queue's keys. */
  protected abstract prefixOf(queue: string): string;

  abstract open(role: QueueRole, queue: string, options: QueueBaseOptions): IQueueBackend;

  /**
   * Whether a command would be sent at once. To be checked before asking often: in a cluster, commands wait without
   * limit.
   */
  abstract isConnected(queue: string): boolean;

  /** Resolves when commands are sent at once. */
  abstract untilConnected(queue: string): Promise<void>;

  protected abstract untilAllConnected(): Promise<unknown>;

  /** Resolves when what was enqueued is on the required number of replicas; rejects when that takes too long. */
  abstract untilReplicated(queue: string): Promise<void>;

  /** @param now in milliseconds since 1970: what is due by then is overdue */
  abstract countJobs(queue: Queue, now: number): Promise<JobCounts>;

  /** Id of the job that came first of those that wait without a priority. */
  abstract oldestWaitingId(queue: Queue): Promise<string | undefined>;

  /** Rejects when work is certain to be lost. @returns what should be configured differently */
  abstract judge(): Promise<string | undefined>;

  /** Whether an error says that the queues are unreachable or take no writes. */
  abstract isOutage(error: unknown): boolean;

  abstract onApplicationShutdown(): Promise<void>;
}

/** BullMQ opens every `Queue` and `Worker` through this; those that are not ours use the Redis they name. */
const backendFactory: BackendFactory = (queue, options, role = {}) => {
  const { queues } = options.connection as { queues?: unknown };
  if (!(queues instanceof QueueConnection)) return createRedisBackend(queue, options, role);
  return queues.open(role.withBlockingConnection ? 'worker' : 'producer', queue, options);
};
setDefaultBackendFactory(backendFactory);

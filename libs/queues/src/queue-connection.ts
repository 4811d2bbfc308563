import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import {
  type BackendFactory,
  createRedisBackend,
  type IQueueBackend,
  type QueueBaseOptions,
  type QueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';

import { withTimeLimit } from '#platform';

/** Those who enqueue, or look at a queue, wait for nobody for long; workers wait for work. */
export type QueueRole = 'producer' | 'worker';

/** Times in milliseconds; tests shorten them. */
export interface QueueLimits {
  /** Who enqueues hears "no" after this time: a webhook must be refused within a second. */
  enqueueMs: number;
  /** A producer's connection that is silent for so long is cut, and what was not sent yet is dropped. */
  producerSilenceMs: number;
  /** The same for a worker's. Longer than BullMQ lets a worker wait for a job (10 s). */
  workerSilenceMs: number;
  /** Until when replicas must have what was enqueued; part of `enqueueMs`. */
  replicationMs: number;
}

export const usualLimits: QueueLimits = {
  enqueueMs: 900,
  producerSilenceMs: 1_500,
  workerSilenceMs: 30_000,
  replicationMs: 500,
};

/** Where the queues live. What BullMQ does not do by itself is done here, once for each back end. */
export abstract class QueueConnection implements OnModuleInit, OnApplicationShutdown {
  constructor(readonly limits: QueueLimits) {}

  /** The first to ask find the connection open. When it does not come up, the app starts all the same and is not ready. */
  async onModuleInit(): Promise<void> {
    await withTimeLimit(this.untilAllConnected(), this.limits.enqueueMs).catch(() => undefined);
  }

  /** What `Queue` and `Worker` are opened with. */
  optionsFor(queue: string): QueueOptions {
    return {
      connection: { queues: this },
      prefix: this.prefixOf(queue),
      skipWaitingForReady: true,
      // BullMQ asks for the version once, and a queue for which that failed would stay broken.
      skipVersionCheck: true,
    };
  }

  /** Namespace of the queue's keys. */
  protected abstract prefixOf(queue: string): string;

  abstract open(role: QueueRole, queue: string, options: QueueBaseOptions): IQueueBackend;

  /** Whether a command would be sent at once. Who asks many times must ask this first: in a cluster commands wait without a limit. */
  abstract isConnected(queue: string): boolean;

  /** Resolves when what is enqueued next is sent at once. */
  abstract untilConnected(queue: string): Promise<void>;

  protected abstract untilAllConnected(): Promise<unknown>;

  /** Resolves when what was enqueued is on as many machines as it must be, and rejects when that takes too long. */
  abstract untilReplicated(queue: string): Promise<void>;

  /** Rejects when work could get lost for sure. @returns what should be otherwise */
  abstract judge(): Promise<string | undefined>;

  /** Whether an error says that the queues are out of reach or take no writes. */
  abstract isOutage(error: unknown): boolean;

  abstract onApplicationShutdown(): Promise<void>;
}

/** BullMQ opens every `Queue` and `Worker` through this; those that are not ours live in the Redis they name. */
const backendFactory: BackendFactory = (queue, options, role = {}) => {
  const { queues } = options.connection as { queues?: unknown };
  if (!(queues instanceof QueueConnection)) return createRedisBackend(queue, options, role);
  return queues.open(role.withBlockingConnection ? 'worker' : 'producer', queue, options);
};
setDefaultBackendFactory(backendFactory);

import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { withTimeLimit } from '#platform';

import { QueueConnection } from './queue-connection.ts';
import { QUEUE_CONFIG, type QueueConfig } from './queue-settings.ts';
import { type QueueState, readQueueState, unreachable } from './queue-state.ts';
import { thresholdsOf } from './queue-thresholds.ts';

export const WATCHED_QUEUES = Symbol('watched queues');

const answerLimitMs = 2_000;

export interface WatchedQueue extends QueueState {
  isReachable: boolean;
}

/** The queues of an app, for people on call. */
@Injectable()
export class QueueWatch {
  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
    @Inject(WATCHED_QUEUES) readonly names: string[],
    @Inject(QUEUE_CONFIG) private readonly config: QueueConfig,
  ) {}

  /** Within two seconds, whatever the queues do. */
  states(): Promise<WatchedQueue[]> {
    return Promise.all(this.names.map((name) => this.#state(name)));
  }

  /** No worker takes a job of it any more, until `resume`. */
  async pause(name: string): Promise<void> {
    await withTimeLimit(this.queue(name).pause(), this.#actLimitMs);
  }

  async resume(name: string): Promise<void> {
    await withTimeLimit(this.queue(name).resume(), this.#actLimitMs);
  }

  queue(name: string): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }

  get #actLimitMs(): number {
    return Math.max(answerLimitMs, this.connection.limits.producerSilenceMs);
  }

  async #state(name: string): Promise<WatchedQueue> {
    const away = { ...unreachable, name, isReachable: false };
    if (!this.connection.isConnected(name)) return away;
    const queue = this.queue(name);
    try {
      const reading = readQueueState(queue, this.connection, thresholdsOf(name, this.config));
      return { ...(await withTimeLimit(reading, answerLimitMs)), isReachable: true };
    } catch {
      return away;
    }
  }
}

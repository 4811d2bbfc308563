import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { Figures, mostCounted } from '#platform';

import { QueueConnection } from './queue-connection.ts';
import { QUEUE_CONFIG, type QueueConfig } from './queue-settings.ts';
import { type QueueState, readQueueState } from './queue-state.ts';
import { thresholdsOf } from './queue-thresholds.ts';

export const MEASURED_QUEUES = Symbol('measured queues');

const states = ['waiting', 'active', 'delayed', 'overdue', 'failed'] as const;
const statuses: QueueState['status'][] = ['ok', 'warning', 'behind', 'failing'];

/** The state of queues that this app may only look at. */
@Injectable()
export class QueueFigures extends Figures implements OnModuleInit {
  readonly #logger = new Logger('queues');
  readonly #jobs = this.gauge(
    'queue_jobs',
    `Jobs on a queue; overdue ones are waiting, too. In PostgreSQL at most ${mostCounted.toLocaleString('en')} of a state are counted`,
    ['queue', 'state'],
  );
  readonly #oldest = this.gauge(
    'queue_oldest_waiting_seconds',
    'How long ago the job was due that has waited longest; 0 when none waits',
    ['queue'],
  );
  readonly #completed = this.gauge(
    'queue_last_completed_timestamp_seconds',
    'When a job last completed; 0 when none did',
    ['queue'],
  );
  readonly #workers = this.gauge('queue_workers', 'Connected workers; missing where Redis does not say', [
    'queue',
  ]);
  readonly #status = this.gauge('queue_status', '1 for the status that /health/queues tells', [
    'queue',
    'status',
  ]);

  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
    @Inject(MEASURED_QUEUES) private readonly names: string[],
    @Inject(QUEUE_CONFIG) private readonly config: QueueConfig,
  ) {
    super('queues');
  }

  onModuleInit(): void {
    for (const name of this.names) {
      this.#queue(name).on('error', (error) => this.#logger.warn({ message: name, reason: error.message }));
    }
  }

  protected async look(): Promise<void> {
    if (!this.names.every((name) => this.connection.isConnected(name))) throw new Error('not connected');
    const all = await Promise.all(
      this.names.map((name) =>
        readQueueState(this.#queue(name), this.connection, thresholdsOf(name, this.config)),
      ),
    );
    for (const { name: queue, ...state } of all) {
      for (const one of states) this.#jobs.set({ queue, state: one }, state[one]);
      this.#oldest.set({ queue }, state.oldestWaitingSeconds ?? 0);
      this.#completed.set({ queue }, state.lastCompletedAt ? Date.parse(state.lastCompletedAt) / 1_000 : 0);
      if (state.workers !== null) this.#workers.set({ queue }, state.workers);
      for (const status of statuses) this.#status.set({ queue, status }, status === state.status ? 1 : 0);
    }
  }

  #queue(name: string): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

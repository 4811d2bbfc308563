import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { CONSUMED_QUEUES } from './queue-health.ts';

const dayMs = 24 * 3_600_000;
/** Per run, so that none takes long; the next run continues. */
const mostAtOnce = 1_000;

/**
 * A failed job is a dead letter: it holds what somebody wrote, sealed, and is removed if nobody retried it within the
 * retention time.
 */
@Injectable()
export class FailedJobRetention {
  readonly #logger = new Logger('failed jobs');

  constructor(
    private readonly modules: ModuleRef,
    @Inject(CONSUMED_QUEUES) private readonly names: string[],
  ) {}

  async removeOlderThan(days: number): Promise<void> {
    for (const queue of this.names) {
      const jobs = await this.modules
        .get<Queue>(getQueueToken(queue), { strict: false })
        .clean(days * dayMs, mostAtOnce, 'failed');
      if (jobs.length > 0) this.#logger.warn({ message: 'removed for their age', queue, jobs });
    }
  }
}

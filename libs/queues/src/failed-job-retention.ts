import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { withTimeLimit } from '#platform';

import { QueueConnection } from './queue-connection.ts';
import { CONSUMED_QUEUES } from './queue-health.ts';

const dayMs = 24 * 3_600_000;
/** Per run, so that none takes long; the next run continues. */
const mostAtOnce = 1_000;

/** A shutdown waits for the run that is under way. */
const answerLimitMs = 5_000;

/** A failed job holds what somebody wrote, sealed: it goes when nobody had it tried again within the retention time. */
@Injectable()
export class FailedJobRetention {
  readonly #logger = new Logger('failed jobs');

  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
    @Inject(CONSUMED_QUEUES) private readonly names: string[],
  ) {}

  async removeOlderThan(days: number): Promise<void> {
    for (const queue of this.names.filter((name) => this.connection.isConnected(name))) {
      const failed = this.modules.get<Queue>(getQueueToken(queue), { strict: false });
      const jobs = await withTimeLimit(failed.clean(days * dayMs, mostAtOnce, 'failed'), answerLimitMs);
      if (jobs.length > 0) this.#logger.warn({ message: 'removed for their age', queue, jobs });
    }
  }
}

import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Job, Queue } from 'bullmq';

import { withTimeLimit } from '#platform';
import { oldestWaiting, QueueConnection, statusQueue } from '#queues';

/** A job that was delivered since is on its way as usual. */
const usualMs = 1_000;
const answerLimitMs = 2_000;

/** The status reports that WhatsApp has delivered and that are not applied yet. */
@Injectable()
export class StatusBacklog {
  #answer?: Promise<boolean>;

  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
  ) {}

  /**
   * Whether any was delivered more than a second ago, be it that it waits or that its worker waits for the database or is dead; or
   * whether any is to be tried again. A queue that does not answer counts as one with a backlog.
   */
  isBehind(): Promise<boolean> {
    // Messages of a batched job ask all at once.
    this.#answer ??= this.#look().finally(() => (this.#answer = undefined));
    return this.#answer;
  }

  async #look(): Promise<boolean> {
    if (!this.connection.isConnected(statusQueue.name)) return true;
    const queue = this.modules.get<Queue>(getQueueToken(statusQueue.name), { strict: false });
    try {
      return await withTimeLimit(hasBacklog(queue), answerLimitMs);
    } catch {
      return true;
    }
  }
}

/** Looks at the states in the order in which a job moves, so that none is missed in between. From `active` it may move back. */
async function hasBacklog(queue: Queue): Promise<boolean> {
  const isLate = (job?: Job): boolean => job !== undefined && Date.now() - job.timestamp >= usualMs;
  return (
    (await queue.getDelayedCount()) > 0 ||
    isLate(await oldestWaiting(queue)) ||
    (await queue.getActive()).some(isLate) ||
    (await queue.getDelayedCount()) > 0 ||
    isLate(await oldestWaiting(queue))
  );
}

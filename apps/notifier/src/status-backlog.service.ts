import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Job, Queue } from 'bullmq';

import { Sealer, withTimeLimit } from '#platform';
import { hasKeysFor, type JobData, oldestWaiting, QueueConnection, statusQueue } from '#queues';

type StatusJob = Job<JobData>;

/** A job that was delivered since is on its way as usual. */
const usualMs = 1_000;
/** A job that this app has no key for may be read by another one: no longer than keys are being changed. */
const keyChangeMs = 10 * 60_000;
const pageSize = 500;
const answerLimitMs = 2_000;

/** The status reports that WhatsApp has delivered and that are not applied yet. */
@Injectable()
export class StatusBacklog {
  #answer?: Promise<boolean>;
  protected readonly answerMs: number = answerLimitMs;

  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Whether any was delivered more than a second ago, be it that it waits or that its worker waits for the database or is dead; or
   * whether any is to be tried again. What was set aside for want of its key does not count: it may be so for a week. A queue that does not
   * answer counts as one with a backlog.
   */
  isBehind(): Promise<boolean> {
    // Messages of a batched job ask all at once.
    this.#answer ??= this.#look().finally(() => (this.#answer = undefined));
    return this.#answer;
  }

  async #look(): Promise<boolean> {
    if (!this.connection.isConnected(statusQueue.name)) return true;
    const queue = this.modules.get<Queue<JobData>>(getQueueToken(statusQueue.name), { strict: false });
    try {
      return await withTimeLimit(this.#hasBacklog(queue), this.answerMs);
    } catch {
      return true;
    }
  }

  /** Looks at the states in the order in which a job moves, so that none is missed in between. From `active` it may move back. */
  async #hasBacklog(queue: Queue<JobData>): Promise<boolean> {
    return (
      (await this.#isAny(queue, 'delayed', this.#counts)) ||
      (await this.#isAnyLate(queue)) ||
      (await queue.getActive()).some(this.#isLate) ||
      (await this.#isAny(queue, 'delayed', this.#counts)) ||
      (await this.#isAnyLate(queue))
    );
  }

  /** Nearly always the oldest one tells; not when it has come back without its key. */
  async #isAnyLate(queue: Queue<JobData>): Promise<boolean> {
    const oldest = (await oldestWaiting(queue, this.connection)) as StatusJob | undefined;
    if (!oldest || isRecent(oldest)) return false;
    return this.#counts(oldest) || this.#isAny(queue, 'wait', this.#isLate);
  }

  async #isAny(
    queue: Queue<JobData>,
    state: 'delayed' | 'wait',
    matches: (job: StatusJob) => boolean,
  ): Promise<boolean> {
    for (let from = 0; ; from += pageSize) {
      const jobs = await queue.getJobs([state], from, from + pageSize - 1);
      if (jobs.some(matches)) return true;
      if (jobs.length < pageSize) return false;
    }
  }

  readonly #isLate = (job: StatusJob): boolean => !isRecent(job) && this.#counts(job);

  /** Whether it may be applied any moment. */
  readonly #counts = ({ data, timestamp }: StatusJob): boolean =>
    Date.now() - timestamp < keyChangeMs || hasKeysFor(statusQueue, data, this.sealer);
}

const isRecent = ({ timestamp }: StatusJob): boolean => Date.now() - timestamp < usualMs;

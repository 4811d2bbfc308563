import { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import DataLoader from 'dataloader';

import { aboutNoMessage, GateClosedError, maskPersonal, type Sealer } from '#platform';

import { DelayJobError, PermanentJobError, QueueUnavailableError, RateLimitedError } from './job-errors.ts';
import { type NewJob, newJob } from './new-job.ts';
import { encodeJob, type JobData } from './payload-codec.ts';
import type { PayloadRunner } from './payload-runner.ts';
import type { QueueDefinition } from './queue-definition.ts';

interface Requeued {
  content: unknown;
  error: unknown;
}

/**
 * Handles the payloads of a batched job. One that cannot be done at once gets its own job as soon as that is known, so
 * that it neither waits for the others nor costs them anything. Only then does the batched job complete: after a crash
 * all of its payloads are handled again, and job ids recognise those that have a job already.
 */
export class BatchedJob<T> {
  readonly #logger: Logger;
  /** What fails in the same event-loop turn is enqueued in one write. */
  readonly #requeue = new DataLoader((requeued: readonly Requeued[]) => this.#addJobs(requeued), {
    cache: false,
    batchScheduleFn: (add) => setImmediate(() => aboutNoMessage(add)),
  });

  /** @param slowDown makes the whole queue wait for so many milliseconds */
  constructor(
    private readonly definition: QueueDefinition<T>,
    private readonly queue: () => Queue<JobData>,
    private readonly runner: PayloadRunner<T>,
    private readonly sealer: Sealer,
    private readonly slowDown: (ms: number) => Promise<void>,
  ) {
    this.#logger = new Logger(`queue ${definition.name}`);
  }

  /** Rejects when a payload could not be handled before the shutdown; all of them are then handled again. `enqueuedAtMs` as for the runner. */
  async handle(contents: unknown[], enqueuedAtMs?: number): Promise<void> {
    const results = await Promise.allSettled(
      contents.map((content) => this.#handleOne(content, enqueuedAtMs)),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async #handleOne(content: unknown, enqueuedAtMs?: number): Promise<void> {
    try {
      await this.runner.handle(content, enqueuedAtMs);
    } catch (error) {
      if (error instanceof GateClosedError) throw error;
      const last = error instanceof PermanentJobError ? await this.#giveUp(content, error) : error;
      // First, or the new job would start at once and meet the same limit.
      if (error instanceof RateLimitedError) {
        await this.runner.whenReachable(() => this.#onQueue(() => this.slowDown(error.retryAfterMs)));
      }
      await this.runner.whenReachable(() => this.#requeue.load({ content, error: last }));
    }
  }

  /** @returns what the payload's own job is to show; when nobody could be told, that job tries again */
  async #giveUp(content: unknown, error: PermanentJobError): Promise<unknown> {
    try {
      await this.runner.exhaust(content, error);
      return error;
    } catch (secondError) {
      if (secondError instanceof GateClosedError) throw secondError;
      return secondError;
    }
  }

  /** What goes wrong here is no payload's fault, whatever it is. */
  async #onQueue(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw new QueueUnavailableError(this.definition.name, String(cause), { cause });
    }
  }

  async #addJobs(requeued: readonly Requeued[]): Promise<void[]> {
    const jobs = requeued.map((one) => this.#toJob(one));
    await this.#onQueue(() => this.queue().addBulk(jobs));
    this.#logger.log({
      message: 'have jobs of their own now',
      queue: this.definition.name,
      payloads: requeued.map(({ content }) => this.runner.idOf(content)),
      correlationIds: requeued.map(({ content }) => this.runner.correlationOf(content)),
      reasons: [
        ...new Set(requeued.map(({ error }) => (error instanceof Error ? error.message : String(error)))),
      ],
    });
    return requeued.map(() => undefined);
  }

  #toJob({ content, error }: Requeued): NewJob {
    const data = {
      ...encodeJob(this.definition, content, this.sealer),
      ...(error instanceof PermanentJobError && { failedReason: maskPersonal(error.message) }),
    };
    return newJob(this.definition, data, {
      jobId: this.runner.idOf(content),
      delay: this.#delayAfter(error),
    });
  }

  #delayAfter(error: unknown): number {
    if (error instanceof DelayJobError) return error.delayMs;
    const failed = !(error instanceof PermanentJobError || error instanceof RateLimitedError);
    return failed ? this.definition.options.backoff.delay : 0;
  }
}

import { Logger } from '@nestjs/common';
import { DelayedError, type Job, RateLimitError, UnrecoverableError, WaitingError } from 'bullmq';

import { GateClosedError, maskPersonal, type Sealer, withTimeLimit } from '#platform';

import type { BatchedJob } from './batched-job.ts';
import {
  DelayJobError,
  givenUpIfSetAsideTooLong,
  PermanentJobError,
  RateLimitedError,
  SetAsideError,
  setAsideIfUnknownKey,
} from './job-errors.ts';
import { decodeJob, type JobData } from './payload-codec.ts';
import type { PayloadRunner } from './payload-runner.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { countJob } from './queue-metrics.ts';
import { WaitingLog } from './waiting-log.ts';

/** Longest wait at shutdown, for a queue that may be away. */
const putBackLimitMs = 1_000;

/** For its lines in the log. */
interface JobFacts {
  correlationId?: string;
  /** Of a batched job. */
  correlationIds?: (string | undefined)[];
  queue: string;
  job?: string;
  attempt: number;
}

interface Parts<T> {
  definition: QueueDefinition<T>;
  runner: PayloadRunner<T>;
  batched: BatchedJob<T>;
  sealer: Sealer;
  /** Before the job is moved: its lock ends there. */
  untrack: (job: Job<JobData>) => void;
  /** Makes the whole queue wait. */
  slowDown: (ms: number) => Promise<void>;
}

/** Runs one job and reports its outcome in the errors that BullMQ knows. */
export class JobProcessor<T> {
  readonly #logger: Logger;
  readonly #waiting: WaitingLog;

  constructor(private readonly parts: Parts<T>) {
    this.#logger = new Logger(`queue ${parts.definition.name}`);
    this.#waiting = new WaitingLog(parts.definition.name);
  }

  /** @param failure why the queue itself failed the job */
  async process(job: Job<JobData>, token: string | undefined, failure?: string): Promise<void> {
    const { definition, runner, batched, sealer } = this.parts;
    const startedAt = performance.now();
    let contents: unknown[] = [];
    try {
      contents = decodeJob(definition, job.data, sealer);
      if (failure) throw new PermanentJobError(failure);
      // What it waited for since an earlier run says nothing about the queue.
      const enqueuedAtMs = job.attemptsStarted > 1 ? undefined : job.timestamp;
      if (contents.length === 1) await this.#handleSingle(job, contents[0], enqueuedAtMs);
      else await batched.handle(contents, enqueuedAtMs);
    } catch (error) {
      const fault = givenUpIfSetAsideTooLong(setAsideIfUnknownKey(error), job.timestamp);
      const outcome = await this.#outcome(fault, job, contents, token);
      countJob(definition.name, startedAt, outcome);
      throw outcome;
    }
    countJob(definition.name, startedAt);
    const ms = Math.round(performance.now() - startedAt);
    const batch = contents.length > 1 && { payloads: contents.map((content) => runner.idOf(content)) };
    this.#logger.log({ message: 'done', ...this.#about(job, contents), ...batch, ms });
  }

  async #handleSingle(job: Job<JobData>, content: unknown, enqueuedAtMs?: number): Promise<void> {
    // The handler was told already; the job only shows the failure. Somebody on call may still retry it.
    if (job.data.failedReason && job.attemptsMade === 0) throw new UnrecoverableError(job.data.failedReason);
    await this.parts.runner.handle(content, enqueuedAtMs);
  }

  /** @returns the error for BullMQ */
  async #outcome(fault: unknown, job: Job<JobData>, contents: unknown[], token?: string): Promise<Error> {
    try {
      return await this.#settle(fault, job, contents, token);
    } catch (secondError) {
      if (secondError instanceof GateClosedError || secondError instanceof SetAsideError) {
        return this.#settle(secondError, job, contents, token);
      }
      throw secondError;
    }
  }

  async #settle(error: unknown, job: Job<JobData>, contents: unknown[], token?: string): Promise<Error> {
    const { runner, untrack, slowDown } = this.parts;
    const about = this.#about(job, contents);
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof UnrecoverableError) return error;
    if (error instanceof GateClosedError) {
      this.#logger.log({ message: reason, ...about });
      await this.#putBack(job, token);
      return new WaitingError();
    }
    if (error instanceof DelayJobError) {
      const level = error instanceof SetAsideError ? 'error' : 'log';
      this.#logger[level]({ message: reason, ...about, delayMs: error.delayMs });
      const untilMs = Date.now() + error.delayMs;
      await runner.whenReachable(() => {
        untrack(job);
        return job.moveToDelayed(untilMs, token);
      });
      return new DelayedError();
    }
    if (error instanceof RateLimitedError) {
      // What WhatsApp asks for has a cause; our own limits are there to be reached.
      if (error.cause === undefined) this.#waiting.add(reason);
      else this.#logger.warn({ message: reason, ...about, retryAfterMs: error.retryAfterMs });
      await runner.whenReachable(() => slowDown(error.retryAfterMs));
      return new RateLimitError();
    }
    const cause = error instanceof Error ? error : new Error(reason);
    // Payloads of a batched job have jobs of their own when they fail: what fails it itself is not their fault.
    const isLast = contents.length <= 1 && about.attempt >= this.parts.definition.options.attempts;
    const isFinal = error instanceof PermanentJobError || isLast;
    const message = isFinal ? 'given up' : 'failed, will be tried again';
    this.#logger[isFinal ? 'error' : 'warn']({ message, ...about, reason });
    if (!isFinal) return shown(cause);
    for (const content of contents) await runner.exhaust(content, cause);
    return new UnrecoverableError(maskPersonal(reason));
  }

  async #putBack(job: Job<JobData>, token?: string): Promise<void> {
    this.parts.untrack(job);
    try {
      await withTimeLimit(job.moveToWait(token), putBackLimitMs);
    } catch {
      // The queue is away; the job comes back when its lock expires.
    }
  }

  #about(job: Job<JobData>, contents: unknown[]): JobFacts {
    const { definition, runner } = this.parts;
    const ids = contents.map((content) => runner.correlationOf(content));
    const about = ids.length > 1 ? { correlationIds: ids } : { correlationId: ids[0] };
    return { ...about, queue: definition.name, job: job.id, attempt: job.attemptsMade + 1 };
  }
}

/** As BullMQ may keep it, in plain text: an error can quote what it is about. */
function shown(error: Error): Error {
  const kept = new Error(maskPersonal(error.message));
  kept.stack = error.stack && maskPersonal(error.stack);
  return kept;
}

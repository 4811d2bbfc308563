import { getQueueToken, Processor, WorkerHost } from '@nestjs/bullmq';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DelayedError, type Job, type Queue, RateLimitError, UnrecoverableError } from 'bullmq';

import { Sealer } from '#platform';

import {
  PermanentJobError,
  DelayJobError,
  RateLimitedError,
  SetAsideError,
  setAsideIfUnknownKey,
} from './job-errors.ts';
import { checkedPayload, decodeJob, encodeJob, type JobData } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { QueueConnection } from './queue-connection.ts';

/** What consumes a queue. It may run twice for one payload, and knows nothing of BullMQ. */
export interface Handler<T> {
  handle(payload: T): Promise<void>;
  /** Called once when the job is given up: last attempt used, or trying again can not help. */
  onExhausted?(payload: T, error: Error): Promise<void>;
}

/** Every field written out: no worker runs on a default that nobody chose. */
export interface WorkerSettings {
  /** Jobs at once in this process. */
  concurrency: number;
  /** A worker that is silent for so long has died; its job goes to another one. Renewed at half time. */
  lockDurationMs: number;
  /** How often that is checked. */
  stalledIntervalMs: number;
  /** How often a job may lose its worker before it is given up. */
  maxStalledCount: number;
}

/** `kill -9` of a worker: lock and two checks later, after at most 11 s, its jobs are taken over. */
export const usualWorker: WorkerSettings = {
  concurrency: 20,
  lockDurationMs: 5_000,
  stalledIntervalMs: 3_000,
  maxStalledCount: 10,
};

/** The provider that feeds `handler` from `queue`: the only code that knows BullMQ's rules for workers. */
export function consumer<T>(
  queue: QueueDefinition<T>,
  handler: Type<Handler<T>>,
  settings: WorkerSettings = usualWorker,
): Type<WorkerHost> {
  @Injectable()
  @Processor(queue.name, {
    autorun: false,
    concurrency: settings.concurrency,
    lockDuration: settings.lockDurationMs,
    stalledInterval: settings.stalledIntervalMs,
    maxStalledCount: settings.maxStalledCount,
  })
  class QueueConsumer extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
    readonly logger = new Logger(`queue ${queue.name}`);

    constructor(
      @Inject(handler) readonly work: Handler<T>,
      @Inject(Sealer) readonly sealer: Sealer,
      @Inject(QueueConnection) readonly connection: QueueConnection,
      @Inject(ModuleRef) readonly modules: ModuleRef,
    ) {
      super();
    }

    onApplicationBootstrap(): void {
      this.worker.on('error', (error) => this.logger.warn({ message: 'worker', reason: error.message }));
      this.worker.run().catch((error: unknown) => this.logger.error(error));
    }

    /** Takes no more work and finishes what it has, while the database and the queues are still open. */
    async onModuleDestroy(): Promise<void> {
      await this.worker.close();
    }

    async process(job: Job<JobData>, token?: string): Promise<void> {
      const startedAt = performance.now();
      const about = { queue: queue.name, job: job.id, attempt: job.attemptsMade + 1 };
      let payloads: unknown[] = [];
      try {
        payloads = decodeJob(queue, job.data, this.sealer);
        // A person on call can still retry it.
        if (job.data.failedReason && job.attemptsMade === 0)
          throw new PermanentJobError(job.data.failedReason);
        if (payloads.length === 1) await this.work.handle(checkedPayload(queue, payloads[0]));
        else await this.#unpack(payloads);
      } catch (error) {
        await this.#translate(setAsideIfUnknownKey(error), job, payloads, token);
      }
      const ms = Math.round(performance.now() - startedAt);
      const batch = payloads.length > 1 && { payloads: payloads.map(idOf) };
      this.logger.log({ message: 'done', ...about, ...batch, ms });
    }

    /** What could not be done at once gets a job of its own, with all its attempts. */
    async #unpack(payloads: unknown[]): Promise<void> {
      const results = await Promise.allSettled(
        payloads.map(async (payload) => this.work.handle(checkedPayload(queue, payload))),
      );
      const left = results.flatMap((result, at) =>
        result.status === 'rejected'
          ? [{ payload: payloads[at], error: setAsideIfUnknownKey(result.reason) }]
          : [],
      );
      if (left.length === 0) return;
      await this.modules.get<Queue<JobData>>(getQueueToken(queue.name), { strict: false }).addBulk(
        left.map(({ payload, error }) => ({
          name: queue.name,
          data: {
            ...encodeJob(queue, payload, this.sealer),
            ...(error instanceof PermanentJobError && { failedReason: error.message }),
          },
          opts: { ...queue.options, jobId: idOf(payload), delay: delayAfter(error) },
        })),
      );
      const reasons = [
        ...new Set(left.map(({ error }) => (error instanceof Error ? error.message : String(error)))),
      ];
      this.logger.log({
        message: 'unpacked',
        queue: queue.name,
        payloads: left.map(({ payload }) => idOf(payload)),
        reasons,
      });
      const limited = left.find(({ error }) => error instanceof RateLimitedError)?.error;
      if (limited instanceof RateLimitedError) await this.worker.rateLimit(limited.retryAfterMs);
    }

    /** Throws what BullMQ makes of the error. */
    async #translate(error: unknown, job: Job<JobData>, payloads: unknown[], token?: string): Promise<never> {
      const attempt = job.attemptsMade + 1;
      const about = { queue: queue.name, job: job.id, attempt };
      if (error instanceof DelayJobError) {
        const level = error instanceof SetAsideError ? 'error' : 'log';
        this.logger[level]({ message: error.message, ...about, delayMs: error.delayMs });
        await job.moveToDelayed(Date.now() + error.delayMs, token);
        throw new DelayedError();
      }
      if (error instanceof RateLimitedError) {
        this.logger.warn({ message: error.message, ...about, retryAfterMs: error.retryAfterMs });
        await this.worker.rateLimit(error.retryAfterMs);
        throw new RateLimitError();
      }
      const final = error instanceof PermanentJobError || attempt >= queue.options.attempts;
      const reason = error instanceof Error ? error.message : String(error);
      this.logger[final ? 'error' : 'warn']({
        message: final ? 'given up' : 'failed, will be tried again',
        ...about,
        reason,
      });
      if (!final) throw error;
      for (const payload of payloads)
        await this.#onExhausted(job, payload, error instanceof Error ? error : new Error(reason));
      throw new UnrecoverableError(reason);
    }

    async #onExhausted(job: Job<JobData>, payload: unknown, error: Error): Promise<void> {
      try {
        await this.work.onExhausted?.(checkedPayload(queue, payload), error);
      } catch (secondError) {
        this.logger.error({ message: 'giving up failed too', job: job.id, reason: String(secondError) });
      }
    }
  }
  return QueueConsumer;

  /** The id of the payload's own job; none for one that this version can not read. */
  function idOf(payload: unknown): string | undefined {
    const { data } = queue.payload.safeParse(payload);
    return data === undefined ? undefined : queue.jobId(data);
  }

  function delayAfter(error: unknown): number {
    if (error instanceof DelayJobError) return error.delayMs;
    const failed = !(error instanceof PermanentJobError || error instanceof RateLimitedError);
    return failed ? queue.options.backoff.delay : 0;
  }
}

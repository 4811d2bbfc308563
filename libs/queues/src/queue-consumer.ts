import { setImmediate as nextTurn } from 'node:timers/promises';

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
import type { Job, Queue } from 'bullmq';

import { Gate, Sealer, withTimeLimit } from '#platform';

import { BatchedJob } from './batched-job.ts';
import { ConsumptionWatch } from './consumption-watch.ts';
import type { Handler } from './handler.ts';
import { JobProcessor } from './job-processor.ts';
import type { JobData } from './payload-codec.ts';
import { PayloadRunner } from './payload-runner.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { isLostLock, type QueueWorker } from './queue-worker.ts';
import { usualWorker, type WorkerSettings } from './worker-settings.ts';

/** How long a worker backs off after a queue error; short, so that work resumes soon after an outage. */
const workerRetryMs = 1_000;
const answerLimitMs = 2_000;

/** The provider that feeds `handler` from `queue`. Needs `GateModule`. */
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
    runRetryDelay: workerRetryMs,
  })
  class QueueConsumer extends WorkerHost<QueueWorker> implements OnApplicationBootstrap, OnModuleDestroy {
    readonly logger = new Logger(`queue ${queue.name}`);
    readonly stop = new AbortController();
    readonly processor: JobProcessor<T>;

    constructor(
      @Inject(handler) work: Handler<T>,
      @Inject(Sealer) sealer: Sealer,
      @Inject(Gate) readonly gate: Gate,
      @Inject(ModuleRef) readonly modules: ModuleRef,
      @Inject(ConsumptionWatch) readonly watch: ConsumptionWatch,
    ) {
      super();
      const runner = new PayloadRunner(queue, work, gate, this.stop.signal);
      const slowDown = (ms: number): Promise<void> => this.jobs().rateLimit(ms);
      const batched = new BatchedJob(queue, () => this.jobs(), runner, sealer, slowDown);
      const untrack = (job: Job): void => this.worker.untrack(job);
      this.processor = new JobProcessor({ definition: queue, runner, batched, sealer, untrack, slowDown });
    }

    async onApplicationBootstrap(): Promise<void> {
      this.watch.add(queue.name, this.worker);
      this.worker.on('error', (error) => {
        const message = isLostLock(error) ? 'was too busy to keep a job: it is handled again' : 'worker';
        this.logger.warn({ message, reason: error.message });
      });
      this.gate.onChange((isOpen) => void (isOpen ? this.#resume() : this.worker.pause(true)));
      if (this.gate.isOpen) {
        await this.#setPace();
        this.#run();
      }
    }

    /** Takes no more work and finishes what it has, while the database and the queues are still open. */
    async onModuleDestroy(): Promise<void> {
      this.stop.abort();
      await this.worker.close();
    }

    process(job: Job<JobData>, token?: string): Promise<void> {
      return this.processor.process(job, token, this.worker.failureOf(job));
    }

    /** The pace is kept where the queues are, and may have gone with them. */
    async #setPace(): Promise<void> {
      const { pace } = settings;
      if (!pace) return;
      const setting = this.jobs().setGlobalRateLimit(pace.jobs, pace.perMs);
      await withTimeLimit(setting, answerLimitMs).catch((error: unknown) => {
        this.logger.warn({
          message: 'the pace could not be set, will be tried again',
          reason: String(error),
        });
        setTimeout(() => {
          if (!this.stop.signal.aborted) void this.#setPace();
        }, answerLimitMs).unref();
      });
    }

    #run(): void {
      this.worker.run().catch((error: unknown) => this.logger.error(error));
    }

    jobs(): Queue<JobData> {
      return this.modules.get<Queue<JobData>>(getQueueToken(queue.name), { strict: false });
    }

    async #resume(): Promise<void> {
      await this.#setPace();
      if (this.stop.signal.aborted) return;
      await this.worker.resume();
      await nextTurn();
      // Its loop may have ended just now for lack of work, without noticing the resume.
      if (!this.worker.isRunning() && !this.worker.closing) this.#run();
    }
  }
  return QueueConsumer;
}

import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { type Dependency, withTimeLimit } from '#platform';

import { QueueConnection } from './queue-connection.ts';
import { judgeRedis } from './redis-durability.ts';

export const QUEUES = Symbol('queues');

const answerLimitMs = 2_000;

/** Readiness of the queues as a whole; also says in the log when they are out of reach or could lose what they have. */
@Injectable()
export class QueueDependency implements Dependency, OnModuleInit, OnApplicationBootstrap {
  readonly dependencyName = 'queues';
  readonly #logger = new Logger('queues');
  #warning?: string;

  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
    @Inject(QUEUES) private readonly names: string[],
  ) {}

  get warning(): string | undefined {
    return this.#warning;
  }

  onModuleInit(): void {
    for (const name of this.names) {
      this.#queue(name).on('error', (error) => this.#logger.warn({ message: name, reason: error.message }));
    }
  }

  /** Looks once by itself, so that a warning stands in the log even where nobody asks for readiness. */
  onApplicationBootstrap(): void {
    withTimeLimit(this.ping(), answerLimitMs).catch((error: unknown) =>
      this.#logger.warn({ message: 'not ready', reason: String(error) }),
    );
  }

  async ping(): Promise<void> {
    const [name] = this.names;
    if (!name) return;
    const queue = this.#queue(name);
    await Promise.all([queue.getJobCountByTypes('wait'), this.connection.inRedis && this.#judge(queue)]);
  }

  async #judge(queue: Queue): Promise<void> {
    const { problem, warning } = judgeRedis(await (await queue.backend.client).info());
    if (warning && warning !== this.#warning) this.#logger.warn({ message: warning });
    this.#warning = warning;
    if (problem) throw new Error(problem);
  }

  #queue(name: string): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

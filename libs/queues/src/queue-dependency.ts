import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { type Dependency, withTimeLimit } from '#platform';

import { QueueUnavailableError } from './job-errors.ts';
import { QueueConnection } from './queue-connection.ts';

export const QUEUES = Symbol('queues');

const answerLimitMs = 2_000;

/** Readiness of the queues as a whole; also logs when they are unreachable or could lose jobs. */
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

  /** Checks once by itself, so that a warning is logged even where nobody asks for readiness. */
  onApplicationBootstrap(): void {
    withTimeLimit(this.ping(), answerLimitMs).catch((error: unknown) =>
      this.#logger.warn({ message: 'not ready', reason: String(error) }),
    );
  }

  /** Judges first: what is badly set up may fail in other words too. */
  async ping(): Promise<void> {
    this.#mustBeConnected();
    await this.#judge();
    await this.reach();
  }

  /** Each queue may be on another machine. */
  async reach(): Promise<void> {
    this.#mustBeConnected();
    await Promise.all(this.names.map((name) => this.#queue(name).getJobCountByTypes('wait')));
  }

  #mustBeConnected(): void {
    const away = this.names.filter((name) => !this.connection.isConnected(name));
    if (away.length > 0) throw new Error(`not connected: ${away.join(', ')}`);
  }

  isCauseOf(error: unknown): boolean {
    return error instanceof QueueUnavailableError || this.connection.isOutage(error);
  }

  async #judge(): Promise<void> {
    const warning = await this.connection.judge();
    if (warning && warning !== this.#warning) this.#logger.warn({ message: warning });
    this.#warning = warning;
  }

  #queue(name: string): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

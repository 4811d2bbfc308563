import { getQueueToken } from '@nestjs/bullmq';
import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { Response } from 'express';

import { withTimeLimit } from '#platform';

import { QueueConnection } from './queue-connection.ts';
import { QUEUE_CONFIG, type QueueConfig } from './queue-settings.ts';
import { type QueueState, readQueueState, unreachable } from './queue-state.ts';
import { thresholdsOf } from './queue-thresholds.ts';

export const CONSUMED_QUEUES = Symbol('consumed queues');

const answerLimitMs = 2_000;

/** `GET /health/queues` on a worker: the state of its queues, for people on call. */
@Controller('health/queues')
export class QueueHealthController {
  constructor(
    private readonly modules: ModuleRef,
    private readonly connection: QueueConnection,
    @Inject(CONSUMED_QUEUES) private readonly names: string[],
    @Inject(QUEUE_CONFIG) private readonly config: QueueConfig,
  ) {}

  @Get()
  async states(@Res({ passthrough: true }) response: Response): Promise<{ queues: QueueState[] }> {
    const queues = await Promise.all(this.names.map((name) => this.#state(name)));
    if (queues.some(({ status }) => status === 'failing')) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { queues };
  }

  async #state(name: string): Promise<QueueState> {
    if (!this.connection.isConnected(name)) return { ...unreachable, name };
    const queue = this.modules.get<Queue>(getQueueToken(name), { strict: false });
    const reading = readQueueState(queue, this.connection, thresholdsOf(name, this.config));
    try {
      return await withTimeLimit(reading, answerLimitMs);
    } catch {
      return { ...unreachable, name };
    }
  }
}

import { getQueueToken } from '@nestjs/bullmq';
import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { Response } from 'express';

import { withTimeLimit } from '#platform';

export const CONSUMED_QUEUES = Symbol('consumed queues');

/** Work that waits longer is late; much longer, or with nobody to do it, and the queue is failing. */
const behindAfterSeconds = 30;
const failingAfterSeconds = 120;
const answerLimitMs = 2_000;

export interface QueueState {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  /** Age of the job that has waited longest; null when none waits. */
  oldestWaitingSeconds: number | null;
  /** ISO 8601; null when none of the remembered jobs completed. */
  lastCompletedAt: string | null;
  /** Connected worker processes. */
  workers: number;
  status: 'ok' | 'behind' | 'failing';
}

/** `GET /health/queues` on a worker: how its queues are doing, for people on call. */
@Controller('health/queues')
export class QueueHealthController {
  constructor(
    private readonly modules: ModuleRef,
    @Inject(CONSUMED_QUEUES) private readonly names: string[],
  ) {}

  @Get()
  async states(@Res({ passthrough: true }) response: Response): Promise<{ queues: QueueState[] }> {
    const queues = await Promise.all(this.names.map((name) => this.#state(name)));
    if (queues.some(({ status }) => status === 'failing')) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { queues };
  }

  async #state(name: string): Promise<QueueState> {
    const queue = this.modules.get<Queue>(getQueueToken(name), { strict: false });
    try {
      return await withTimeLimit(readState(name, queue), answerLimitMs);
    } catch {
      return { ...nothingKnown, name, status: 'failing' };
    }
  }
}

const nothingKnown = {
  waiting: 0,
  active: 0,
  delayed: 0,
  failed: 0,
  oldestWaitingSeconds: null,
  lastCompletedAt: null,
  workers: 0,
};

async function readState(name: string, queue: Queue): Promise<QueueState> {
  const [counts, [oldest], [latest], workers] = await Promise.all([
    queue.getJobCounts('wait', 'active', 'delayed', 'failed'),
    queue.getJobs(['wait'], 0, 0, true),
    queue.getJobs(['completed'], 0, 0, false),
    queue.getWorkersCount(),
  ]);
  const waiting = counts.wait ?? 0;
  const oldestWaitingSeconds = oldest
    ? Math.max(0, Math.round((Date.now() - oldest.timestamp) / 1_000))
    : null;
  return {
    name,
    waiting,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
    oldestWaitingSeconds,
    lastCompletedAt: latest?.finishedOn ? new Date(latest.finishedOn).toISOString() : null,
    workers,
    status: judge(oldestWaitingSeconds ?? 0, workers),
  };
}

function judge(oldestWaitingSeconds: number, workers: number): QueueState['status'] {
  if (oldestWaitingSeconds > failingAfterSeconds || workers === 0) return 'failing';
  return oldestWaitingSeconds > behindAfterSeconds ? 'behind' : 'ok';
}

import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { readQueueState, statusQueue } from '#queues';

/** The status reports that WhatsApp has delivered and that are not applied yet. */
@Injectable()
export class StatusBacklog {
  constructor(private readonly modules: ModuleRef) {}

  /** Whether any has waited for a second, or waits to be tried again. Rejects when the queue does not answer. */
  async isBehind(): Promise<boolean> {
    const queue = this.modules.get<Queue>(getQueueToken(statusQueue.name), { strict: false });
    const { delayed, oldestWaitingSeconds } = await readQueueState(statusQueue.name, queue);
    return delayed > 0 || (oldestWaitingSeconds ?? 0) >= 1;
  }
}

import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';

import { QueueWatch, type WatchedQueue } from './queue-watch.ts';

export const CONSUMED_QUEUES = Symbol('consumed queues');

/** `GET /health/queues` on a worker: the state of its queues, for people on call. */
@Controller('health/queues')
export class QueueHealthController {
  constructor(private readonly watch: QueueWatch) {}

  @Get()
  async states(@Res({ passthrough: true }) response: Response): Promise<{ queues: WatchedQueue[] }> {
    const queues = await this.watch.states();
    if (queues.some(({ status }) => status === 'failing')) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { queues };
  }
}

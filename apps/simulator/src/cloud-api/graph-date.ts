import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { Request, Response } from 'express';

import { Clock } from '../clock.ts';
import { isGraphPath, pathOf } from './graph-path.ts';

/** Answers of the Graph API bear the simulator's time. */
@Injectable()
export class GraphDate implements NestMiddleware {
  constructor(private readonly clock: Clock) {}

  use(request: Request, response: Response, next: () => void): void {
    if (isGraphPath(pathOf(request))) response.setHeader('Date', this.clock.date().toUTCString());
    next();
  }
}

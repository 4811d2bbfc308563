import { type ArgumentsHost, Catch, ServiceUnavailableException } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import type { Request } from 'express';

import { Database } from '#data';
import { TimeLimitError } from '#platform';
import { QueueConnection } from '#queues';

/** Whoever presses something in an outage is told whether it was done, instead of an error without words. */
@Catch()
export class OutageFilter extends BaseExceptionFilter {
  constructor(
    { httpAdapter }: HttpAdapterHost,
    private readonly database: Database,
    private readonly queues: QueueConnection,
  ) {
    super(httpAdapter);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const isLook = host.switchToHttp().getRequest<Request>().method === 'GET';
    const words = this.#wordsFor(error, isLook);
    // oxlint-disable-next-line promise/valid-params, promise/no-promise-in-callback -- a filter, no promise
    super.catch(words === undefined ? error : new ServiceUnavailableException(words), host);
  }

  #wordsFor(error: unknown, isLook: boolean): string | undefined {
    // Whatever is pressed is written down first.
    if (this.database.isCauseOf(error))
      return isLook ? 'PostgreSQL does not answer.' : 'PostgreSQL does not answer. Nothing was done.';
    if (this.queues.isOutage(error))
      return isLook ? 'The queues do not answer.' : 'The queues do not answer. It was not done.';
    if (!(error instanceof TimeLimitError)) return undefined;
    return isLook
      ? 'There was no answer in time. Look again in a moment.'
      : 'There was no answer in time. It may be done all the same: look again in a moment.';
  }
}

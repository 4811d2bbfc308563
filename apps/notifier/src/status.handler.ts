import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';

import { OutboundStore } from '#data';
import type { Handler, StatusPayload } from '#queues';

const outboundIdSchema = z.uuid();

// From the status queue: notes how far one of our messages got. The journey of a message ends here.
@Injectable()
export class StatusHandler implements Handler<StatusPayload> {
  readonly #logger = new Logger('status');

  constructor(private readonly outbound: OutboundStore) {}

  async handle(report: StatusPayload): Promise<void> {
    const ours = await this.outbound.applyStatus({
      // Other systems on the same number put their own data here.
      outboundId: outboundIdSchema.safeParse(report.callbackData).data,
      wamid: report.wamid,
      status: report.status,
      occurredAt: new Date(report.occurredAt * 1_000),
      errorCode: report.errorCode,
      pricing: report.pricing,
    });
    if (!ours) this.#logger.log({ message: 'status of a message that is not ours', job: report.messageKey });
  }
}

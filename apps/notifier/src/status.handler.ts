import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';

import { EarlyStatusStore, StatusPathStore, type StatusReport } from '#data';
import { monotonicMs, nameMessage, traceStep } from '#platform';
import type { Handler, StatusPayload } from '#queues';
import { unlistedErrors } from '#whatsapp';

import { probeTime } from './path-probe.service.ts';
import { StatusReports } from './status-reports.service.ts';

const outboundIdSchema = z.uuid();

// Consumes the status queue: records how far one of our messages got.
@Injectable()
export class StatusHandler implements Handler<StatusPayload> {
  readonly #logger = new Logger('status');

  constructor(
    private readonly reports: StatusReports,
    private readonly early: EarlyStatusStore,
    private readonly path: StatusPathStore,
  ) {}

  async handle(status: StatusPayload): Promise<void> {
    const { messageKey, callbackData, occurredAt, unlistedError, ...payload } = status;
    const at = monotonicMs();
    const probe = probeTime(callbackData);
    if (probe) return this.path.prove(probe);
    const report: StatusReport = {
      ...payload,
      // Other systems on the same number put their own data here.
      outboundId: outboundIdSchema.safeParse(callbackData).data,
      occurredAt: new Date(occurredAt * 1_000),
    };
    const about = await this.reports.apply(report);
    nameMessage(about ?? messageKey);
    if (unlistedError && report.errorCode !== undefined) {
      unlistedErrors.noteTold('status', report.errorCode, unlistedError);
    }
    if (about !== undefined) return traceStep('reported', about, { at, status: report.status });
    await this.early.keep(report);
    this.#logger.log({ message: 'status of a message that we do not know (yet)' });
  }
}

import { Injectable } from '@nestjs/common';

import { OutboundStatusStore, RecipientLimitStore, type Reported, type StatusReport } from '#data';
import { type Remedy, remedyFor } from '#whatsapp';

import { SendingRules } from './sending-rules.service.ts';

/** A message that failed so may go through later. */
const passing = new Set<Remedy>(['retry', 'throttle', 'pair']);
const arrived = new Set<StatusReport['status']>(['delivered', 'read', 'played']);

/** Records how far messages got and acts on it. Idempotent: a repeated report changes nothing. */
@Injectable()
export class StatusReports {
  constructor(
    private readonly statuses: OutboundStatusStore,
    private readonly rules: SendingRules,
    private readonly recipients: RecipientLimitStore,
  ) {}

  /** @returns false when the message is unknown */
  async apply(report: StatusReport): Promise<boolean> {
    const message = await this.statuses.apply(report);
    if (!message) return false;
    if (report.status === 'failed') await this.#afterFailure(report, message);
    else if (message.leftAfterPairLimit) await this.recipients.recordSuccess(message.contactId);
    if (arrived.has(report.status) && message.hasFailed) await this.statuses.withdrawRetries(message.id);
    return true;
  }

  async #afterFailure({ errorCode, occurredAt }: StatusReport, message: Reported): Promise<void> {
    if (errorCode === undefined) return;
    await this.rules.learnFrom(errorCode, message, occurredAt);
    const remedy = remedyFor(errorCode);
    if (remedy === 'pair') await this.recipients.recordRefusal(message.contactId, message.sendingSince);
    if (remedy && passing.has(remedy)) await this.statuses.writeRetry(message.id);
  }
}

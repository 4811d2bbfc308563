import { Injectable } from '@nestjs/common';

import {
  NumberStore,
  OutboundStatusStore,
  RecipientLimitStore,
  type Reported,
  type StatusReport,
} from '#data';
import { isAboutTemplate, pauseAfter, type Reaction, reactionTo } from '#whatsapp';

import { BusinessNumber } from './business-number.ts';
import { SendingRules } from './sending-rules.service.ts';

/** A message that failed so may go through later. */
const passing = new Set<Reaction['kind']>(['retry', 'throttle', 'pair', 'operator', 'template_paused']);
/** Between tries of a message that waits for something to be mended: by somebody, or by time. */
const heldSeconds = 600;
const isHeld = ({ kind }: Reaction): boolean => kind === 'operator' || kind === 'template_paused';
const arrived = new Set<StatusReport['status']>(['delivered', 'read', 'played']);

/** Records how far messages got and acts on it. Idempotent: a repeated report changes nothing. */
@Injectable()
export class StatusReports {
  constructor(
    private readonly statuses: OutboundStatusStore,
    private readonly rules: SendingRules,
    private readonly recipients: RecipientLimitStore,
    private readonly numbers: NumberStore,
    private readonly number: BusinessNumber,
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
    const reaction = reactionTo(errorCode);
    // WhatsApp may deliver it again for days: what it says of others holds for its own time.
    if (message.isNews) await this.#slowOthers(errorCode, reaction, message);
    if (await this.#sentOtherwise({ code: errorCode, occurredAt }, reaction, message)) return;
    const heldForSeconds = isHeld(reaction) ? heldSeconds : undefined;
    if (passing.has(reaction.kind)) await this.statuses.writeRetry(message.id, { heldForSeconds });
  }

  async #slowOthers(code: number, reaction: Reaction, message: Reported): Promise<void> {
    if (reaction.kind === 'pair') {
      await this.recipients.recordRefusal(message.contactId, message.sendingSince);
    } else if (reaction.kind === 'throttle') {
      await this.numbers.slowDown(this.number.id, (before) => pauseAfter(reaction, before));
    } else if (reaction.kind === 'operator' && reaction.stops === 'number') {
      await this.numbers.stop(this.number.id, code);
    }
  }

  /** What WhatsApp took as text, or as the template in place of it, and then dropped, is sent in the other way at once. */
  async #sentOtherwise(
    { code, occurredAt }: { code: number; occurredAt: Date },
    { kind }: Reaction,
    message: Reported,
  ): Promise<boolean> {
    if (message.template) return false;
    // Should WhatsApp and we not agree about the window, that ends like any repetition.
    const heldForSeconds = message.retryNumber === 0 ? 0 : undefined;
    if (kind === 'use_template') {
      // Only of an older send of it, the report tells when that was: by a clock that is not the database's.
      const { sendingSince, attempts, isNews } = message;
      const isOlder = attempts > 1 && (!sendingSince || occurredAt < sendingSince);
      const closedAt = isOlder ? occurredAt : (sendingSince ?? occurredAt);
      if (isNews) await this.recipients.recordClosedWindow(message.contactId, closedAt);
      await this.statuses.writeRetry(message.id, { heldForSeconds, keepsPlace: true });
      return true;
    }
    if (!message.hasFallback || !isAboutTemplate(code)) return false;
    await this.statuses.writeRetry(message.id, { heldForSeconds, keepsFallback: false, keepsPlace: true });
    return true;
  }
}

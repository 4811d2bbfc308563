import { Injectable, Logger } from '@nestjs/common';

import {
  NumberStore,
  OutboundStatusStore,
  RecipientLimitStore,
  type Reported,
  type StatusReport,
  type Transaction,
} from '#data';
import { isAboutTemplate, pauseAfter, type Reaction, reactionTo } from '#whatsapp';

import { BusinessNumber } from './business-number.ts';
import { pauseUntilLater } from './later.ts';
import { countReport } from './send-metrics.ts';
import { isLearned, SendingRules } from './sending-rules.service.ts';

/** A message that failed so may go through later. */
const passing = new Set<Reaction['kind']>(['retry', 'throttle', 'pair', 'operator', 'template_paused']);
/** Between tries of a message that waits for something to be mended: by somebody, or by time. */
const heldSeconds = 600;
const isHeld = ({ kind }: Reaction): boolean => kind === 'operator' || kind === 'template_paused';
const stopsNumber = (reaction: Reaction): boolean =>
  reaction.kind === 'operator' && reaction.stops === 'number';
const arrived = new Set<StatusReport['status']>(['delivered', 'read', 'played']);

/** Records how far messages got and acts on it. Idempotent: a repeated report changes nothing. */
@Injectable()
export class StatusReports {
  readonly #logger = new Logger('status');

  constructor(
    private readonly statuses: OutboundStatusStore,
    private readonly rules: SendingRules,
    private readonly recipients: RecipientLimitStore,
    private readonly numbers: NumberStore,
    private readonly number: BusinessNumber,
  ) {}

  /** @returns what the report is about, as for `correlationIdOf`; undefined when the message is unknown */
  async apply(report: StatusReport): Promise<string | undefined> {
    const message = await this.statuses.apply(report, {
      phoneNumberId: this.number.id,
      // WhatsApp may deliver it again for days: what it says of others holds for its own time.
      ...(report.status === 'failed' && { alongWith: (tx, news) => this.#slowOthers(tx, report, news) }),
    });
    if (!message) return undefined;
    if (message.isNews) countReport(report);
    if (message.isDuplicate) this.#logger.error({ message: 'was accepted twice', job: message.id });
    if (report.status === 'failed') await this.#afterFailure(report, message);
    else if (message.leftAfterPairLimit) await this.recipients.recordSuccess(message.contactId);
    if (arrived.has(report.status) && message.hasFailed) await this.statuses.withdrawRetries(message.id);
    return message.answers ?? message.id;
  }

  async #slowOthers(
    tx: Transaction,
    { errorCode, occurredAt }: StatusReport,
    message: Reported,
  ): Promise<void> {
    if (errorCode === undefined) return;
    const reaction = reactionTo(errorCode);
    const pauseMs = (before: number): number => ('growth' in reaction ? pauseAfter(reaction, before) : 0);
    const sentAt = message.sendingSince ?? occurredAt;
    if (reaction.kind === 'pair') {
      await this.recipients.recordRefusal(message.contactId, { sentAt }, tx);
    } else if (reaction.kind === 'throttle') {
      await this.numbers.slowDown(this.number.id, pauseMs, tx);
    } else if (stopsNumber(reaction)) {
      // What came through all the same says nothing about the number.
      if (!message.hasArrived) await this.numbers.stopByReport(tx, this.number.id, errorCode, occurredAt);
    } else if (reaction.kind === 'later' && reaction.holds === 'number') {
      await this.numbers.hold(this.number.id, pauseMs, sentAt, tx);
    } else if (reaction.kind === 'use_template' && !message.template) {
      // Only of an older send of it, the report tells when that was: by a clock that is not the database's.
      const isOlder = message.attempts > 1 && occurredAt < sentAt;
      await this.recipients.recordClosedWindow(message.contactId, isOlder ? occurredAt : sentAt, tx);
    }
  }

  async #afterFailure({ errorCode, occurredAt }: StatusReport, message: Reported): Promise<void> {
    if (errorCode === undefined) return;
    const { contactId, template = message.fallback } = message;
    await this.rules.learnFrom(errorCode, { contactId, template }, occurredAt);
    const reaction = reactionTo(errorCode);
    const laterMs =
      reaction.kind === 'later'
        ? pauseUntilLater(reaction, message.retryNumber, message.usefulForMs ?? undefined)
        : undefined;
    if (laterMs !== undefined) {
      await this.statuses.writeRetry(message.id, { heldForSeconds: laterMs / 1_000 });
      return;
    }
    if (await this.#sentOtherwise(errorCode, reaction, message)) return;
    if (!passing.has(reaction.kind)) return;
    const held = isHeld(reaction) ? heldSeconds : undefined;
    const heldForSeconds = stopsNumber(reaction) ? await this.#besideBreaker(message) : held;
    await this.statuses.writeRetry(message.id, { heldForSeconds });
  }

  /**
   * How long a message waits that stopped the number, in seconds: the breaker holds it, and lets it leave once the number works. One that
   * fails again although the number had worked meanwhile must not stop it for all, over and over.
   */
  async #besideBreaker({ retryNumber, sendingSince }: Reported): Promise<number> {
    if (retryNumber === 0) return 0;
    const breaker = await this.numbers.breaker(this.number.id);
    const wasProbe = breaker !== undefined && sendingSince !== null && breaker.openedAt <= sendingSince;
    return wasProbe ? 0 : Math.min(15 * 2 ** (retryNumber - 1), heldSeconds);
  }

  /** What WhatsApp took as text, or as the template in place of it, and then dropped, is sent in the other way at once. */
  async #sentOtherwise(code: number, reaction: Reaction, message: Reported): Promise<boolean> {
    if (message.template) return false;
    // Should WhatsApp and we not agree about the window, that ends like any repetition.
    const heldForSeconds = message.retryNumber === 0 ? 0 : undefined;
    if (reaction.kind === 'use_template') {
      await this.statuses.writeRetry(message.id, { heldForSeconds, keepsPlace: true });
      return true;
    }
    if (!message.fallback || !isAboutTemplate(code)) return false;
    // What was learned from it is judged when the message is looked at again: such a text keeps its template, for when that can be used.
    const keepsFallback = isLearned(reaction);
    await this.statuses.writeRetry(message.id, { heldForSeconds, keepsFallback, keepsPlace: true });
    return true;
  }
}

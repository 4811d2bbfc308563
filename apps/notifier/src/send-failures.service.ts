import { Injectable, Logger } from '@nestjs/common';

import { NumberStore, OutboundStore, RecipientLimitStore, reportedWithinMs, type Sendable } from '#data';
import { DelayJobError, PermanentJobError, RateLimitedError } from '#queues';
import { GraphError, isAboutTemplate, pauseAfter, type Reaction } from '#whatsapp';

import { BusinessNumber } from './business-number.ts';
import { SendingRules } from './sending-rules.service.ts';

/** The most copies that a person may receive when neither answers nor status reports arrive. */
const mostSendsInDoubt = 3;
/** What has to be mended, by somebody or by time, may take seconds or days: the older a message is, the later it is tried again. */
const heldMs = ({ writtenAt }: Sendable): number =>
  Math.min(Math.max(Date.now() - writtenAt.getTime(), 15_000), 10 * 60_000);
/** For so long, a text waits for the template that it falls back to: it may be approved this minute. */
const fallbackWaitMs = 2 * 60_000;
/** Before a message is looked at again that has to be sent in another way. */
const otherWayPauseMs = 100;
/** Whatever the number waits for: it may have been mended meanwhile. */
const longestNumberWaitMs = 5_000;

type RetryReaction = Extract<Reaction, { kind: 'retry' }>;

/** What a send that failed means for its message, its person and our number, by the table of errors. */
@Injectable()
export class SendFailures {
  readonly #logger = new Logger('outbound');

  constructor(
    private readonly outbound: OutboundStore,
    private readonly rules: SendingRules,
    private readonly recipients: RecipientLimitStore,
    private readonly numbers: NumberStore,
    private readonly number: BusinessNumber,
  ) {}

  /** Records it. @returns the error for the job: it waits, or the message has failed for good */
  async record(id: string, message: Sendable, error: unknown): Promise<unknown> {
    if (!(error instanceof GraphError)) return error;
    if (error.outcome === 'unknown') return this.#inDoubt(message, error);
    const { reaction, code } = error;
    if (code !== undefined) await this.rules.learnFrom(code, message, new Date());
    if (message.isFallback && code !== undefined && isAboutTemplate(code)) {
      await this.numbers.answered(this.number.id);
      return this.#withoutFallback(id, message, code);
    }
    switch (reaction.kind) {
      case 'throttle': {
        await this.outbound.markNotSent(id);
        const pause = (before: number): number => pauseAfter(reaction, before);
        return this.#allWait(await this.numbers.slowDown(this.number.id, pause), error);
      }
      case 'pair':
        await this.numbers.answered(this.number.id);
        await this.outbound.markNotSent(id);
        return this.#wait(error, await this.recipients.recordRefusal(message.contactId));
      case 'retry':
        return this.#retry(id, message, error, reaction);
      case 'use_template':
        await this.numbers.answered(this.number.id);
        return message.template ? this.#failed(error) : this.#outsideWindow(id, message, error);
      case 'template_paused':
        await this.numbers.answered(this.number.id);
        return this.#hold(id, message, error.message);
      case 'operator':
        return this.#untilMended(id, message, error, reaction.stops);
      default:
        await this.numbers.answered(this.number.id);
        // The person got nothing, so nothing is counted.
        await this.outbound.markNotSent(id);
        return this.#failed(error);
    }
  }

  /** What was not sent because of `code`, by what we know of its template, as if WhatsApp had said so. */
  async recordKnown(id: string, message: Sendable, code: number): Promise<Error | undefined> {
    if (message.isFallback) return this.#withoutFallback(id, message, code);
    if (this.rules.mayPass(code)) return this.#hold(id, message, 'the template cannot be used yet');
    await this.outbound.markFailed(id, code);
    return undefined;
  }

  async #hold(id: string, message: Sendable, reason: string): Promise<Error> {
    const ms = heldMs(message);
    await this.outbound.markNotSent(id, { pauseMs: () => ms, counts: false });
    return new DelayJobError(ms, reason);
  }

  /** The template that a text falls back to cannot be used: in the end the text waits for the person to write. */
  async #withoutFallback(id: string, message: Sendable, code: number): Promise<Error> {
    const isNew = Date.now() - message.writtenAt.getTime() < fallbackWaitMs;
    if (isNew && this.rules.mayPass(code)) return this.#hold(id, message, 'the template cannot be used yet');
    await this.outbound.dropFallback(id);
    return new DelayJobError(otherWayPauseMs, 'the template cannot be used; the person has to write first');
  }

  /** We took the window for open, and WhatsApp did not: it is sent as a template, or waits for the person to write. */
  async #outsideWindow(id: string, { contactId, sendingSince }: Sendable, error: GraphError): Promise<Error> {
    await this.recipients.recordClosedWindow(contactId, sendingSince);
    await this.outbound.markNotSent(id);
    return new DelayJobError(otherWayPauseMs, error.message);
  }

  async #inDoubt(message: Sendable, error: GraphError): Promise<Error> {
    await this.#countFailure(error);
    return message.attempt < mostSendsInDoubt
      ? new DelayJobError(reportedWithinMs, error.message)
      : new PermanentJobError(`${error.message}, ${message.attempt} times`, { cause: error });
  }

  async #retry(id: string, message: Sendable, error: GraphError, reaction: RetryReaction): Promise<Error> {
    const isOpen = await this.#countFailure(error);
    // In an outage, or when the same happens to others, the attempts say nothing about the message.
    const counts = !reaction.isOutage && !isOpen;
    if (counts && message.failedAttempts + 1 >= reaction.mostAttempts) return this.#failed(error);
    const pauseMs = (before: number): number => pauseAfter(reaction, reaction.isOutage ? 0 : before);
    return this.#wait(error, await this.outbound.markNotSent(id, { pauseMs, counts }));
  }

  async #untilMended(
    id: string,
    message: Sendable,
    error: GraphError,
    stops: 'number' | 'message',
  ): Promise<Error> {
    this.#logger.error({ message: 'somebody has to mend something', job: id, reason: error.message });
    if (stops === 'message') {
      await this.numbers.answered(this.number.id);
      return this.#hold(id, message, error.message);
    }
    await this.outbound.markNotSent(id);
    await this.numbers.stop(this.number.id, error.code ?? 0, this.number.tokenFingerprint());
    return this.#allWait(longestNumberWaitMs, error);
  }

  /** @returns whether nothing but a probe is sent from now on */
  async #countFailure({ code, message }: GraphError): Promise<boolean> {
    const isOpen = await this.numbers.countFailure(this.number.id, code ?? null);
    if (isOpen)
      this.#logger.warn({ message: 'WhatsApp is out of order: only probes are sent', reason: message });
    return isOpen;
  }

  /** Only this message, or those of its person, and no attempt is lost. Should its window close, it is sent in another way. */
  #wait(error: GraphError, ms: number): Error {
    return new DelayJobError(ms, error.message);
  }

  #allWait(ms: number, error: GraphError): Error {
    return new RateLimitedError(Math.min(ms, longestNumberWaitMs), error.message, { cause: error });
  }

  #failed(error: GraphError): Error {
    return new PermanentJobError(error.message, { cause: error });
  }
}

import { Injectable, Logger } from '@nestjs/common';

import {
  fallbackWaitMs,
  NumberStore,
  OutboundStore,
  RecipientLimitStore,
  reportedWithinMs,
  type Sendable,
  type TemplateRefusal,
} from '#data';
import { DelayJobError, PermanentJobError, RateLimitedError } from '#queues';
import { GraphError, isAboutTemplate, MessageLimitError, pauseAfter, type Reaction } from '#whatsapp';

import { BusinessNumber } from './business-number.ts';
import { pauseUntilLater } from './later.ts';
import { codeOf, isLearned, mayPass, SendingRules } from './sending-rules.service.ts';

/** What has to be mended, by somebody or by time, may take seconds or days: the older a message is, the later it is tried again. */
const heldMs = (ageMs: number): number => Math.min(Math.max(ageMs, 15_000), 10 * 60_000);
/** By the clock of the database, which wrote both. */
const ageOf = ({ writtenAt, sendingSince }: Sendable): number => sendingSince.getTime() - writtenAt.getTime();
/** By the clock of the database: that of the process only tells how long the send has taken. */
const usefulForMs = ({ expiresAt, sendingSince, markedAtMs }: Sendable): number | undefined =>
  expiresAt && expiresAt.getTime() - sendingSince.getTime() - (Date.now() - markedAtMs);
/** Before a message is looked at again that has to be sent in another way. */
const otherWayPauseMs = 100;
/** Whatever the number waits for: it may have been mended meanwhile. */
const longestNumberWaitMs = 5_000;

type RetryReaction = Extract<Reaction, { kind: 'retry' }>;
type LaterReaction = Extract<Reaction, { kind: 'later' }>;

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

  /**
   * Records it.
   *
   * @param token which one was sent along: it may have been replaced since
   * @returns the error for the job: it waits, or the message has failed for good. Undefined when another process sends it by now: what comes
   * of that counts
   */
  async record(
    id: string,
    message: Sendable,
    error: unknown,
    token = this.number.tokenFingerprint(),
  ): Promise<unknown> {
    if (!(error instanceof GraphError)) return error;
    // Nobody was asked, so it says nothing about WhatsApp.
    if (error instanceof MessageLimitError) return this.#refused(id, message, error);
    if (error.outcome === 'unknown') return this.#inDoubt(error);
    const { reaction, code } = error;
    if (code !== undefined) await this.rules.learnFrom(code, message, new Date());
    const laterMs =
      reaction.kind === 'later'
        ? pauseUntilLater(reaction, message.failedAttempts, usefulForMs(message))
        : undefined;
    if (laterMs === undefined && message.isFallback && code !== undefined && isAboutTemplate(code)) {
      await this.numbers.answered(this.number.id);
      return this.#withoutFallback(id, message, error, code);
    }
    switch (reaction.kind) {
      case 'throttle': {
        const pause = (before: number): number => pauseAfter(reaction, before);
        const slowDown = () => this.numbers.slowDown(this.number.id, pause);
        return this.#notSent(id, message, async () => this.#allWait(await slowDown(), error));
      }
      case 'pair':
        await this.numbers.answered(this.number.id);
        return this.#notSent(id, message, async () =>
          this.#wait(
            error,
            await this.recipients.recordRefusal(message.contactId, { leastMs: reaction.firstPauseMs }),
          ),
        );
      case 'retry':
        return this.#retry(id, message, error, reaction);
      case 'use_template':
        await this.numbers.answered(this.number.id);
        return message.template ? this.#refused(id, message, error) : this.#outsideWindow(id, message, error);
      case 'template_paused':
        await this.numbers.answered(this.number.id);
        return this.#hold(id, message, error.message);
      case 'operator':
        return this.#untilMended(id, message, error, reaction.stops, token);
      case 'later':
        await this.numbers.answered(this.number.id);
        return this.#later(id, message, error, reaction, laterMs);
      default:
        await this.numbers.answered(this.number.id);
        return this.#refused(id, message, error);
    }
  }

  /**
   * What was not begun, by what we know of its template.
   *
   * @param attempt the send of it that was in doubt, where one was
   * @returns undefined when it has failed for good, as if WhatsApp had said so
   */
  async withoutTemplate(
    id: string,
    { refusal, ageMs }: { refusal: TemplateRefusal; ageMs: number },
    attempt?: number,
  ): Promise<Error | undefined> {
    const code = codeOf(refusal);
    this.#logger.warn({ message: 'may not be sent', job: id, code });
    if (mayPass(code)) return new DelayJobError(heldMs(ageMs), 'the template cannot be used yet');
    await this.outbound.markFailed(id, code, undefined, attempt);
    return undefined;
  }

  /** @param then the error for the job, when it waits again */
  async #notSent(
    id: string,
    { attempt }: Sendable,
    then: (waitsMs: number) => Error | Promise<Error>,
    failed?: { pauseMs: (before: number) => number; counts: boolean },
  ): Promise<Error | undefined> {
    const ms = await this.outbound.markNotSent(id, attempt, failed);
    return ms === null ? undefined : then(ms);
  }

  /** For good. */
  async #refused(id: string, { attempt }: Sendable, error: GraphError): Promise<Error | undefined> {
    const isLast = await this.outbound.markRefused(id, attempt, error.code ?? null, error.message);
    return isLast ? new PermanentJobError(error.message, { cause: error }) : undefined;
  }

  /** It may go through then; should it be the number that WhatsApp restricts, nothing else that nobody waits for is tried before. */
  async #later(
    id: string,
    message: Sendable,
    error: GraphError,
    reaction: LaterReaction,
    pauseMs: number | undefined,
  ): Promise<Error | undefined> {
    const job =
      pauseMs === undefined
        ? await this.#refused(id, message, error)
        : await this.#notSent(id, message, (ms) => this.#wait(error, ms), {
            pauseMs: () => pauseMs,
            counts: true,
          });
    if (job && reaction.holds === 'number') {
      const pause = (before: number): number => pauseAfter(reaction, before);
      await this.numbers.hold(this.number.id, pause, message.sendingSince);
    }
    return job;
  }

  #hold(id: string, message: Sendable, reason: string): Promise<Error | undefined> {
    const ms = heldMs(ageOf(message));
    const then = (): Error => new DelayJobError(ms, reason);
    return this.#notSent(id, message, then, { pauseMs: () => ms, counts: false });
  }

  /** The template that a text falls back to cannot be used: in the end the text waits for the person to write. */
  async #withoutFallback(
    id: string,
    message: Sendable,
    error: GraphError,
    code: number,
  ): Promise<Error | undefined> {
    if (mayPass(code) && ageOf(message) < fallbackWaitMs) return this.#hold(id, message, error.message);
    return this.#notSent(id, message, async () => {
      // What was learned from it is judged when the message is looked at again: such a text keeps its template, for when that can be used.
      if (!isLearned(error.reaction)) await this.outbound.dropFallback(id);
      return new DelayJobError(otherWayPauseMs, error.message);
    });
  }

  /** We took the window for open, and WhatsApp did not: it is sent as a template, or waits for the person to write. */
  async #outsideWindow(id: string, message: Sendable, error: GraphError): Promise<Error | undefined> {
    await this.recipients.recordClosedWindow(message.contactId, message.sendingSince);
    return this.#notSent(id, message, () => new DelayJobError(otherWayPauseMs, error.message));
  }

  /** It is sent again once it is proved that a report would have come. */
  async #inDoubt(error: GraphError): Promise<Error> {
    await this.#countFailure(error);
    const { retryAfterMs = 0, reaction } = error;
    const askedMs = 'firstPauseMs' in reaction ? Math.min(retryAfterMs, reaction.firstPauseMs) : 0;
    return new DelayJobError(Math.max(reportedWithinMs, askedMs), error.message);
  }

  async #retry(
    id: string,
    message: Sendable,
    error: GraphError,
    reaction: RetryReaction,
  ): Promise<Error | undefined> {
    const isOpen = await this.#countFailure(error);
    // In an outage, or when the same happens to others, the attempts say nothing about the message.
    const counts = !reaction.isOutage && !isOpen;
    const isLast = counts && message.failedAttempts + 1 >= reaction.mostAttempts;
    if (isLast) return this.#refused(id, message, error);
    const pauseMs = (before: number): number => pauseAfter(reaction, reaction.isOutage ? 0 : before);
    return this.#notSent(id, message, (ms) => this.#wait(error, ms), { pauseMs, counts });
  }

  async #untilMended(
    id: string,
    message: Sendable,
    error: GraphError,
    stops: 'number' | 'message',
    token: string,
  ): Promise<Error | undefined> {
    this.#logger.error({ message: 'somebody has to mend something', job: id, reason: error.message });
    if (stops === 'message') {
      await this.numbers.answered(this.number.id);
      return this.#hold(id, message, error.message);
    }
    return this.#notSent(id, message, async () => {
      await this.numbers.stop(this.number.id, error.code ?? 0, token);
      return this.#allWait(longestNumberWaitMs, error);
    });
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
}

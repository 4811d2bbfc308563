import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

import {
  NoRecipientError,
  OutboundStore,
  type Sendable,
  SendingStore,
  type Start,
  StatusPathStore,
  reportedWithinMs,
} from '#data';
import { aboutMessage, DamagedError, nameMessage, traced, traceStep } from '#platform';
import {
  type Handler,
  type OutboundPayload,
  PermanentJobError,
  DelayJobError,
  RateLimitedError,
} from '#queues';
import { GraphClient, GraphError } from '#whatsapp';

import { BusinessNumber } from './business-number.ts';
import { Documents } from './documents.service.ts';
import { Parking } from './parking.service.ts';
import { postMessage } from './post-message.ts';
import { QuietHours } from './quiet-hours.service.ts';
import { SendFailures } from './send-failures.service.ts';
import { countingSend, countReply } from './send-metrics.ts';
import { StatusBacklog } from './status-backlog.service.ts';

const longestProofPauseMs = 30_000;
/** Whatever the limits say: they may have been raised meanwhile. */
const longestNumberWaitMs = 5_000;
/** The wait begins a new time of the queue's pace: a much shorter one would undo it. */
const leastNumberWaitMs = 20;
/** The limit may have been raised meanwhile, or the person may have written. What waits does not come back all at once. */
const leastPlaceWaitMs = 1_000;
const longestPlaceWaitMs = 10 * 60_000;
const placeJitter = 0.2;
/** The person has just written, or became one with somebody who did. */
const windowPauseMs = 100;
const expired = 'it was out of date before it could be sent';
const stopped = 'the person wants no more messages';
/**
 * A process that stood still for longer after it had marked a message as being sent may not send it any more: the request could leave when
 * another process has taken the message for lost, and sent it again.
 */
const longestStandstillMs = 4_000;
const standstillPauseMs = 100;
const recordingPauseMs = 1_000;
const recordingLimitMs = 15 * 60_000;

// Consumes the outbound queue: sends one message. Its status arrives on the status queue.
@Injectable()
export class OutboundHandler implements Handler<OutboundPayload> {
  readonly #logger = new Logger('outbound');
  /** Which send of its message an error is about. */
  readonly #attempts = new WeakMap<Error, number>();
  protected readonly standstillMs: number = longestStandstillMs;

  constructor(
    private readonly outbound: OutboundStore,
    private readonly sending: SendingStore,
    private readonly graph: GraphClient,
    private readonly failures: SendFailures,
    private readonly parking: Parking,
    private readonly path: StatusPathStore,
    private readonly statuses: StatusBacklog,
    private readonly number: BusinessNumber,
    private readonly documents: Documents,
    private readonly quiet: QuietHours,
  ) {}

  async handle({ outboundId, purpose = 'reply', answers }: OutboundPayload): Promise<void> {
    traceStep('outbound_picked_up', outboundId);
    // What had waited for its person to write is enqueued without the message that it answers.
    if (purpose === 'reply' && answers === undefined) nameMessage(await this.#aboutOf(outboundId));
    let message = await this.#startInTurn(outboundId);
    if (!message && (await this.documents.prepare(outboundId))) message = await this.#startInTurn(outboundId);
    message ??= await this.#startAgain(outboundId);
    if (message) await this.#send(outboundId, message);
  }

  async #aboutOf(outboundId: string): Promise<string> {
    return (await this.outbound.answeredBy(outboundId)) ?? outboundId;
  }

  async onExhausted({ outboundId }: OutboundPayload, error: Error): Promise<void> {
    const reason = error instanceof PermanentJobError ? (error.cause ?? error) : error;
    const code = reason instanceof GraphError ? (reason.code ?? null) : null;
    // Messages of other errors may hold anything.
    const isOurs = [GraphError, PermanentJobError].some((kind) => reason instanceof kind);
    const words = isOurs ? error.message : error.name;
    await this.outbound.markFailed(outboundId, code, words, this.#attempts.get(error));
  }

  /**
   * Earlier answers to the person are sent first, by this job: their own may be far behind in the queue, and jobs that only wait for each
   * other could take all of its pace.
   */
  async #startInTurn(outboundId: string): Promise<Sendable | null> {
    for (;;) {
      const start = await this.sending.start(outboundId);
      if (!start || !('waitFor' in start) || start.waitFor !== 'earlier')
        return this.#taken(outboundId, start);
      if (!(await this.#sendFirst(start.firstId)))
        throw new DelayJobError(start.ms, 'earlier answers go first');
    }
  }

  /** @returns false when it is left to others, or is in doubt */
  async #sendFirst(outboundId: string): Promise<boolean> {
    const key = await this.#aboutOf(outboundId);
    const span = { name: 'send before a later one', kind: 'internal' as const, key, attributes: {} };
    return aboutMessage(key, () => traced(span, () => this.#sendBeforeLater(outboundId)));
  }

  /** The job at hand is another one's, and must not fail for this one. @returns as `#sendFirst` */
  async #sendBeforeLater(outboundId: string): Promise<boolean> {
    try {
      const message = await this.#taken(outboundId, await this.sending.start(outboundId));
      if (!message) return false;
      await this.#send(outboundId, message);
      this.#logger.log({ message: 'sent before a later one, by its job', job: outboundId });
      return true;
    } catch (error) {
      // Its own job tries again, and tells.
      if (error instanceof NoRecipientError || error instanceof DamagedError) return false;
      if (!(error instanceof PermanentJobError)) throw error;
      await this.onExhausted({ outboundId }, error);
      return true;
    }
  }

  /** @param attempt the send of it that was in doubt, where one was */
  async #taken(outboundId: string, start: Start | null, attempt?: number): Promise<Sendable | null> {
    if (!start || 'message' in start) return start && start.message;
    if (start.waitFor === 'nothing') {
      await this.outbound.markFailed(outboundId, null, expired, attempt);
      return null;
    }
    if (start.waitFor === 'replay') {
      await this.outbound.markCutOff(outboundId, attempt);
      return null;
    }
    if (start.waitFor === 'start') {
      await this.outbound.drop(outboundId, stopped, attempt);
      return null;
    }
    if (start.waitFor === 'never') {
      await (start.attempt === undefined
        ? this.outbound.dropNeedless(outboundId, attempt)
        : this.outbound.withdraw(outboundId, start.attempt));
      return null;
    }
    if (start.waitFor === 'template') {
      const error = await this.failures.withoutTemplate(outboundId, start, attempt);
      if (error) throw error;
      return null;
    }
    if (start.waitFor === 'window') {
      if (await this.parking.park(outboundId)) return null;
      throw new DelayJobError(windowPauseMs, 'the window has just opened');
    }
    if (start.waitFor === 'morning') {
      await this.quiet.hold(outboundId, start);
      throw new DelayJobError(Math.max(start.ms, 1), 'the person has quiet hours');
    }
    if (start.waitFor === 'number') {
      const ms = Math.min(Math.max(start.ms, leastNumberWaitMs), longestNumberWaitMs);
      throw new RateLimitedError(ms, 'all sends of the moment are taken');
    }
    if (start.waitFor === 'place') {
      const ms = Math.min(Math.max(start.ms, leastPlaceWaitMs), longestPlaceWaitMs);
      throw new DelayJobError(
        ms * (1 + placeJitter * Math.random()),
        'no more people may be written to first',
      );
    }
    const reason =
      start.waitFor === 'person' ? 'the person gets no more for now' : 'earlier answers go first';
    throw new DelayJobError(start.ms, reason);
  }

  async #send(outboundId: string, message: Sendable): Promise<void> {
    try {
      traceStep('marked_sending', outboundId);
      if (await this.parking.isNeedless(message))
        return await this.outbound.withdraw(outboundId, message.attempt);
      if (Date.now() - message.markedAtMs > this.standstillMs)
        return await this.#putBack(outboundId, message);
      const wamid = await this.#post(outboundId, message);
      traceStep('post_answered', outboundId);
      if (wamid === undefined) return;
      countReply(message);
      await this.#record(outboundId, wamid);
    } catch (error) {
      if (error instanceof Error) this.#attempts.set(error, message.attempt);
      throw error;
    }
  }

  async #putBack(outboundId: string, { attempt }: Sendable): Promise<void> {
    const isLast = (await this.outbound.markNotSent(outboundId, attempt)) !== null;
    if (isLast)
      throw new DelayJobError(standstillPauseMs, 'this process stood still before it could be sent');
  }

  /** @returns undefined when it failed, and another process sends it by now */
  async #post(outboundId: string, message: Sendable): Promise<string | undefined> {
    const token = this.number.tokenFingerprint();
    try {
      return await countingSend(() => postMessage(this.graph, outboundId, message));
    } catch (error) {
      const reason = await this.failures.record(outboundId, message, error, token);
      if (reason !== undefined) throw reason;
      return undefined;
    }
  }

  /** Only this process knows that WhatsApp accepted the message, so it keeps the job until that is recorded. */
  async #record(outboundId: string, wamid: string): Promise<void> {
    for (const until = Date.now() + recordingLimitMs; ; await setTimeout(recordingPauseMs)) {
      try {
        const isDuplicate = await this.outbound.markAccepted(outboundId, wamid, this.number.id);
        if (isDuplicate) this.#logger.error({ message: 'was accepted twice', job: outboundId });
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
        this.#logger.warn({ message: 'sent, but not recorded yet', job: outboundId, reason: String(error) });
      }
    }
  }

  /** Takes a message whose send brought no result, once it is proved that a report would have come by now. */
  async #startAgain(outboundId: string): Promise<Sendable | null> {
    const doubt = await this.path.doubtOf(outboundId);
    if (!doubt) return null;
    const { since, ageMs, attempt, isProved, isExpired } = doubt;
    const wait = (ms: number): DelayJobError =>
      new DelayJobError(ms, 'it is not known whether the message arrived; waiting for its status');
    // Another job may be sending it this very moment, also one that has just gone out of date.
    if (ageMs < reportedWithinMs) throw wait(Math.max(100, reportedWithinMs - ageMs));
    if (isExpired) {
      const error = new PermanentJobError('it is not known whether the message arrived');
      this.#attempts.set(error, attempt);
      throw error;
    }
    if (!isProved || (await this.statuses.isBehind())) throw wait(Math.min(ageMs / 5, longestProofPauseMs));
    return this.#taken(outboundId, await this.sending.start(outboundId, since), attempt);
  }
}

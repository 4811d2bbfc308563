import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

import { OutboundStore, RecipientLimitStore, type Sendable, SendingStore } from '#data';
import { traceStep } from '#platform';
import {
  type Handler,
  type OutboundPayload,
  PermanentJobError,
  DelayJobError,
  RateLimitedError,
} from '#queues';
import { GraphClient, GraphError } from '#whatsapp';

import { postMessage } from './post-message.ts';
import { SendingRules } from './sending-rules.service.ts';
import { StatusBacklog } from './status-backlog.service.ts';

/**
 * After a send without a result (timeout, crash) it is unknown whether the person got the message, and WhatsApp has no
 * idempotency key. This is how long to wait for a status report, which carries our id, before sending again.
 */
const doubtMs = 10_000;
/** How long a report may lie in our own queue, unseen, before the message is sent again all the same. */
const longestDoubtMs = 10 * 60_000;
const backlogPauseMs = 2_000;
/** Longer than any doubt lasts: with it, only what is `queued` is taken. */
const noDoubt = 2 ** 31 - 1;
/** The most copies that a person may receive when neither answers nor status reports arrive. */
const mostSendsInDoubt = 3;
const throttlePauseMs = 1_000;
/** Whatever the limits say: they may have been raised meanwhile. */
const longestNumberWaitMs = 5_000;
// Later, text is out of its window.
const longestPairWaitMs = 24 * 3_600_000;
const recordingPauseMs = 1_000;
const recordingLimitMs = 15 * 60_000;

// Consumes the outbound queue: sends one message. Its status arrives on the status queue.
@Injectable()
export class OutboundHandler implements Handler<OutboundPayload> {
  readonly #logger = new Logger('outbound');

  constructor(
    private readonly outbound: OutboundStore,
    private readonly sending: SendingStore,
    private readonly graph: GraphClient,
    private readonly rules: SendingRules,
    private readonly recipients: RecipientLimitStore,
    private readonly statuses: StatusBacklog,
  ) {}

  async handle({ outboundId }: OutboundPayload): Promise<void> {
    traceStep('outbound_picked_up', outboundId);
    const message = (await this.#start(outboundId, noDoubt)) ?? (await this.#startAgain(outboundId));
    if (message) await this.#send(outboundId, message);
  }

  async onExhausted({ outboundId }: OutboundPayload, error: Error): Promise<void> {
    const reason = error instanceof PermanentJobError ? error.cause : error;
    await this.outbound.markFailed(outboundId, reason instanceof GraphError ? (reason.code ?? null) : null);
  }

  async #start(outboundId: string, inDoubtForMs: number): Promise<Sendable | null> {
    const start = await this.sending.start(outboundId, inDoubtForMs);
    if (!start || 'message' in start) return start && start.message;
    if (start.waitFor === 'number') {
      throw new RateLimitedError(
        Math.min(start.ms, longestNumberWaitMs),
        'all sends of the moment are taken',
      );
    }
    const reason =
      start.waitFor === 'person' ? 'the person gets no more for now' : 'earlier answers go first';
    throw new DelayJobError(start.ms, reason);
  }

  async #send(outboundId: string, message: Sendable): Promise<void> {
    traceStep('marked_sending', outboundId);
    const code = await this.rules.refusalOf(message);
    if (code !== null) {
      await this.outbound.markFailed(outboundId, code);
      this.#logger.warn({ message: 'may not be sent', job: outboundId, code });
      return;
    }
    const wamid = await postMessage(this.graph, outboundId, message).catch(async (error: unknown) => {
      throw await this.#translate(outboundId, message, error);
    });
    traceStep('post_answered', outboundId);
    await this.#record(outboundId, wamid);
  }

  /** Only this process knows that WhatsApp accepted the message, so it keeps the job until that is recorded. */
  async #record(outboundId: string, wamid: string): Promise<void> {
    for (const until = Date.now() + recordingLimitMs; ; await setTimeout(recordingPauseMs)) {
      try {
        return await this.outbound.markAccepted(outboundId, wamid);
      } catch (error) {
        if (Date.now() > until) throw error;
        this.#logger.warn({ message: 'sent, but not recorded yet', job: outboundId, reason: String(error) });
      }
    }
  }

  /** Takes a message whose send brought no result, once no report can tell any more whether it arrived. */
  async #startAgain(outboundId: string): Promise<Sendable | null> {
    const inDoubtForMs = await this.outbound.inDoubtForMs(outboundId);
    if (inDoubtForMs === null) return null;
    const wait = (ms: number): DelayJobError =>
      new DelayJobError(ms, 'it is not known whether the message arrived; waiting for its status');
    if (inDoubtForMs < doubtMs) throw wait(Math.max(100, Math.ceil(doubtMs - inDoubtForMs)));
    if (inDoubtForMs < longestDoubtMs && (await this.statuses.isBehind())) throw wait(backlogPauseMs);
    return this.#start(outboundId, doubtMs);
  }

  async #translate(outboundId: string, message: Sendable, error: unknown): Promise<unknown> {
    if (!(error instanceof GraphError)) return error;
    if (error.outcome === 'unknown') {
      return message.attempt < mostSendsInDoubt
        ? new DelayJobError(doubtMs, error.message)
        : new PermanentJobError(`${error.message}, ${message.attempt} times`, { cause: error });
    }
    if (error.code !== undefined) await this.rules.learnFrom(error.code, message, new Date());
    await this.outbound.markNotSent(outboundId);
    if (error.outcome === 'pair limited') return this.#untilPairIsFree(message, error);
    if (error.outcome === 'too fast') {
      return new RateLimitedError(throttlePauseMs, error.message, { cause: error });
    }
    return error.outcome === 'refused' ? new PermanentJobError(error.message, { cause: error }) : error;
  }

  /** Only this person's messages wait, and no attempt is lost. */
  async #untilPairIsFree({ contactId, writtenAt }: Sendable, error: GraphError): Promise<Error> {
    const retryAfterMs = await this.recipients.recordRefusal(contactId);
    return Date.now() - writtenAt.getTime() > longestPairWaitMs
      ? new PermanentJobError(error.message, { cause: error })
      : new DelayJobError(retryAfterMs, error.message);
  }
}

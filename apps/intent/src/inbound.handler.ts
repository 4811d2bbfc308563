import { Injectable } from '@nestjs/common';

import { InboundStore, type RecordedInbound } from '#data';
import { traceStep } from '#platform';
import {
  type Handler,
  type InboundPayload,
  InjectProducer,
  intentQueue,
  type OutboundPayload,
  outboundQueue,
  DelayJobError,
  QueueProducer,
} from '#queues';

import { Conversation, patienceMs } from './conversation.service.ts';

/** WhatsApp delivers within a second or two. What comes later was held up, and then comes in any order. */
const heldUpAfterMs = 5_000;
const settlingMs = 2_000;
const shortestWaitMs = 100;
const longestWaitMs = 2_000;

// From the intent queue: one inbound message becomes an action and an answer, which goes to the outbound queue.
@Injectable()
export class InboundHandler implements Handler<InboundPayload> {
  constructor(
    private readonly inbound: InboundStore,
    private readonly conversation: Conversation,
    @InjectProducer(outboundQueue) private readonly outbound: QueueProducer<OutboundPayload>,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    await this.#takeTurn(payload);
  }

  async onExhausted(payload: InboundPayload): Promise<void> {
    await this.#takeTurn(payload, true);
  }

  async #takeTurn(payload: InboundPayload, exhausted = false): Promise<void> {
    const { messageKey } = payload;
    traceStep('picked_up', messageKey);
    const message = await this.#record(payload);
    traceStep('recorded', messageKey);
    if (message.handled) return this.#send(message.answer?.outboundId);
    // Only announced: it comes again with what the media step found.
    if (payload.awaitsMedia) return;
    if (!exhausted) await this.#waitForOthers(payload);
    // Understanding happens inside the turn, so `acted` takes it in.
    traceStep('understood', messageKey);
    const taken = await this.conversation.takeTurn({ payload, message, exhausted });
    if (!taken && !exhausted) throw notYet(payload);
    traceStep('acted', messageKey);
    await this.#send(taken?.outboundId);
    traceStep('handed_on', messageKey, { outboundId: taken?.outboundId });
    if (taken?.next) await this.intent.promote(intentQueue.jobId({ ...payload, messageKey: taken.next }));
  }

  #record({ mediaOutcome, sentAt, receivedAt, ...payload }: InboundPayload): Promise<RecordedInbound> {
    return this.inbound.record({
      ...payload,
      text: mediaOutcome?.text ?? payload.text,
      sentAt: new Date(sentAt * 1_000),
      receivedAt: new Date(receivedAt ?? Date.now()),
    });
  }

  /** Throws while messages that were sent earlier may not be recorded yet. */
  async #waitForOthers(payload: InboundPayload): Promise<void> {
    const { sentAt, receivedAt = 0, after } = payload;
    const waitedMs = Date.now() - receivedAt;
    if (receivedAt - sentAt * 1_000 > heldUpAfterMs && waitedMs < settlingMs) {
      throw new DelayJobError(settlingMs - waitedMs, 'was held up; waits for what was held up with it');
    }
    // Both came in one webhook, and another worker has the earlier one.
    if (after && waitedMs < patienceMs && !(await this.inbound.isRecorded(after))) throw notYet(payload);
  }

  async #send(outboundId: string | undefined): Promise<void> {
    if (outboundId) await this.outbound.enqueue({ outboundId });
  }
}

function notYet({ receivedAt = Date.now() }: InboundPayload): DelayJobError {
  const waitedMs = Date.now() - receivedAt;
  const delayMs = Math.min(Math.max(waitedMs / 2, shortestWaitMs), longestWaitMs);
  return new DelayJobError(Math.round(delayMs), 'waits for an earlier message of the same person');
}

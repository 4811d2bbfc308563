import { Injectable } from '@nestjs/common';

import { InboundStore, type RecordedInbound } from '#data';
import {
  type Handler,
  type InboundPayload,
  InjectProducer,
  intentQueue,
  type OutboundPayload,
  outboundQueue,
  PostponedError,
  QueueProducer,
} from '#queues';

import { Conversation, patienceMs } from './conversation.service.ts';

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

  async giveUp(payload: InboundPayload): Promise<void> {
    await this.#takeTurn(payload, true);
  }

  async #takeTurn(payload: InboundPayload, givenUp = false): Promise<void> {
    const message = await this.#record(payload);
    if (message.handled) return this.#send(message.answer?.outboundId);
    // Only announced: it comes again with what the media step found.
    if (payload.awaitsMedia) return;
    if (!givenUp && (await this.#comesAfterUnknown(payload))) throw notYet(payload);
    const taken = await this.conversation.takeTurn({ payload, message, givenUp });
    if (!taken && !givenUp) throw notYet(payload);
    await this.#send(taken?.outboundId);
    if (taken?.next) await this.intent.hurry(intentQueue.jobId({ ...payload, messageKey: taken.next }));
  }

  #record({ mediaOutcome, sentAt, receivedAt, ...payload }: InboundPayload): Promise<RecordedInbound> {
    return this.inbound.record({
      ...payload,
      text: mediaOutcome?.text ?? payload.text,
      sentAt: new Date(sentAt * 1_000),
      receivedAt: new Date(receivedAt ?? Date.now()),
    });
  }

  /** Both came in one webhook and another worker has the earlier one. */
  async #comesAfterUnknown({ after, receivedAt = 0 }: InboundPayload): Promise<boolean> {
    if (after === undefined || Date.now() - receivedAt > patienceMs) return false;
    return !(await this.inbound.isRecorded(after));
  }

  async #send(outboundId: string | undefined): Promise<void> {
    if (outboundId) await this.outbound.enqueue({ outboundId });
  }
}

function notYet({ receivedAt = Date.now() }: InboundPayload): PostponedError {
  const waitedMs = Date.now() - receivedAt;
  const delayMs = Math.min(Math.max(waitedMs / 2, shortestWaitMs), longestWaitMs);
  return new PostponedError(Math.round(delayMs), 'waits for an earlier message of the same person');
}

import { Injectable } from '@nestjs/common';

import type { RecordedInbound } from '#data';
import { traceStep } from '#platform';
import type { Handler, InboundPayload } from '#queues';

import { mostFailedClaims } from './message-kinds.ts';
import { RecordStep } from './record.step.ts';
import { TurnService } from './turn.service.ts';

// Consumes the intent queue: records one inbound message; when it is its person's turn, acts on it and enqueues the answer on the
// outbound queue. The job ends with the record: a message that must wait is claimed by the worker that finishes the one before.
@Injectable()
export class InboundHandler implements Handler<InboundPayload> {
  constructor(
    private readonly record: RecordStep,
    private readonly turns: TurnService,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    traceStep('picked_up', payload.messageKey);
    const recorded = await this.record.record(payload);
    traceStep('recorded', payload.messageKey);
    // Only announced: it comes again with the media step's result.
    if (!payload.awaitsMedia) await this.#take(recorded);
  }

  /** It could not even be recorded. */
  async onExhausted(payload: InboundPayload): Promise<void> {
    await this.#take(await this.record.recordFailed(payload, mostFailedClaims));
  }

  async #take({ handled, turn, contactId }: RecordedInbound): Promise<void> {
    if (turn) await this.turns.take(turn);
    else if (!handled) await this.turns.takeNext(contactId);
  }
}

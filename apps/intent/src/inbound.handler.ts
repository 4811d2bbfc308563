import { Injectable } from '@nestjs/common';

import type { RecordedInbound } from '#data';
import { traceStep } from '#platform';
import type { Handler, InboundPayload } from '#queues';

import { mostFailedClaims } from './message-kinds.ts';
import { RecordStep } from './record.step.ts';
import { TurnService } from './turn.service.ts';

// From the intent queue: one inbound message is recorded, and what is its person's turn becomes an action and an answer, which goes
// to the outbound queue. What is recorded needs the job no more: should it not be its turn yet, whoever is before it takes it along.
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
    // Only announced: it comes again with what the media step found.
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

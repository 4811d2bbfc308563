import { Injectable } from '@nestjs/common';

import { mostFailedClaims, type RecordedInbound } from '#data';
import { traceStep } from '#platform';
import type { Handler, InboundPayload } from '#queues';

import { RecordStep } from './record.step.ts';
import { TurnService } from './turn.service.ts';

// From the intent queue: one inbound message is recorded. When it is its turn, it becomes an action and an answer, which goes to the
// outbound queue. Otherwise the job ends here: whoever handles the person's message before it goes on with this one.
@Injectable()
export class InboundHandler implements Handler<InboundPayload> {
  constructor(
    private readonly record: RecordStep,
    private readonly turns: TurnService,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    traceStep('picked_up', payload.messageKey);
    if (!(await this.record.isAwaited(payload))) return;
    const recorded = await this.record.record(payload);
    traceStep('recorded', payload.messageKey);
    // Only announced: it comes again with the media step's result.
    if (!payload.awaitsMedia) await this.#take(recorded);
  }

  /** It could not even be recorded. After the announcement of a file the message itself comes, and is exhausted by itself. */
  async onExhausted(payload: InboundPayload): Promise<void> {
    if (payload.awaitsMedia) return;
    await this.#take(await this.record.recordFailed(payload, mostFailedClaims));
  }

  async #take({ handled, turn, contactId }: RecordedInbound): Promise<void> {
    if (turn) await this.turns.take(turn);
    else if (!handled) await this.turns.takeNext(contactId);
  }
}

import { Injectable } from '@nestjs/common';

import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

import type { Acted } from './acted.ts';

/** Enqueues the answer for sending, after what had waited for the person to write. Should the process die first, the notifier's outbox relay does it. */
@Injectable()
export class HandOnStep {
  constructor(@InjectProducer(outboundQueue) private readonly outbound: QueueProducer<OutboundPayload>) {}

  /** @param answers `messageKey` of the message that was acted on */
  async handOn(answers: string, { outboundId, owed = [], next = [] }: Acted): Promise<void> {
    // A job of theirs may have ended before.
    if (owed.length > 0) await this.outbound.enqueueAgain(...owed.map((id) => ({ outboundId: id })));
    const ids = outboundId ? [outboundId, ...next] : next;
    if (ids.length > 0) await this.outbound.enqueue(...ids.map((id) => ({ outboundId: id, answers })));
  }
}

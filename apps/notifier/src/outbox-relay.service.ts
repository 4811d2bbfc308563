import { Injectable } from '@nestjs/common';

import { OutboundStore } from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

const batch = 500;

/**
 * Puts messages of the outbox on the queue that should have left by now: their writer died before it could enqueue them, or
 * the queue lost them or gave them up. A message that is on the queue already is recognised there by its job id.
 */
@Injectable()
export class OutboxRelay {
  constructor(
    private readonly outbound: OutboundStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  async relay(): Promise<void> {
    const ids = await this.outbound.takeOverdue(batch);
    await this.queue.enqueueAgain(...ids.map((outboundId) => ({ outboundId })));
  }
}

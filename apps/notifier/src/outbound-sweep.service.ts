import { Injectable } from '@nestjs/common';

import { OutboundStore } from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

const batch = 500;

/**
 * Puts messages on the queue that should have left by now: whoever wrote them died before the queue had them, or the queue
 * lost them or gave them up. A message that waits on the queue already stays there once, by its job id.
 */
@Injectable()
export class OutboundSweep {
  constructor(
    private readonly outbound: OutboundStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  async sweep(): Promise<void> {
    const ids = await this.outbound.takeOverdue(batch);
    await this.queue.enqueueAgain(...ids.map((outboundId) => ({ outboundId })));
  }
}

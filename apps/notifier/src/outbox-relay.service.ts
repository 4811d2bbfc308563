import { Injectable } from '@nestjs/common';

import { OutboundStore } from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

const batch = 500;

/**
 * The relay of the transactional outbox: enqueues messages that should have left by now, because their writer died
 * before it enqueued them, or their job was lost or failed. One that is still queued is recognised by its job id.
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

import { Injectable } from '@nestjs/common';

import { OutboundStore } from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

const batch = 500;

/**
 * Enqueues messages in the outbox that should have left by now: their writer died before it enqueued them, or the queue lost
 * them or gave them up. One that is queued already is recognised by its job id; a second send is stopped where a message is taken for
 * sending.
 */
@Injectable()
export class OutboxRelay {
  constructor(
    private readonly outbound: OutboundStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  async relay(): Promise<void> {
    const overdue = await this.outbound.takeOverdue(batch);
    try {
      await this.queue.enqueueAgain(
        ...overdue.map(({ id: outboundId, purpose, answers }) => ({ outboundId, purpose, answers })),
      );
    } catch (error) {
      await this.outbound.putBackOverdue(overdue.map(({ id }) => id));
      throw error;
    }
  }
}

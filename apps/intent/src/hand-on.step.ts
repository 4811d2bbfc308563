import { Injectable } from '@nestjs/common';

import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

import type { Acted } from './acted.ts';

/** Enqueues the answer for sending. Should the process die first, the notifier's outbox relay does it. */
@Injectable()
export class HandOnStep {
  constructor(@InjectProducer(outboundQueue) private readonly outbound: QueueProducer<OutboundPayload>) {}

  async handOn({ outboundId }: Acted): Promise<void> {
    if (outboundId) await this.outbound.enqueue({ outboundId });
  }
}

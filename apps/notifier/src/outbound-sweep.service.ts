import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { OutboundStore } from '#data';
import { Repeater } from '#platform';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';

const pauseMs = 2_000;
const batch = 500;

/**
 * Puts messages on the queue that should have left by now: whoever wrote them died before the queue had them, or the queue
 * lost them. A message that is on the queue already stays there once, by its job id.
 */
@Injectable()
export class OutboundSweep implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #repeater = new Repeater('sweep', pauseMs, () => this.sweep());

  constructor(
    private readonly outbound: OutboundStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  onApplicationBootstrap(): void {
    this.#repeater.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#repeater.stop();
  }

  async sweep(): Promise<void> {
    const ids = await this.outbound.takeOverdue(batch);
    await this.queue.enqueue(...ids.map((outboundId) => ({ outboundId })));
  }
}

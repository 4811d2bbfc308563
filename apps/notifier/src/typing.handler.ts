import { Injectable, Logger } from '@nestjs/common';

import { InboundStore } from '#data';
import type { Handler, TypingPayload } from '#queues';
import { GraphClient, GraphError } from '#whatsapp';

/** Somebody who has waited for so long has their answer, or the next one of these. */
const usefulForMs = 15_000;

// Consumes the typing queue: lets a person see that an answer is being written, and that their message was read.
@Injectable()
export class TypingHandler implements Handler<TypingPayload> {
  readonly #logger = new Logger('typing');

  constructor(
    private readonly inbound: InboundStore,
    private readonly graph: GraphClient,
  ) {}

  async handle({ messageKey, askedAt }: TypingPayload): Promise<void> {
    if (Date.now() - askedAt > usefulForMs) return;
    const wamid = await this.inbound.unansweredWamid(messageKey);
    if (wamid === undefined) return;
    try {
      await this.graph.markRead(wamid, { typing: true });
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      this.#logger.debug({ message: 'not shown', reason: error.message });
    }
  }
}

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { TurnStore } from '#data';
import { Gate } from '#platform';

import { TurnService } from './turn.service.ts';

/** People served concurrently: many more than may wait for a slow engine, so that those never take all places. */
const mostAtOnce = 100;
/** Longer than the media step retries. */
const mediaLimitMs = 60 * 60_000;

/**
 * Claims messages that were recorded and that nobody acts on: their worker died, they had to settle or to back off, or their file
 * never came. No recorded message stays unanswered.
 */
@Injectable()
export class TurnRecovery implements OnModuleDestroy {
  readonly #logger = new Logger('recovery');
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly turns: TurnStore,
    private readonly service: TurnService,
    private readonly gate: Gate,
  ) {}

  async recover(): Promise<void> {
    if (!this.gate.isOpen) return;
    try {
      await this.#giveBack();
      await this.#takeUp();
    } catch (error) {
      if (!this.gate.closeFor(error)) throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #giveBack(): Promise<void> {
    for (const messageKey of await this.turns.releaseExpired(this.service.patience)) {
      this.#logger.warn({ message: 'taken back from a worker that did not finish', messageKey });
    }
    for (const messageKey of await this.turns.abandonMedia(mediaLimitMs)) {
      this.#logger.warn({ message: 'its file was never read', messageKey });
    }
  }

  async #takeUp(): Promise<void> {
    while (!this.service.isStopping) {
      const waiting = await this.turns.claimWaiting(mostAtOnce - this.#running.size, this.service.patience);
      for (const turn of waiting) this.#start(this.service.take(turn));
      if (waiting.length === 0) return;
      if (this.#running.size >= mostAtOnce) await Promise.race(this.#running);
    }
  }

  #start(taking: Promise<void>): void {
    const run = taking
      .catch((error: unknown) => this.#logger.warn({ message: 'interrupted', reason: String(error) }))
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }
}

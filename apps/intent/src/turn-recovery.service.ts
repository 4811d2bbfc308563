import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { LeaseStore, TurnStore } from '#data';
import { correlationIdOf, Gate } from '#platform';

import { TurnService } from './turn.service.ts';

/** People served concurrently: many more than may wait for a slow engine, so that those never take all places. */
const mostAtOnce = 100;
/** Longer than the media step retries. */
const mediaLimitMs = 60 * 60_000;
/** A run ends after this though there is more: one that goes on for minutes would seem to hang. */
const longestRunMs = 60_000;

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
    private readonly leases: LeaseStore,
    private readonly service: TurnService,
    private readonly gate: Gate,
  ) {}

  async recover(): Promise<void> {
    if (!this.gate.isOpen) return;
    const untilMs = performance.now() + longestRunMs;
    try {
      do await this.#releaseAbandoned();
      while ((await this.#takeUp()) && performance.now() < untilMs);
    } catch (error) {
      if (!this.gate.closeFor(error)) throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #releaseAbandoned(): Promise<void> {
    // A process that dies at once, whenever it starts, must still count as a failure.
    const patience = { ...this.service.patience, sinceOutageMs: this.gate.reopenedForMs };
    for (const messageKey of await this.leases.releaseExpired(patience)) {
      const correlationId = correlationIdOf(messageKey);
      this.#logger.warn({ message: 'its worker did not finish', correlationId });
    }
    for (const messageKey of await this.leases.abandonMedia(mediaLimitMs, patience)) {
      const correlationId = correlationIdOf(messageKey);
      this.#logger.warn({ message: 'its file was never read', correlationId });
    }
  }

  /** @returns whether there may be more to take up */
  async #takeUp(): Promise<boolean> {
    if (this.#running.size >= mostAtOnce) await Promise.race(this.#running);
    if (this.service.isStopping) return false;
    const free = mostAtOnce - this.#running.size;
    const { turns, mayBeMore } = await this.turns.claimWaiting(free, this.service.patience);
    for (const turn of turns) this.#start(this.service.take(turn));
    return mayBeMore;
  }

  #start(taking: Promise<void>): void {
    const run = taking
      .catch((error: unknown) => this.#logger.warn({ message: 'interrupted', reason: String(error) }))
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }
}

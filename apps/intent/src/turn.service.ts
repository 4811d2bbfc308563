import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { type Patience, type Turn, TurnStore, usualPatienceMs } from '#data';
import { Gate, traceStep, UnknownKeyError } from '#platform';

import { ActStep } from './act.step.ts';
import { HandOnStep } from './hand-on.step.ts';
import { UnderstandStep } from './understand.step.ts';

const firstPauseMs = 500;
const longestPauseMs = 60_000;
const missingKeyPauseMs = 10_000;

/** Takes claimed messages through their steps, one at a time for each person. */
@Injectable()
export class TurnService implements OnModuleDestroy {
  readonly #logger = new Logger('turns');
  readonly #stop = new AbortController();

  constructor(
    private readonly turns: TurnStore,
    private readonly understand: UnderstandStep,
    private readonly act: ActStep,
    private readonly handOn: HandOnStep,
    private readonly gate: Gate,
  ) {}

  get patience(): Patience {
    return { patienceMs: usualPatienceMs, reachableForMs: this.gate.openForMs };
  }

  get isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Releases what is being understood, so that another process need not wait for the lease to expire. */
  onModuleDestroy(): void {
    this.#stop.abort(new Error('the process ends'));
  }

  /** Claims the person's next message, if there is one to claim now, and all that follow it. */
  async takeNext(contactId: string): Promise<void> {
    const turn = this.isStopping ? undefined : await this.turns.claimNext(contactId, this.patience);
    if (turn) await this.take(turn);
  }

  /**
   * Handles a message and all that follow it of the same person. Rejects only when a dependency of all work is unreachable:
   * the lease then expires, and the message is claimed again.
   */
  async take(first: Turn): Promise<void> {
    let turn: Turn | undefined = first;
    while (turn) {
      await this.#takeOne(turn);
      turn = this.isStopping ? undefined : await this.turns.claimNext(turn.contact.id, this.patience);
    }
  }

  async #takeOne(turn: Turn): Promise<void> {
    const about = { messageKey: turn.messageKey };
    if (turn.overtakes) {
      this.#logger.warn({ message: 'goes ahead of an earlier message that is not finished', ...about });
    }
    try {
      const understood = await this.understand.understand(turn, this.#stop.signal);
      traceStep('understood', turn.messageKey);
      const acted = await this.act.act(turn, understood);
      traceStep('acted', turn.messageKey);
      if (acted) {
        await this.handOn.handOn(acted);
        traceStep('handed_on', turn.messageKey, acted);
      }
      // What its understanding was based on has changed, or the lease was lost.
      else await this.turns.release(turn);
    } catch (error) {
      if (this.gate.closeFor(error)) throw error;
      if (this.isStopping) return this.turns.release(turn);
      this.#logger.error({ message: 'failed, will be tried again', ...about, reason: String(error) });
      // A key that is missing here is not the message's fault.
      const hasFailed = !(error instanceof UnknownKeyError);
      const pauseMs = hasFailed ? pauseAfter(turn.failedClaims) : missingKeyPauseMs;
      await this.turns.release(turn, { hasFailed, pauseMs });
    }
  }
}

const pauseAfter = (failures: number): number => Math.min(firstPauseMs * 2 ** failures, longestPauseMs);

import { setMaxListeners } from 'node:events';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { LeaseStore, type Patience, type Turn, TurnStore, usualPatienceMs } from '#data';
import { aboutMessage, Gate, traced, traceStep, UnknownKeyError } from '#platform';
import { InjectProducer, QueueProducer, type TypingPayload, typingQueue, whileTyping } from '#queues';

import { ActStep } from './act.step.ts';
import { HandOnStep } from './hand-on.step.ts';
import { UnderstandStep } from './understand.step.ts';

/** Before a message is understood anew, so that this cannot become a busy loop. */
const anewPauseMs = 100;

/** Takes claimed messages through their steps, one at a time for each person. */
@Injectable()
export class TurnService implements OnModuleDestroy {
  readonly #logger = new Logger('turns');
  readonly #stop = new AbortController();

  constructor(
    private readonly turns: TurnStore,
    private readonly leases: LeaseStore,
    private readonly understand: UnderstandStep,
    private readonly act: ActStep,
    private readonly handOn: HandOnStep,
    private readonly gate: Gate,
    @InjectProducer(typingQueue) private readonly typing: QueueProducer<TypingPayload>,
  ) {
    // Every message that is being understood listens to it.
    setMaxListeners(0, this.#stop.signal);
  }

  /** Time without any worker counts as an outage, so patience begins anew with the process. */
  get patience(): Patience {
    return { patienceMs: usualPatienceMs, sinceOutageMs: this.gate.openForMs };
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
    if (this.isStopping) return this.leases.release(first);
    while (turn) {
      const contactId = await this.#takeAsOne(turn);
      turn = this.isStopping ? undefined : await this.turns.claimNext(contactId, this.patience);
    }
  }

  /** Under its own name, whatever message's job this is. */
  #takeAsOne(turn: Turn): Promise<string> {
    const { messageKey: key } = turn;
    const span = { name: 'handle message', kind: 'internal' as const, key, attributes: {} };
    return aboutMessage(key, () => traced(span, () => this.#takeOne(turn)));
  }

  /** @returns whose next message follows: the person may have been made one with an older row */
  async #takeOne(turn: Turn): Promise<string> {
    const lease = { id: turn.id, lease: turn.lease };
    if (turn.overtakes) {
      this.#logger.warn({ message: 'goes ahead of an earlier message that is not finished' });
    }
    try {
      const understood = await whileTyping(this.typing, turn.messageKey, () =>
        this.understand.understand(turn, this.#stop.signal),
      );
      traceStep('understood', turn.messageKey);
      const acted = await this.act.act(turn, understood);
      traceStep('acted', turn.messageKey);
      if (acted) {
        await this.handOn.handOn(turn.messageKey, acted);
        traceStep('handed_on', turn.messageKey, { outboundId: acted.outboundId });
        this.#logger.log({ message: 'handled', outcome: understood.outcome, answer: acted.outboundId });
        return acted.contactId;
      }
      // What it was understood by has changed, or the lease was lost.
      await this.leases.release(turn, anewPauseMs);
    } catch (error) {
      if (this.gate.closeFor(error)) throw error;
      if (this.isStopping) {
        await this.leases.release(turn);
        return turn.contact.id;
      }
      this.#logger.error({ message: 'failed, will be tried again', reason: String(error) });
      // A key that is missing here is no fault of the message.
      if (error instanceof UnknownKeyError)
        await this.leases.releaseUnreadable([{ ...lease, isDamaged: false }]);
      else await this.leases.releaseFailed(turn);
    }
    return turn.contact.id;
  }
}

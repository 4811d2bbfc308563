import { Injectable } from '@nestjs/common';

import { InboundStore, type RecordedInbound } from '#data';
import { Gate } from '#platform';
import type { InboundPayload } from '#queues';

import { readingOf } from './message-reading.ts';

/** WhatsApp delivers within a second or two. Anything later was delayed, and may arrive out of order. */
const heldUpAfterMs = 5_000;
/** How long a delayed message waits for those sent before it. */
const settlingMs = 2_000;

const isReadLater = (problem?: string | null): boolean =>
  problem === 'model_away' || problem === 'whatsapp_away';

/** Records a message idempotently. When it is its turn, it is returned leased to us. */
@Injectable()
export class RecordStep {
  constructor(
    private readonly inbound: InboundStore,
    private readonly gate: Gate,
  ) {}

  record(payload: InboundPayload): Promise<RecordedInbound> {
    const { mediaOutcome, media, sentAt, receivedAt = Date.now(), isOutOfOrder, ...message } = payload;
    return this.inbound.record({
      ...message,
      text: mediaOutcome?.text ?? message.text,
      hasMedia: media !== undefined,
      reading: JSON.stringify(readingOf(payload)),
      mediaProblem: mediaOutcome?.problem,
      mediaLimitBytes: mediaOutcome?.limitBytes,
      sentAt: new Date(sentAt * 1_000),
      receivedAt: new Date(receivedAt),
      settleMs: this.#settleMs(sentAt * 1_000, receivedAt, isOutOfOrder),
    });
  }

  /**
   * Whether what a file says is still to be acted on: after a crash, the message that brought the file may have been read after all, and
   * the person may have taken it back or changed it meanwhile.
   */
  async isAwaited({ readLaterFor }: InboundPayload): Promise<boolean> {
    if (readLaterFor === undefined) return true;
    const state = await this.inbound.stateOf(readLaterFor);
    return isReadLater(state?.mediaProblem) && !state?.isAmended;
  }

  /**
   * Of a message that cannot be recorded, keeps only what its sender can be answered by; and the names that it announces, unless it is
   * for their sake that it cannot.
   */
  async recordFailed(
    { wamid, from, kind, sentAt, becomes }: InboundPayload,
    failedClaims: number,
  ): Promise<RecordedInbound> {
    const kept = { wamid, from, kind, sentAt: new Date(sentAt * 1_000), failedClaims };
    if (!becomes) return this.inbound.record(kept);
    return this.inbound.record({ ...kept, becomes }).catch(() => this.inbound.record(kept));
  }

  /**
   * What was delayed by WhatsApp or by an outage of ours, comes in another order than it was sent, or arrived before this process
   * began: all of it is recorded before any of it is acted on.
   */
  #settleMs(sentAtMs: number, receivedAtMs: number, isOutOfOrder = false): number {
    const nowMs = Date.now();
    if (receivedAtMs < nowMs - this.gate.openForMs) return settlingMs;
    if (!isOutOfOrder && receivedAtMs - sentAtMs <= heldUpAfterMs) return 0;
    // The clocks of two machines may differ.
    return Math.min(Math.max(0, receivedAtMs + settlingMs - nowMs), settlingMs);
  }
}

import { Injectable } from '@nestjs/common';

import { InboundStore, type RecordedInbound } from '#data';
import { Gate } from '#platform';
import type { InboundPayload } from '#queues';

/** WhatsApp delivers within a second or two. Anything later was delayed, and may arrive out of order. */
const heldUpAfterMs = 5_000;
/** How long a delayed message waits for those sent before it. */
const settlingMs = 2_000;

/** Records a message idempotently. When it is its turn, it is returned leased to us. */
@Injectable()
export class RecordStep {
  constructor(
    private readonly inbound: InboundStore,
    private readonly gate: Gate,
  ) {}

  record(payload: InboundPayload): Promise<RecordedInbound> {
    const { mediaOutcome, media, sentAt, receivedAt = Date.now(), ...message } = payload;
    return this.inbound.record({
      ...message,
      text: mediaOutcome?.text ?? message.text,
      hasMedia: media !== undefined,
      mediaProblem: mediaOutcome?.problem,
      mediaLimitBytes: mediaOutcome?.limitBytes,
      sentAt: new Date(sentAt * 1_000),
      receivedAt: new Date(receivedAt),
      settleMs: this.#settleMs(sentAt * 1_000, receivedAt),
    });
  }

  /** Records only what is certain to be storable of a message that could not be recorded, to answer it with an apology. */
  recordFailed(
    { wamid, from, kind, sentAt }: InboundPayload,
    failedClaims: number,
  ): Promise<RecordedInbound> {
    return this.inbound.record({ wamid, from, kind, sentAt: new Date(sentAt * 1_000), failedClaims });
  }

  /** After a delay at WhatsApp or an outage of ours, all messages are recorded before any is acted on. */
  #settleMs(sentAtMs: number, receivedAt: number): number {
    const now = Date.now();
    const heldUpUntil = receivedAt - sentAtMs > heldUpAfterMs ? receivedAt : -Infinity;
    const outageEndedAt = now - this.gate.reopenedForMs;
    const heldBackUntil = receivedAt < outageEndedAt ? outageEndedAt : -Infinity;
    return Math.max(0, Math.round(Math.max(heldUpUntil, heldBackUntil) + settlingMs - now));
  }
}

import { channel } from 'node:diagnostics_channel';

/**
 * The steps of every message, in this order. The key is its `messageKey`; from `outbound_picked_up` on, its answer's
 * `outboundId`. `handed_on` carries both. `reported`, once for each status of it, has the key of the message that it answers, where there is one.
 */
export type Step =
  | 'received'
  | 'acknowledged'
  | 'picked_up'
  | 'recorded'
  | 'understood'
  | 'acted'
  | 'handed_on'
  | 'outbound_picked_up'
  | 'marked_sending'
  | 'post_answered'
  | 'reported';

export interface StepEvent {
  step: Step;
  key: string;
  /** Milliseconds on `monotonicMs`. */
  at: number;
  /** The answer to the message, on `handed_on`. */
  outboundId?: string;
  /** In WhatsApp's words, on `reported`, which tells when that came. */
  status?: string;
}

/** Publishes a `StepEvent` for every step. Only where traces are exported, and in benchmarks, anything subscribes. */
export const stepChannel = channel('handsfree:step');

/** Milliseconds on a clock shared by all processes of a machine. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Publishes that a step is done, now or `at` an earlier moment. Costs one comparison without subscribers. */
export function traceStep(
  step: Step,
  key: string,
  more?: { at?: number; outboundId?: string; status?: string },
): void {
  if (stepChannel.hasSubscribers) stepChannel.publish({ step, key, at: monotonicMs(), ...more });
}

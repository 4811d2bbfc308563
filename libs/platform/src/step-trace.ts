import { channel } from 'node:diagnostics_channel';

/**
 * The steps of every message, in this order. The key is its `messageKey`; from `outbound_picked_up` on, its answer's
 * `outboundId`. `handed_on` carries both.
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
  | 'post_answered';

export interface StepEvent {
  step: Step;
  key: string;
  /** Milliseconds on `monotonicMs`. */
  at: number;
  /** The answer to the message, on `handed_on`. */
  outboundId?: string;
}

/** Publishes a `StepEvent` for every step. Nothing subscribes in production; benchmarks do, in a preloaded module. */
export const stepChannel = channel('handsfree:step');

/** Milliseconds on a clock shared by all processes of a machine. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Publishes that a step is done, now or `at` an earlier moment. Costs one comparison without subscribers. */
export function traceStep(step: Step, key: string, more?: { at?: number; outboundId?: string }): void {
  if (stepChannel.hasSubscribers) stepChannel.publish({ step, key, at: monotonicMs(), ...more });
}

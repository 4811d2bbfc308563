import { channel } from 'node:diagnostics_channel';

/**
 * What every message passes, in this order. The key is its `messageKey`, from `outbound_picked_up` on the `outboundId` of its
 * answer; `handed_on` carries both.
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
  /** The answer to the message, with `handed_on`. */
  outboundId?: string;
}

/** Carries a `StepEvent` for every step. Nothing in production listens; a measurement does, in a preloaded module. */
export const stepChannel = channel('handsfree:step');

/** Milliseconds on a clock that all processes of a machine share. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Says that a step is done, now or `at` an earlier moment. Costs one comparison while nobody listens. */
export function traceStep(step: Step, key: string, more?: { at?: number; outboundId?: string }): void {
  if (stepChannel.hasSubscribers) stepChannel.publish({ step, key, at: monotonicMs(), ...more });
}

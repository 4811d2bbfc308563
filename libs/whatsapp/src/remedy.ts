import type { Reaction } from './error-reaction.ts';
import { listedReaction } from './reaction-to.ts';

/** A reaction without its times, for those that need no more. */
export type Remedy =
  | 'throttle'
  | 'pair'
  | 'retry'
  | 'operator'
  | 'window'
  | 'opt_out'
  | 'template_paused'
  | 'template_disabled'
  | 'later'
  | 'never';

const remedies: Record<Reaction['kind'], Remedy> = {
  throttle: 'throttle',
  pair: 'pair',
  retry: 'retry',
  operator: 'operator',
  use_template: 'window',
  stop_marketing: 'opt_out',
  template_paused: 'template_paused',
  template_disabled: 'template_disabled',
  later: 'later',
  permanent: 'never',
};

/** @returns undefined for an unknown code */
export function remedyFor(code: number): Remedy | undefined {
  const reaction = listedReaction(code);
  return reaction && remedies[reaction.kind];
}

import type { OpsState } from '../state/ops-state.ts';

/** As JSON carries it. */
type Wire<T> = T extends Date
  ? string
  : T extends (infer One)[]
    ? Wire<One>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

export type State = Wire<OpsState> & { role: 'operator' | 'reader' };
export type Trouble = State['troubles'][number];
export type Letter = NonNullable<State['database']>['letters'][number];

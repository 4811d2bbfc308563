import type { When } from '../meaning.ts';

/** Whether `when` has a time of day, where a day, a week or nothing has none. */
export const isTimed = (when: Pick<When, 'grain'> | undefined): boolean =>
  when?.grain === 'hour' || when?.grain === 'minute';

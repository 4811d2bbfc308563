import { replies } from '#replies';
import type { Action, Intent } from '#understanding';

import { type Clock, whenWords } from './time-words.ts';

type Change = Parameters<typeof replies.plan>[0];

/** Whether it changes something that a person has: what a machine heard or saw is asked about before that is done. */
export const changes = (intent: Intent): intent is Change => intent in replies.plans();

const losing = new Set<Intent>([
  'update_event',
  'cancel_event',
  'update_task',
  'complete_task',
  'delete_task',
  'update_reminder',
  'cancel_reminder',
  'cancel_timer',
  'forget',
]);

/** What people had is not there any more as it was: the answer offers to undo it. */
export const losesSomething = (intent: Intent): boolean => losing.has(intent);

/** What would be done, to be confirmed: "put this in your calendar: Jazz night, Fri 4 Dec at 8:00 PM (Blue Note)". */
export function planWords({ intent, title, number, place, when }: Action, clock: Clock): string {
  if (!changes(intent)) return intent.replaceAll('_', ' ');
  return replies.plan(intent, { title, number, place, when: when && whenWords(when, clock) });
}

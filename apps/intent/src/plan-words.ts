import { short } from '#replies';
import type { Action, Intent } from '#understanding';

import { type Clock, whenWords } from './time-words.ts';

/** What changes something that a person has: what a machine heard or saw is asked about before it is done. */
const verbs: Partial<Record<Intent, string>> = {
  create_event: 'put this in your calendar',
  create_task: 'add this to your list',
  complete_task: 'mark this as done',
  create_reminder: 'remind you of',
  remember: 'remember this',
  forget: 'forget this',
  update_event: 'change this in your calendar',
  cancel_event: 'cancel this',
  update_task: 'change this on your list',
  reopen_task: 'put this back on your list',
  delete_task: 'take this off your list',
  update_reminder: 'change this reminder',
  snooze_reminder: 'remind you again of',
  cancel_reminder: 'cancel this reminder',
  create_timer: 'set a timer',
  update_timer: 'give this timer more time',
  cancel_timer: 'stop this timer',
  undo: 'undo',
};

export const changes = (intent: Intent): boolean => intent in verbs;

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
export function planWords(action: Action, clock: Clock): string {
  const verb = verbs[action.intent] ?? action.intent.replaceAll('_', ' ');
  const matter = matterWords(action, clock);
  const { place } = action;
  return `${matter ? `${verb}: ${matter}` : verb}${place ? ` (${short(place)})` : ''}`;
}

/** "Jazz night, Fri 4 Dec at 8:00 PM" */
export function matterWords({ title, number, when }: Action, clock: Clock): string {
  const what = title === undefined ? number && `number ${number}` : short(title);
  return [what, when && whenWords(when, clock)].filter(Boolean).join(', ');
}

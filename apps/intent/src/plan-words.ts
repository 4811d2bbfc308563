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
};

export const changes = (intent: Intent): boolean => intent in verbs;

/** What would be done, to be confirmed: "put this in your calendar: Jazz night, Fri 4 Dec at 8:00 PM (Blue Note)". */
export function planWords({ intent, title, number, place, when }: Action, clock: Clock): string {
  const verb = verbs[intent] ?? intent.replaceAll('_', ' ');
  const what = title === undefined ? number && `number ${number}` : short(title);
  const matter = [what, when && whenWords(when, clock)].filter(Boolean).join(', ');
  return `${matter ? `${verb}: ${matter}` : verb}${place ? ` (${short(place)})` : ''}`;
}

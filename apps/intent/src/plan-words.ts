import type { Action } from '#understanding';

import { type Clock, whenWords } from './time-words.ts';

const verbs: Partial<Record<Action['intent'], string>> = {
  create_event: 'put in your calendar',
  update_event: 'change the event',
  cancel_event: 'cancel',
  create_task: 'add to your list',
  complete_task: 'mark complete',
  delete_task: 'delete from your list',
  create_reminder: 'remind you',
  cancel_reminder: 'cancel the reminder',
  remember: 'remember',
};

/** What would be done, to be confirmed: "put in your calendar: Jazz night, Fri 4 Dec at 8:00 PM (Blue Note)". */
export function planWords({ intent, title, number, place, when, all }: Action, clock: Clock): string {
  const verb = verbs[intent] ?? intent.replaceAll('_', ' ');
  const what = all ? 'all of them' : (title ?? (number === undefined ? undefined : `number ${number}`));
  const matter = [what, when && whenWords(when, clock)].filter(Boolean).join(', ');
  return `${matter ? `${verb}: ${matter}` : verb}${place ? ` (${place})` : ''}`;
}

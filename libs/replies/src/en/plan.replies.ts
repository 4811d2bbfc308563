import { short } from './wording.ts';

/** What changes something that a person has, as it is asked about: "Shall I … ?" By intent. */
const plans = {
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
  set_preference: 'change how I work for you',
  set_timezone: 'change your time zone',
  undo: 'undo',
};

/** What would be done, and is asked about first, in English. */
export const planReplies = {
  plans: () => plans,
  /** "put this in your calendar: Jazz night, Fri 4 Dec at 8:00 PM (Blue Note)" */
  plan: (
    intent: keyof typeof plans,
    { title, number, when, place }: { title?: string; number?: number; when?: string; place?: string },
  ) => {
    const what = title === undefined ? number && `number ${number}` : short(title);
    const matter = [what, when].filter(Boolean).join(', ');
    return `${plans[intent]}${matter ? `: ${matter}` : ''}${place ? ` (${short(place)})` : ''}`;
  },
};

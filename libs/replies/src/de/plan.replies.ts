import type { planReplies as english } from '../en/plan.replies.ts';
import { short } from './wording.ts';

const plans: ReturnType<typeof english.plans> = {
  create_event: 'das in deinen Kalender eintragen',
  create_task: 'das auf deine Liste setzen',
  complete_task: 'das als erledigt abhaken',
  create_reminder: 'dich daran erinnern',
  remember: 'mir das merken',
  forget: 'das vergessen',
  update_event: 'das in deinem Kalender ändern',
  cancel_event: 'das absagen',
  update_task: 'das auf deiner Liste ändern',
  reopen_task: 'das wieder auf deine Liste setzen',
  delete_task: 'das von deiner Liste streichen',
  update_reminder: 'diese Erinnerung ändern',
  snooze_reminder: 'dich noch einmal daran erinnern',
  cancel_reminder: 'diese Erinnerung löschen',
  create_timer: 'einen Timer stellen',
  update_timer: 'diesem Timer mehr Zeit geben',
  cancel_timer: 'diesen Timer stoppen',
  set_preference: 'deine Einstellungen ändern',
  set_timezone: 'deine Zeitzone ändern',
  undo: 'das rückgängig machen',
};

/** What would be done, and is asked about first, in German. */
export const planReplies: typeof english = {
  plans: () => plans,
  plan: (intent, { title, number, when, place }) => {
    const what = title === undefined ? number && `Nummer ${number}` : short(title);
    const matter = [what, when].filter(Boolean).join(', ');
    return `${plans[intent]}${matter ? `: ${matter}` : ''}${place ? ` (${short(place)})` : ''}`;
  },
};

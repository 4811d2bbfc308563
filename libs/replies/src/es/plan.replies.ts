import type { planReplies as english } from '../en/plan.replies.ts';
import { short } from './wording.ts';

/** Behind "¿Quieres que … ?" */
const plans: ReturnType<typeof english.plans> = {
  create_event: 'ponga esto en tu calendario',
  create_task: 'añada esto a tu lista',
  complete_task: 'marque esto como hecho',
  create_reminder: 'te recuerde esto',
  remember: 'recuerde esto',
  forget: 'olvide esto',
  update_event: 'cambie esto en tu calendario',
  cancel_event: 'cancele esto',
  update_task: 'cambie esto en tu lista',
  reopen_task: 'vuelva a poner esto en tu lista',
  delete_task: 'quite esto de tu lista',
  update_reminder: 'cambie este recordatorio',
  snooze_reminder: 'te recuerde otra vez esto',
  cancel_reminder: 'cancele este recordatorio',
  create_timer: 'ponga un temporizador',
  update_timer: 'le dé más tiempo a este temporizador',
  cancel_timer: 'pare este temporizador',
  set_preference: 'cambie tus ajustes',
  set_timezone: 'cambie tu zona horaria',
  undo: 'lo deshaga',
};

/** What would be done, and is asked about first, in Spanish. */
export const planReplies: typeof english = {
  plans: () => plans,
  plan: (intent, { title, number, when, place }) => {
    const what = title === undefined ? number && `número ${number}` : short(title);
    const matter = [what, when].filter(Boolean).join(', ');
    return `${plans[intent]}${matter ? `: ${matter}` : ''}${place ? ` (${short(place)})` : ''}`;
  },
};

import { replies } from '#replies';
import type { Action, Intent } from '#understanding';

/** Understood, and not built yet: the answer says so. */
const notYet = new Map<Intent, string>([
  ['update_event', 'change an event'],
  ['cancel_event', 'cancel an event'],
  ['find_time', 'find a free time'],
  ['update_reminder', 'change a reminder'],
  ['snooze_reminder', 'put off a reminder'],
  ['cancel_reminder', 'cancel a reminder'],
  ['create_timer', 'set a timer'],
  ['list_timers', 'see your timers'],
  ['cancel_timer', 'stop a timer'],
  ['missed', 'know what you missed'],
  ['set_timezone', 'set your time zone'],
  ['set_preference', 'change a setting'],
  ['list_preferences', 'see your settings'],
  ['send_calendar', 'get your calendar as a file'],
  ['export_data', 'get your data'],
  ['erase_data', 'have your data deleted'],
]);

/** The answer to what is not done: not understood, out of scope, or not built yet. */
export function notDone({ intent, answer, isGeneralQuestion, isOtherLanguage }: Action): string {
  const wanted = notYet.get(intent);
  if (wanted !== undefined) return replies.notYet(wanted);
  if (isOtherLanguage) return replies.onlyEnglish();
  return answer ?? (isGeneralQuestion ? replies.generalQuestion() : replies.notUnderstood());
}

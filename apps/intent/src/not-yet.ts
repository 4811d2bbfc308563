import { replies } from '#replies';
import type { Action, Intent } from '#understanding';

/** Understood, and not built yet: the answer says so. */
const notYet = new Map<Intent, string>([['set_preference', 'change a setting']]);

/** The answer to what is not done: not understood, out of scope, or not built yet. */
export function notDone({ intent, answer, isGeneralQuestion, isOtherLanguage }: Action): string {
  const wanted = notYet.get(intent);
  if (wanted !== undefined) return replies.notYet(wanted);
  if (isOtherLanguage) return replies.onlyEnglish();
  return answer ?? (isGeneralQuestion ? replies.generalQuestion() : replies.notUnderstood());
}

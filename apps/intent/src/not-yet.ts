import { replies } from '#replies';
import type { Action } from '#understanding';

/** The answer to what is not done: not understood, out of scope, or not built yet. */
export function notDone({ intent, answer, isGeneralQuestion, isOtherLanguage }: Action): string {
  if (intent === 'set_preference') return replies.notYet();
  if (isOtherLanguage) return replies.onlyEnglish();
  return answer ?? (isGeneralQuestion ? replies.generalQuestion() : replies.notUnderstood());
}

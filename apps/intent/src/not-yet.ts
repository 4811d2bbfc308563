import { replies } from '#replies';

import type { Request } from './understood.ts';

/** The answer to what is not done: not understood, out of scope, or not built yet. Beside other answers, all that can be done would bury them. */
export function notDone({ action, isAlone }: Request): string {
  const { intent, answer, words } = action;
  if (intent === 'set_preference') return replies.notYet();
  if (action.isOtherLanguage) return replies.onlyEnglish();
  if (answer !== undefined) return answer;
  if (!isAlone)
    return action.isGeneralQuestion ? replies.partGeneral(words) : replies.partNotUnderstood(words);
  return action.isGeneralQuestion ? replies.generalQuestion() : replies.notUnderstood();
}

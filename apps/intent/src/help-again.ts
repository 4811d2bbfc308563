import { replies } from '#replies';
import type { Action, Meaning } from '#understanding';

import type { Said } from './said.ts';

/** Whoever was told a moment ago what can be asked for does not hear all of it again for each sentence that is not understood. */
export function withoutHelpAgain(said: Said, actions: Meaning['actions']): Meaning['actions'] {
  if (!actions.some(isDeclined) || !wasHelped(said)) return actions;
  const [first, ...others] = actions;
  return [declinedBriefly(first), ...others.map(declinedBriefly)];
}

const isDeclined = ({ intent, answer, isOtherLanguage }: Action): boolean =>
  intent === 'out_of_scope' && answer === undefined && !isOtherLanguage;

const wasHelped = ({ history }: Said): boolean =>
  (history?.() ?? []).some(({ answered }) => answered?.includes(replies.help()) === true);

const declinedBriefly = (action: Action): Action =>
  isDeclined(action)
    ? {
        ...action,
        answer: action.isGeneralQuestion ? replies.generalQuestionAgain() : replies.notUnderstoodAgain(),
      }
    : action;

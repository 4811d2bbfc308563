import type { Action, Meaning, Reading } from '#understanding';

import type { Question } from './question.ts';
import { asMeaning, type Said, toWish } from './said.ts';
import type { Wish } from './understood.ts';

const POLITE = '(?:(?:please|pls|hey|ok|okay|can you|could you|will you|would you)[ ,]+)*';
const PICTURE = '(?:picture|photo|photograph|image|pic|shot)';
/** "remember this: the wifi of the flat", "save this picture of my passport", "remember where I parked" */
const KEEPS = new RegExp(
  `^${POLITE}(?:(?<sure>remember|memori[sz]e|don'?t forget|keep in mind|(?:make|take) a note(?: of)?|note(?: down)?)|keep|save|store)` +
    `(?<object> (?:this|that|it|these)(?: ${PICTURE})?| (?:the|my) ${PICTURE})?(?: (?:for me|for later|please|as|is|of))*[ :,.!-]*(?<what>.*)$`,
  'iu',
);
const OWN = '(?:my|our|mein|meine|meinen|unser|unsere|mi|mis|nuestr[oa]s?)';
/** "my locker", "this is my passport", "where we parked": said of a picture, it can only be its name. */
const NAMES = /^(?:(?:this|that|here)(?:'s| is)|das ist|esto es|est[ea] es)? ?(?<what>.+)$/iu;
const IS_NAME = new RegExp(
  `^(?:${OWN} (?:[\\p{L}\\p{N}'-]+ ?){1,5}|where (?:i|we|my|our|the) .{2,40}|(?:(?:i|we) )?parked (?:here|there))$`,
  'iu',
);
const SAYS_MORE =
  /\?|n't\b|\b(?:is|are|was|were|has|have|had|do|does|did|can|could|should|would|will|must|needs?|wants?)\b/iu;
const LEAD = /^(?:that )?(?:(?:this|that|it|here)(?:'s| is| are)|is) (?=\S)/i;

/** A picture that the person asks to keep, by its caption or by the words before it; undefined where they ask for something else. */
export function wishOfPicture(
  said: Said,
  { picture, summary, actions = [], isAsked }: Reading,
  question: Question | undefined,
  caption: Meaning | undefined,
): Wish | undefined {
  if (!picture) return undefined;
  const meant = caption?.actions.some(isRemember)
    ? caption.actions
    : keptBy(said.words, caption, actions.length > 0, isAwaited(question));
  const asked = meant ?? (isAsked && actions.some(isRemember) ? actions : undefined);
  const meaning = asMeaning((asked ?? []).map((action) => withPicture(action, picture)));
  return meaning && { ...toWish(said, meaning), note: summary };
}

/** "remember this", after which only the picture is missing. */
export const isAwaited = (question: Question | undefined): boolean =>
  question?.kind === 'unfinished' &&
  question.action?.intent === 'remember' &&
  question.action.title === undefined;

const isRemember = ({ intent }: Action): boolean => intent === 'remember';

/** Called what it is called: "my passport" in "this is my passport". */
export function withPicture(action: Action, picture: Reading['picture']): Action {
  if (!isRemember(action)) return action;
  const { title, ...rest } = action;
  const name = title?.replace(LEAD, '');
  return { ...rest, ...(name && { title: name }), picture };
}

/** @param isSuggested the picture suggests something else @param isAsked the person was asked what to remember */
function keptBy(
  words: string,
  caption: Meaning | undefined,
  isSuggested: boolean,
  isAskedFor: boolean,
): Action[] | undefined {
  const action = (title?: string): Action[] => [
    { intent: 'remember', confidence: 1, words, ...(title && { title }) },
  ];
  if (!words.trim()) return isAskedFor ? action() : undefined;
  if (caption?.actions.some((one) => !isNone(one))) return undefined;
  const { sure, object, what = '' } = KEEPS.exec(words)?.groups ?? {};
  const isOrder = sure !== undefined || ((object ?? ownOf(what)) !== undefined && !isSuggested);
  if (isOrder && !/^to\b/i.test(what)) return action(what.replace(LEAD, '').trim());
  const name = isSuggested ? undefined : nameIn(words);
  if (name !== undefined) return action(name);
  return isAskedFor && !SAYS_MORE.test(words) ? action(words.trim()) : undefined;
}

/** Words that mean nothing without the picture, or that a list would take for an entry. */
const isNone = ({ intent, title }: Action): boolean =>
  intent === 'out_of_scope' || intent === 'create_task' || (intent === 'recall' && title !== undefined);

const ownOf = (what: string): string | undefined => new RegExp(`^${OWN} .`, 'iu').exec(what)?.[0];

function nameIn(words: string): string | undefined {
  const name = NAMES.exec(words.trim().replace(/[.! ]+$/, ''))?.groups?.what;
  return name !== undefined && IS_NAME.test(name) && !SAYS_MORE.test(name) ? name : undefined;
}

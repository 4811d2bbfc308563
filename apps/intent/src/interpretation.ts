import { replies } from '#replies';
import type { Action, Intent, Meaning, UnderstandRequest } from '#understanding';

import { withMendedDate } from './mended-date.ts';
import { changes } from './plan-words.ts';
import { openQuestion, type Question, tapOf } from './question.ts';
import { wishOfReading } from './reading-wish.ts';
import {
  ago,
  asMeaning,
  isLate,
  type MeaningOf,
  onlyAction,
  refersTo,
  type Said,
  sureFrom,
  toWish,
} from './said.ts';
import type { Wish } from './understood.ts';

export type Understand = (request: UnderstandRequest) => Promise<Meaning>;

/** The meaning of these depends on the list as it was when they were said. */
const askedFirstWhenLate = new Set<Intent>(['complete_task']);
/** "who won the game?" is no part of a wish. */
const ASKS = /\?\s*$|^(?:who|what|where|when|why|how|which|whose)\b/i;
/** What people speak until they can say otherwise. */
const usualLanguage = 'en';

/** What a person wants, given the open question; asks for what is missing, and before doing what is late or not plain. */
export async function interpret(said: Said, understand: Understand): Promise<Wish> {
  const { words, reading } = said;
  const meaningOf: MeaningOf = (one) =>
    understand({
      text: one.words,
      reference: one.saidAt,
      timezone: one.timezone,
      dayFirst: one.dayFirst,
      person: one.person,
      history: one.history,
    });
  const question = openQuestion(said.question, said.saidAt);
  const isFile = reading !== undefined && !reading.heard && reading.choice === undefined;
  const wish = isFile
    ? await wishOfReading(said, reading, question, meaningOf)
    : await wishOfWords(said, question, meaningOf);
  // What is read later was announced to be.
  const late = isLate(said) && words && !reading?.isReadLater ? { words, ago: ago(said) } : undefined;
  return { ...wish, late, heard: reading?.heard && words };
}

async function wishOfWords(said: Said, question: Question | undefined, meaningOf: MeaningOf): Promise<Wish> {
  const tap = tapOf(said.reading?.choice);
  const meaning = await meaningOf(said);
  if (tap && (question?.kind !== 'confirm' || question.id !== tap.questionId)) {
    return { ...toWish(said, meaning), reply: replies.questionClosed(), keepsQuestion: true };
  }
  const intent = tap?.answer ?? onlyAction(meaning)?.intent;
  if (question?.kind === 'confirm') {
    const { words, saidAt, actions = [] } = question;
    if (intent === 'deny') return { ...toWish(said, meaning), reply: replies.leftAsItWas() };
    if (intent === 'confirm' || refersTo(meaning, actions)) {
      const earlier = { ...said, words, saidAt: new Date(saidAt) };
      return toWish(earlier, asMeaning(actions) ?? (await meaningOf(earlier)));
    }
  }
  if (question?.kind === 'unfinished' && intent === 'out_of_scope' && !ASKS.test(said.words)) {
    const completed = await completedWish(said, question, meaning, meaningOf);
    if (completed) return completed;
  }
  return { ...toWish(said, meaning), asksFirst: whyAsked(said, meaning) };
}

/** What was missing came: read with the words before it, or else put into what was understood then. */
async function completedWish(
  said: Said,
  { words, action, others = [] }: Question & { kind: 'unfinished' },
  meaning: Meaning,
  meaningOf: MeaningOf,
): Promise<Wish | undefined> {
  const mended = action?.noSuchDate && (await mendedAction(said, action, meaningOf));
  if (mended) {
    const filled = filledWish(said, others, meaning)?.actions ?? others;
    return toWish(said, { actions: [mended, ...filled] });
  }
  // Both dates would be read together, and one of them does not exist.
  if (action?.noSuchDate || others.length > 0)
    return action && filledWish(said, [...others, action], meaning);
  const whole = { ...said, words: `${words} ${said.words}` };
  const [begun, completed] = await Promise.all([meaningOf({ ...said, words }), meaningOf(whole)]);
  const intent = onlyAction(begun)?.intent;
  // One for each time, if several were answered.
  if (intent !== 'out_of_scope' && completed.actions.every((each) => each.intent === intent))
    return toWish(whole, completed);
  return action && filledWish(said, [action], meaning);
}

/** The action with the date that was answered in the place of the one that does not exist. */
async function mendedAction(said: Said, action: Action, meaningOf: MeaningOf): Promise<Action | undefined> {
  const words = action.noSuchDate && withMendedDate(action.words, action.noSuchDate, said.words);
  if (words === undefined) return undefined;
  const mended = onlyAction(await meaningOf({ ...said, words }));
  const isSame = mended?.intent === action.intent && mended.title === action.title;
  return isSame && mended.when && !mended.noSuchDate ? mended : undefined;
}

function filledWish(said: Said, actions: Action[], meaning: Meaning): Wish | undefined {
  const { when, noSuchDate } = onlyAction(meaning) ?? {};
  const lackTitle = actions.filter(({ title }) => title === undefined);
  if (lackTitle.length === 0 && !when && !noSuchDate) return undefined;
  const filled = asMeaning(
    actions.map((action) =>
      action.title === undefined ? { ...action, title: said.words } : { ...action, when, noSuchDate },
    ),
  );
  return filled && toWish(said, filled);
}

function whyAsked(said: Said, { actions }: Meaning): Wish['asksFirst'] {
  const { heard, isReadLater } = said.reading ?? {};
  if (heard && actions.some(({ intent }) => changes(intent))) {
    const isForeign = heard.language !== undefined && !heard.language.toLowerCase().startsWith(usualLanguage);
    if (isReadLater || isForeign || heard.confidence < sureFrom) return 'heard';
  }
  const changesList = actions.some(({ intent }) => askedFirstWhenLate.has(intent));
  return isLate(said) && changesList ? 'late' : undefined;
}

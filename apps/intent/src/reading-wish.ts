import { replies } from '#replies';
import type { Meaning, Reading } from '#understanding';

import type { Question } from './question.ts';
import { asMeaning, type MeaningOf, refersTo, type Said, sureFrom, toWish } from './said.ts';
import type { Wish } from './understood.ts';

/** What a message brings beside words, where that is a file; a picture in which nothing was read says nothing. */
export function fileReading({ reading }: Said): Reading | undefined {
  if (!reading || reading.heard || reading.choice !== undefined) return undefined;
  const { picture, ...read } = reading;
  return picture && Object.keys(read).length === 0 ? undefined : read;
}

/** A picture or document: what it shows, or the events found in it. Its caption, or words just before, say what to do with it. */
export async function wishOfReading(
  said: Said,
  { actions = [], summary, isAsked, isReadLater }: Reading,
  question: Question | undefined,
  meaningOf: MeaningOf,
): Promise<Wish> {
  const suggested = asMeaning(actions);
  const caption = said.words ? await meaningOf(said) : nothingToDo(said);
  const begun =
    question?.kind === 'unfinished' ? await meaningOf({ ...said, words: question.words }) : undefined;
  const isWanted = isAsked || refersTo(caption, actions) || (begun !== undefined && refersTo(begun, actions));
  if (suggested && isWanted) {
    const isSure =
      !isReadLater && suggested.actions.length === 1 && suggested.actions[0].confidence >= sureFrom;
    return { ...toWish(said, suggested), ...(!isSure && { asksFirst: 'seen' }), note: summary };
  }
  if (caption.actions.some(({ intent }) => intent !== 'out_of_scope')) {
    return { ...toWish(said, caption), note: summary };
  }
  if (suggested) return { ...toWish(said, suggested), asksFirst: 'seen', note: summary };
  return { ...toWish(said, caption), reply: summary ?? replies.nothingRead() };
}

const nothingToDo = ({ words }: Said): Meaning => ({
  actions: [{ intent: 'out_of_scope', confidence: 0, words }],
});

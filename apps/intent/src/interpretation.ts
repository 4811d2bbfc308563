import { languageOf, replies, usualLanguage } from '#replies';
import type { Action, Intent, Meaning, UnderstandRequest } from '#understanding';
import { type RingAnswer, ringAnswerOf } from '#whatsapp';

import { completedWish } from './completed-wish.ts';
import { followUp } from './follow-up.ts';
import { withoutHelpAgain } from './help-again.ts';
import { changes } from './plan-words.ts';
import { isWhichOver, openQuestion, pickOf, type Question, tapOf, undoOf } from './question.ts';
import { wishOfPicture } from './picture-wish.ts';
import { fileReading, wishOfReading } from './reading-wish.ts';
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
import { tickedOf } from './tick-off.ts';
import type { Wish } from './understood.ts';
import { chosenOf, isPick } from './which.ts';
import { phoneOf } from './with-files.ts';
import { livingWish, otherZoneWish, withZones, zoneOfRest, zoneWish } from './zone-wish.ts';

export type Understand = (request: UnderstandRequest) => Promise<Meaning>;

/** The meaning of these depends on the list as it was when they were said. */
const askedFirstWhenLate = new Set<Intent>(['complete_task']);

/** What a person wants, given the open question; asks for what is missing, and before doing what is late or not plain. */
export async function interpret(said: Said, understand: Understand): Promise<Wish> {
  const { words, reading } = said;
  const meaningOf: MeaningOf = (one) =>
    understand({
      text: one.words,
      reference: one.saidAt,
      timezone: one.timezone,
      dayFirst: one.dayFirst,
      morning: one.habits?.morning,
      weekStart: one.habits?.weekStart,
      person: one.person,
      history: one.history,
      ...(one.answerIn !== undefined && { answerIn: one.answerIn }),
    });
  const question = openQuestion(said.question, said.saidAt);
  const wish = await wishOf(said, question, meaningOf);
  const zoned = await withZones(said, wish);
  const actions = withoutHelpAgain(said, zoned.actions);
  // What is read later was announced to be.
  const late = isLate(said) && words && !reading?.isReadLater ? { words, ago: ago(said) } : undefined;
  return {
    ...zoned,
    actions,
    late,
    heard: reading?.heard && words,
    isAsked: question !== undefined,
    // It was asked beside something else, which goes on.
    ...(asksZone(question) && !isOfZone(wish) && { keepsQuestion: true }),
  };
}

const asksZone = (question: Question | undefined): boolean =>
  question?.kind === 'zone' || (question?.kind === 'which' && question.action.intent === 'set_timezone');

const isOfZone = ({ actions }: Wish): boolean => actions.some(({ intent }) => intent === 'set_timezone');

async function wishOf(said: Said, question: Question | undefined, meaningOf: MeaningOf): Promise<Wish> {
  const read = fileReading(said);
  if (!said.reading?.picture)
    return read ? wishOfReading(said, read, question, meaningOf) : wishOfWords(said, question, meaningOf);
  // Understood once, whatever comes of the picture.
  const caption = said.words ? await meaningOf(said) : undefined;
  const once: MeaningOf = (one) =>
    caption && one.words === said.words ? Promise.resolve(caption) : meaningOf(one);
  return (
    wishOfPicture(said, said.reading, question, caption) ??
    (read ? wishOfReading(said, read, question, once) : wishOfWords(said, question, once))
  );
}

async function wishOfWords(said: Said, question: Question | undefined, meaningOf: MeaningOf): Promise<Wish> {
  const choice = said.reading?.choice;
  const undoes = undoOf(choice);
  if (undoes !== undefined) return undoWish(said, undoes);
  const sends = phoneOf(choice);
  if (sends) return sendWish(said, sends);
  const rang = ringAnswerOf(choice);
  if (rang) return rangWish(said, rang);
  const ticked = tickedOf(choice);
  if (ticked !== undefined) return tickWish(said, ticked);
  const [tap, pick] = [tapOf(choice), pickOf(choice)];
  const named = question?.kind === 'zone' && choice === undefined ? await zoneWish(said) : undefined;
  if (named) return { ...named, asksFirst: whyAsked(said, named) };
  const meaning = await meaningOf(said);
  const isTooLate =
    isPick(said.words) &&
    isWhichOver(said.question, said.saidAt) &&
    onlyAction(meaning)?.intent === 'out_of_scope';
  const isClosed =
    isTooLate ||
    ((tap && (question?.kind !== 'confirm' || question.id !== tap.questionId)) ??
      (pick && (question?.kind !== 'which' || question.id !== pick.questionId)));
  if (isClosed) {
    return { ...toWish(said, meaning), reply: replies.questionClosed(), keepsQuestion: true };
  }
  const understood = tap?.answer ?? onlyAction(meaning)?.intent;
  // Where a question is open, "leave it as it was" is said of what it asks about.
  const intent = understood === 'undo' && LEAVES.test(said.words) ? 'deny' : understood;
  if (question?.kind === 'confirm') {
    const { words, saidAt, actions = [] } = question;
    if (intent === 'deny') return { ...toWish(said, meaning), reply: replies.leftAsItWas() };
    if (intent === 'confirm' || refersTo(meaning, actions)) {
      const earlier = { ...said, words, saidAt: new Date(saidAt) };
      return {
        ...toWish(earlier, asMeaning(actions) ?? (await meaningOf(earlier))),
        isConfirmed: intent === 'confirm',
      };
    }
  }
  if (question?.kind === 'which') {
    if (intent === 'deny') return { ...toWish(said, meaning), reply: replies.leftAsItWas() };
    const chosen = chosenOf(question, said.words, choice);
    if (chosen) {
      const { words, action } = question;
      const meant = { ...action, ...chosen.means };
      return { ...toWish({ ...said, words }, { actions: [meant] }), picked: chosen.subject };
    }
    const zone = question.action.intent === 'set_timezone' && (await zoneOfRest(said, question.action));
    if (zone) return { ...zone, asksFirst: whyAsked(said, zone) };
  } else if (question?.kind === 'zone') {
    const goesOn = followUp(said, meaning);
    const zone = goesOn ? undefined : await otherZoneWish(said, question, meaning);
    if (zone) return { ...zone, asksFirst: whyAsked(said, zone) };
  } else if (question && question.kind !== 'confirm') {
    const completed = await completedWish(said, question, meaning, meaningOf);
    if (completed) return { ...completed, asksFirst: whyAsked(said, completed) };
  }
  const lives = await livingWish(said, meaning);
  if (lives) return { ...lives, asksFirst: whyAsked(said, lives) };
  // An answer to which one is meant is no half sentence.
  const goesOn =
    question?.kind === 'which' || question?.kind === 'confirm' ? undefined : followUp(said, meaning);
  const isAsked = question !== undefined && question.kind !== 'zone';
  const meant = goesOn ?? (isAsked ? meaning : asCancelling(meaning));
  return { ...toWish(said, meant), asksFirst: whyAsked(said, meant) };
}

const LEAVES = /\b(?:leave|keep) (?:it|that|everything|things) (?:as|how|the way|like)\b/i;

/** Where nothing was asked, "cancel that" is no refusal: it is done to what was talked about last. */
function asCancelling(meaning: Meaning): Meaning {
  const action = onlyAction(meaning);
  const isMeant = action?.intent === 'deny' && /\bcancel (?:it|that|this)\b/i.test(action.words);
  return isMeant ? { actions: [{ ...action, intent: 'cancel_event' }] } : meaning;
}

const undoWish = (said: Said, undoes: string): Wish => ({
  ...toWish(said, { actions: [{ intent: 'undo', confidence: 1, words: said.words }] }),
  undoes,
});

/** A tap on "Add to phone". */
const sendWish = (said: Said, sends: string[]): Wish => ({
  ...toWish(said, { actions: [{ intent: 'send_calendar', confidence: 1, words: said.words }] }),
  sends,
});

/** A tap under a list of tasks. */
const tickWish = (said: Said, id: string): Wish => ({
  ...toWish(said, { actions: [{ intent: 'complete_task', confidence: 1, words: said.words }] }),
  picked: { kind: 'task', id },
  keepsQuestion: true,
});

/** A tap under a reminder that rang. */
function rangWish(said: Said, { reminderId: id, minutes }: RingAnswer): Wish {
  const { words, saidAt } = said;
  const action: Action =
    minutes === undefined
      ? { intent: 'complete_task', confidence: 1, words }
      : {
          intent: 'snooze_reminder',
          confidence: 1,
          words,
          when: { start: new Date(saidAt.getTime() + minutes * 60_000).toISOString(), grain: 'minute' },
        };
  return { ...toWish(said, { actions: [action] }), picked: { kind: 'reminder', id }, keepsQuestion: true };
}

function whyAsked(said: Said, { actions }: Meaning): Wish['asksFirst'] {
  const { heard, isReadLater } = said.reading ?? {};
  if (heard && actions.some(({ intent }) => changes(intent))) {
    const isForeign =
      heard.language !== undefined &&
      languageOf(heard.language) !== (languageOf(said.language) ?? usualLanguage);
    if (isReadLater || isForeign || heard.confidence < sureFrom) return 'heard';
  }
  const changesList = actions.some(({ intent }) => askedFirstWhenLate.has(intent));
  return isLate(said) && changesList ? 'late' : undefined;
}

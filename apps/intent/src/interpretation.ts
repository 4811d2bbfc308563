import { DateTime } from 'luxon';

import type { Action, Intent, Meaning, Reading, UnderstandRequest } from '#understanding';
import { replies } from '#replies';

import { openQuestion, type Question } from './question.ts';
import type { Wish } from './understood.ts';

/** Something that a person said, with the context needed to understand it. */
export interface Said {
  words: string;
  saidAt: Date;
  now: Date;
  /** IANA name. */
  timezone: string;
  /** False when the zone is only the most likely one for the person's country. */
  certain: boolean;
  /** The open question, as stored with the contact. */
  question?: string;
  history?: UnderstandRequest['history'];
  /** What was read in its file. */
  reading?: Reading;
  /** Id of the contact. */
  person?: string;
}

export type Understand = (request: UnderstandRequest) => Promise<Meaning>;

/** WhatsApp redelivers for days: beyond this age the answer says that the message was late. */
const lateAfterMs = 10 * 60_000;
/** The meaning of these depends on the list as it was when they were said. */
const askedFirstWhenLate = new Set<Intent>(['complete_task']);

/** Below this, what a machine heard or saw is checked with the person first. */
const sureFrom = 0.8;
/** What would be lost if a recording was misheard. */
const destructive = new Set<Intent>([
  'cancel_event',
  'delete_task',
  'cancel_reminder',
  'cancel_timer',
  'erase_data',
  'stop',
]);

/** What a person wants, given the open question; asks for what is missing, and before doing what is late or not plain. */
export async function interpret(said: Said, understand: Understand): Promise<Wish> {
  const wish = await wishOf(said, understand);
  const late = isLate(said) ? { words: said.words, ago: ago(said) } : undefined;
  const heard = said.reading?.heard && said.words;
  return { ...wish, late, heard };
}

async function wishOf(said: Said, understand: Understand): Promise<Wish> {
  const question = openQuestion(said.question, said.saidAt);
  const meaningOf = (one: Said): Promise<Meaning> =>
    understand({
      text: one.words,
      reference: one.saidAt,
      timezone: one.timezone,
      person: one.person,
      history: one.history,
    });
  if (said.reading && !said.reading.heard) return wishOfReading(said, said.reading, question, meaningOf);
  const meaning = await meaningOf(said);
  const only = onlyAction(meaning);
  if (question?.kind === 'confirm') {
    if (only?.intent === 'deny') return { ...toWish(said, meaning), reply: replies.leftAsItWas() };
    if (
      only?.intent === 'confirm' ||
      (question.actions && refersTo(meaning, { actions: question.actions }))
    ) {
      const earlier = { ...said, words: question.words, saidAt: new Date(question.saidAt) };
      return toWish(earlier, (question.actions && asMeaning(question.actions)) ?? (await meaningOf(earlier)));
    }
  }
  if (question?.kind === 'unfinished' && only?.intent === 'out_of_scope') {
    const whole = { ...said, words: `${question.words} ${said.words}` };
    const [begun, completed] = await Promise.all([
      meaningOf({ ...said, words: question.words }),
      meaningOf(whole),
    ]);
    if (onlyAction(completed)?.intent === onlyAction(begun)?.intent) return toWish(whole, completed);
  }
  return { ...toWish(said, meaning), asksFirst: whyAsked(said, meaning) };
}

/** A picture or document: what it shows, or the events found in it. Its caption, or words just before, say what to do with it. */
async function wishOfReading(
  said: Said,
  { actions = [], summary, isAsked }: Reading,
  question: Question | undefined,
  meaningOf: (one: Said) => Promise<Meaning>,
): Promise<Wish> {
  const suggested = asMeaning(actions);
  const caption = said.words ? await meaningOf(said) : nothingToDo(said);
  const begun =
    question?.kind === 'unfinished' ? await meaningOf({ ...said, words: question.words }) : undefined;
  if (suggested && (isAsked || refersTo(caption, suggested) || (begun && refersTo(begun, suggested)))) {
    const isSure = suggested.actions.length === 1 && suggested.actions[0].confidence >= sureFrom;
    return { ...toWish(said, suggested), ...(!isSure && { asksFirst: 'seen' }), note: summary };
  }
  if (caption.actions.some(({ intent }) => intent !== 'out_of_scope')) {
    return { ...toWish(said, caption), note: summary };
  }
  if (suggested) return { ...toWish(said, suggested), asksFirst: 'seen', note: summary };
  return { ...toWish(said, caption), reply: summary ?? replies.nothingRead() };
}

/** "put that in my calendar": a wish without a matter of its own, where such a wish was suggested. */
function refersTo(said: Meaning, { actions }: { actions: Action[] }): boolean {
  const action = onlyAction(said);
  const [first] = actions;
  return (
    action !== undefined &&
    first?.intent === action.intent &&
    action.title === undefined &&
    action.when === undefined
  );
}

function whyAsked(said: Said, { actions }: Meaning): Wish['asksFirst'] {
  const { heard } = said.reading ?? {};
  if (heard) {
    const mayBeLost = actions.some(({ intent }) => destructive.has(intent));
    const isDone = actions.some(({ intent }) => intent !== 'out_of_scope');
    if (isDone && (mayBeLost || heard.confidence < sureFrom)) return 'heard';
  }
  const changesList = actions.some(({ intent }) => askedFirstWhenLate.has(intent));
  return isLate(said) && changesList ? 'late' : undefined;
}

function asMeaning(actions: Action[]): Meaning | undefined {
  const [first, ...others] = actions;
  return first && { actions: [first, ...others] };
}

const nothingToDo = ({ words }: Said): Meaning => ({
  actions: [{ intent: 'out_of_scope', confidence: 0, words }],
});

/** The action of a message that has no other. */
const onlyAction = ({ actions }: Meaning): Action | undefined =>
  actions.length === 1 ? actions[0] : undefined;

function toWish(said: Said, { actions }: Meaning): Wish {
  const { words, saidAt, timezone, certain } = said;
  // A message delayed only briefly is handled as if it had been on time.
  return { actions, words, saidAt, timezone, certain, now: isLate(said) ? said.now : saidAt };
}

const isLate = ({ saidAt, now }: Said): boolean => now.getTime() - saidAt.getTime() > lateAfterMs;

/** "2 days ago" */
const ago = ({ saidAt, now }: Said): string =>
  DateTime.fromJSDate(saidAt)
    .setLocale('en')
    .toRelative({ base: DateTime.fromJSDate(now) }) ?? 'earlier';

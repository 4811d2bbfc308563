import { DateTime } from 'luxon';

import type { Action, Intent, Meaning, UnderstandRequest } from '#understanding';
import { replies } from '#replies';

import { openQuestion } from './question.ts';
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
  /** Id of the contact. */
  person?: string;
}

export type Understand = (request: UnderstandRequest) => Promise<Meaning>;

/** WhatsApp redelivers for days: beyond this age the answer says that the message was late. */
const lateAfterMs = 10 * 60_000;
/** The meaning of these depends on the list as it was when they were said. */
const askedFirstWhenLate = new Set<Intent>(['complete_task']);

/** What a person wants, given the open question; asks for what is missing, and before doing what arrived too late. */
export async function interpret(said: Said, understand: Understand): Promise<Wish> {
  const wish = await wishOf(said, understand);
  const late = isLate(said) ? { words: said.words, ago: ago(said) } : undefined;
  return { ...wish, late };
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
  const meaning = await meaningOf(said);
  const { intent } = only(meaning) ?? {};
  if (question?.kind === 'confirm' && intent === 'confirm') {
    const earlier = { ...said, words: question.words, saidAt: new Date(question.saidAt) };
    return toWish(earlier, await meaningOf(earlier));
  }
  if (question?.kind === 'confirm' && intent === 'deny') {
    return { ...toWish(said, meaning), reply: replies.leftAsItWas() };
  }
  if (question?.kind === 'unfinished' && intent === 'out_of_scope') {
    const whole = { ...said, words: `${question.words} ${said.words}` };
    const [begun, completed] = await Promise.all([
      meaningOf({ ...said, words: question.words }),
      meaningOf(whole),
    ]);
    if (only(completed)?.intent === only(begun)?.intent) return toWish(whole, completed);
  }
  const changesList = meaning.actions.some((action) => askedFirstWhenLate.has(action.intent));
  return { ...toWish(said, meaning), asksFirst: isLate(said) && changesList };
}

/** The action of a message that has no other. */
const only = ({ actions }: Meaning): Action | undefined => (actions.length === 1 ? actions[0] : undefined);

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

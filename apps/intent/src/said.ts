import { DateTime } from 'luxon';

import type { Habits } from '#data';
import { replies } from '#replies';
import type { Action, Meaning, Reading, UnderstandRequest } from '#understanding';

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
  /** "10/4" is 10 April to this person. */
  dayFirst?: boolean;
  /** The person was asked before in which zone they are. */
  isZoneAsked?: boolean;
  /** ISO code of the country of their phone. */
  country?: string;
  /** What the person chose about how we work for them. */
  habits?: Habits;
  /** BCP 47 tag of the language that the person was known to speak before this. */
  language?: string;
  /** BCP 47 tag of the one that they chose to be answered in. */
  answerIn?: string;
  /** The open question, as stored with the contact. */
  question?: string;
  history?: UnderstandRequest['history'];
  /** What the message holds beside words. */
  reading?: Reading;
  /** Id of the contact. */
  person?: string;
  /** Blind index of the message that it quotes. */
  quoted?: string;
}

/** What these words mean in the same context. */
export type MeaningOf = (said: Said) => Promise<Meaning>;

/** Below this, what a machine heard or saw is checked with the person first. */
export const sureFrom = 0.8;

/** WhatsApp redelivers for days: beyond this age the answer says that the message was late. */
const lateAfterMs = 10 * 60_000;

export const isLate = ({ saidAt, now }: Said): boolean => now.getTime() - saidAt.getTime() > lateAfterMs;

/** "2 days ago" */
export const ago = ({ saidAt, now }: Said): string =>
  DateTime.fromJSDate(saidAt)
    .setLocale(replies.locale())
    .toRelative({ base: DateTime.fromJSDate(now) }) ?? replies.earlier();

export function toWish(said: Said, { actions }: Meaning): Wish {
  const { words, saidAt, timezone, certain, dayFirst, isZoneAsked, country, habits, quoted } = said;
  // A message delayed only briefly is handled as if it had been on time.
  return {
    actions,
    words,
    saidAt,
    timezone,
    certain,
    dayFirst,
    isZoneAsked,
    country,
    habits,
    quoted,
    now: isLate(said) ? said.now : saidAt,
  };
}

export function asMeaning(actions: Action[]): Meaning | undefined {
  const [first, ...others] = actions;
  return first && { actions: [first, ...others] };
}

/** The action of a message that has no other. */
export const onlyAction = ({ actions }: Meaning): Action | undefined =>
  actions.length === 1 ? actions[0] : undefined;

/** "put that in my calendar": a wish without a matter of its own, where such a wish was suggested. */
export function refersTo(said: Meaning, suggested: Action[]): boolean {
  const action = onlyAction(said);
  return (
    action !== undefined &&
    suggested[0]?.intent === action.intent &&
    action.title === undefined &&
    action.when === undefined
  );
}

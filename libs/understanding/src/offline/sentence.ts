import { DateTime } from 'luxon';

import { zoneNamed } from '../dates/zone.ts';
import type { UnderstandRequest } from '../meaning.ts';
import { asImperative } from './imperative.ts';
import { tidy, withoutPoliteness } from './normalise.ts';
import { type Dates, datesReader } from './slots.ts';

/** The input of every rule: one command. */
export interface Sentence {
  /** As written, tidied. */
  text: string;
  /** The text without greeting and politeness: "hey, can you list my tasks please" is "list my tasks"; a wish is an order. */
  command: string;
  /** The dates in a piece of text; remembered, as rules ask more than once. */
  dates: (text: string) => Dates;
}

/** @throws RangeError when the reference or the zone is not valid */
export function sentenceOf({ text, reference, timezone, dayFirst }: UnderstandRequest): Sentence {
  const now = DateTime.fromJSDate(reference, { zone: zoneNamed(timezone) });
  if (!now.isValid) throw new RangeError(`Cannot tell the person's time: ${now.invalidExplanation}`);
  return clauseOf(tidy(text), datesReader(now.startOf('second'), dayFirst));
}

/** "the MOT's been moved", which the rules know in full. */
const HAS_BEEN = /(\w)'s been\b/gi;

export function clauseOf(text: string, dates: Sentence['dates']): Sentence {
  return { text, command: asImperative(withoutPoliteness(text)).replace(HAS_BEEN, '$1 has been'), dates };
}

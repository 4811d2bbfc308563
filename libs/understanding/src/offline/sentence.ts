import { DateTime } from 'luxon';

import { zoneNamed } from '../dates/zone.ts';
import type { UnderstandRequest } from '../meaning.ts';
import { asImperative } from './imperative.ts';
import { pattern } from './lexicon.ts';
import { endsInQuestion, tidy, withoutPoliteness } from './normalise.ts';
import { KEEP } from './note-words.ts';
import { withoutRemark } from './orders-nothing.ts';
import { withoutReporter } from './reported.ts';
import { type Dates, datesReader } from './slots.ts';

/** The input of every rule: one command. */
export interface Sentence {
  /** As written, tidied. */
  text: string;
  /** The text without greeting and politeness: "hey, can you list my tasks please" is "list my tasks"; a wish is an order. */
  command: string;
  /** A question mark ends it, so that it states nothing: "the rent's paid?". */
  isQuestion: boolean;
  /** The dates in a piece of text; remembered, as rules ask more than once. */
  dates: (text: string) => Dates;
}

/** @throws RangeError when the reference or the zone is not valid */
export function sentenceOf({
  text,
  reference,
  timezone,
  dayFirst,
  morning,
  weekStart,
}: UnderstandRequest): Sentence {
  const now = DateTime.fromJSDate(reference, { zone: zoneNamed(timezone) });
  if (!now.isValid) throw new RangeError(`Cannot tell the person's time: ${now.invalidExplanation}`);
  return clauseOf(
    tidy(text),
    datesReader(now.startOf('second'), { dayFirst, morning, weekStart }),
    endsInQuestion(text),
  );
}

/** "the MOT's been moved", which the rules know in full. What is to be kept is kept as it was said. */
const HAS_BEEN = /(\w)'s been\b/gi;
const IS_KEPT = pattern(`^(?:${KEEP}|save|store|add|new)\\b`);

/** "I also have the dentist", "I've also got yoga": one more, said as any. */
const ALSO = /^((?:i|we)(?:'ve|'m|'re)?) (?:also|then) (?=(?:have|got|need|want|am|are|must|should)\b)/i;

/** @param isQuestion `text` has lost its closing punctuation, which said so */
export function clauseOf(text: string, dates: Sentence['dates'], isQuestion = false): Sentence {
  const said = asImperative(withoutRemark(withoutReporter(withoutPoliteness(text).replace(ALSO, '$1 '))));
  const command = IS_KEPT.test(said) ? said : said.replace(HAS_BEEN, '$1 has been');
  return { text, command, isQuestion, dates };
}

import { DateTime } from 'luxon';

import type { UnderstandRequest } from '../meaning.ts';

/** The input of every pattern. */
export interface Sentence {
  /** As written, with plain quotes, single spaces and no closing punctuation. */
  text: string;
  /** The text without greeting and politeness: "hey, can you list my tasks please" is "list my tasks". */
  command: string;
  /** The moment it was said, in the person's zone. */
  now: DateTime<true>;
}

const POLITE_START = new RegExp(
  `^(?:(?:${[
    'please|pls|kindly|just|so|um|uh|handsfree',
    'hey|hi|hello|good (?:morning|afternoon|evening)|ok|okay|great|thanks|thank you',
    '(?:can|could|would|will) (?:you|u)|you can',
    "i(?: would|'d) like (?:you )?to|i want (?:you )?to|i need you to|let's|let me",
  ].join('|')})(?![\\w'])[ ,.!]*)+`,
  'i',
);

/** The look-behinds keep these linear on long runs of blanks and punctuation in mid-sentence. */
const POLITE_END = /(?<![ ,])(?:[ ,]+(?:please|pls|thanks|thank you|thx|for me|(?:can|could|will) you))+$/i;
const CLOSING_MARKS = /(?<![\s.!?,;:…])[\s.!?,;:…]+$/;

/** @throws RangeError when the reference or the zone is not valid */
export function sentenceOf({ text, reference, timezone }: UnderstandRequest): Sentence {
  const now = DateTime.fromJSDate(reference, { zone: timezone });
  if (!now.isValid) throw new RangeError(`Cannot tell the person's time: ${now.invalidExplanation}`);

  const tidied = withPlainQuotes(text).replace(/\s+/g, ' ').trim().replace(CLOSING_MARKS, '');
  return { text: tidied, command: withoutPoliteness(tidied), now: now.startOf('second') };
}

export function withoutPoliteness(text: string): string {
  return text.replace(POLITE_START, '').replace(POLITE_END, '').replace(CLOSING_MARKS, '');
}

function withPlainQuotes(text: string): string {
  return text.replace(/[‘’ʼ´\x60]/g, "'").replace(/[“”„]/g, '"');
}

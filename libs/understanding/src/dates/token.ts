import type { CalendarDate } from './calendar-date.ts';
import type { Span } from './span.ts';

/** A word, a number or a mark of a text. */
export interface Token extends Span {
  /** Lower case, one spelling for one meaning: "tmrw" is "tomorrow", "p.m." is "pm". */
  word: string;
  /** As it was written. */
  raw: string;
  /** No blank stands before it. */
  glued: boolean;
  number?: number;
  /** "3rd", "third" */
  ordinal?: boolean;
  /** The number was a word: "three". */
  spelled?: boolean;
  date?: CalendarDate;
}

const TOKEN = /\d+|[a-z]+(?:'[a-z]+)*|\S/gi;

/** @returns the tokens of `text`, with their places in it */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: raw, index } of text.replaceAll('’', "'").matchAll(TOKEN)) {
    const before = tokens.at(-1);
    tokens.push({
      word: raw.toLowerCase(),
      raw,
      start: index,
      end: index + raw.length,
      glued: before?.end === index,
      ...(/^\d+$/.test(raw) && { number: Number(raw) }),
    });
  }
  return tokens;
}

import type { ParsedResult } from 'chrono-node';

import type { CalendarDate } from './calendar-date.ts';
import { dayFirst, monthFirst } from './calendar-parsers.ts';
import type { Token } from './token.ts';
import { UNITS } from './vocabulary.ts';

/** Without a month's name or two numbers with a mark between them there is no date to read. */
const MAY_HOLD_DATE = /\d[/.-]\d|\d{8}|\b(?:\d+(?:th)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/;

const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/;

/** Replaces the tokens of each written date, "jul 18 2014", "5/3/18", by one token that holds it. */
export function withDates(source: string, tokens: Token[], reference: Date, isDayFirst: boolean): Token[] {
  const { text, starts } = textOf(tokens);
  if (!MAY_HOLD_DATE.test(text)) return tokens;

  const result: Token[] = [];
  let next = 0;
  for (const found of longestOf((isDayFirst ? dayFirst : monthFirst).parse(text, reference))) {
    const first = starts.findIndex((start, index) => index >= next && start >= found.index);
    const after = starts.findIndex((start) => start >= found.index + found.text.trimEnd().length);
    const taken = tokens.slice(first, after < 0 ? undefined : after);
    const date = dateOf(found);
    if (first < 0 || !date || !isWhole(tokens, first, first + taken.length)) continue;

    result.push(...tokens.slice(next, first), asToken(source, taken, date));
    next = first + taken.length;
  }
  return [...result, ...tokens.slice(next)];
}

/** The text in plain spelling, and where each token starts in it. */
function textOf(tokens: Token[]): { text: string; starts: number[] } {
  let text = '';
  const starts = tokens.map((token, index) => {
    // chrono reads "february 15th" but not "february the 15th".
    if (token.word === 'the' && tokens[index + 1]?.ordinal) return text.length;
    const before = tokens[index - 1];
    // "Oct. 2"
    if (token.word === '.' && token.glued && MONTH.test(before?.word ?? '')) return text.length;
    // "2026-03-04T08:00"
    if (text && (!token.glued || isTimeMark(token, before))) text += ' ';
    const start = text.length;
    text += spellingOf(token);
    return start;
  });
  return { text, starts };
}

function isTimeMark({ word, glued }: Token, before: Token | undefined): boolean {
  return word === 't' && glued && before?.number !== undefined;
}

function spellingOf({ word, raw, number, ordinal, spelled }: Token): string {
  if (number === undefined) return word;
  if (ordinal) return `${number}th`;
  return spelled ? String(number) : raw;
}

/** Of overlapping results the first, of those at one place the longest. */
function longestOf(results: ParsedResult[]): ParsedResult[] {
  const kept: ParsedResult[] = [];
  const ordered = results.toSorted((a, b) => a.index - b.index || b.text.length - a.text.length);
  for (const result of ordered) {
    const before = kept.at(-1);
    if (!before || result.index >= before.index + before.text.length) kept.push(result);
  }
  return kept;
}

function dateOf({ start, end }: ParsedResult): CalendarDate | undefined {
  const month = start.get('month');
  if (!month || !start.isCertain('month')) return undefined;
  return {
    month,
    ...(start.isCertain('year') && { year: start.get('year') ?? undefined }),
    ...(start.isCertain('day') && { day: start.get('day') ?? undefined }),
    ...(end && { lastDay: end.get('day') ?? undefined }),
    words: '',
  };
}

/** A part of a longer number is no date: a version, a phone number, a price. */
function isWhole(tokens: Token[], first: number, after: number): boolean {
  const before = tokens[first - 1];
  if (isFractionOfUnit(tokens.slice(first, after), tokens[after])) return false;
  const isPart = tokens[first]?.glued === true && /^(?:[.:$€£#/v]|ver|version)$/.test(before?.word ?? '');
  const follower = tokens[after];
  const goesOn =
    follower?.glued === true && /^[.:/%]$/.test(follower.word) && tokens[after + 1]?.glued === true;
  return !isPart && before?.word !== '$' && !(goesOn && tokens[after + 1]?.number !== undefined);
}

/** "1/4 hour" */
function isFractionOfUnit(taken: Token[], follower: Token | undefined): boolean {
  return taken.length === 3 && taken[1]?.word === '/' && UNITS.has(follower?.word ?? '');
}

function asToken(source: string, taken: Token[], date: CalendarDate): Token {
  const [first] = taken;
  const last = taken.at(-1);
  if (!first || !last) throw new RangeError('a date without words');
  const raw = source.slice(first.start, last.end);
  const words = raw.replace(/^(?:on|in)\s+/i, '');
  return {
    word: '<date>',
    raw,
    start: first.start,
    end: last.end,
    glued: first.glued,
    date: { ...date, words },
  };
}

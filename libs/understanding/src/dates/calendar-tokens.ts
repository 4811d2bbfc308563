import type { ParsedResult } from 'chrono-node/en';

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

  const found = (isDayFirst ? dayFirst : monthFirst).parse(text, reference).flatMap((result) => {
    const date = dateOf(result);
    const first = starts.findIndex((start) => start >= result.index);
    const end = starts.findIndex((start) => start >= result.index + result.text.trimEnd().length);
    const after = end < 0 ? tokens.length : end;
    if (!date || first < 0 || first >= after) return [];
    const mayBeHour = date.day !== undefined && after - first > 2 && tokens[after - 1]?.raw.length === 2;
    const withoutYear = { first, after: after - 1, date: { ...date, year: undefined } };
    if (isWhole(tokens, first, after))
      return mayBeHour && isRangeOfHours(tokens, after) ? [withoutYear] : [{ first, after, date }];
    // "5 dec 14.30": what looked like the year is the hour.
    return mayBeHour && MONTH.test(tokens[after - 2]?.word ?? '') ? [withoutYear] : [];
  });

  const result: Token[] = [];
  let next = 0;
  for (const { first, after, date } of longestOf(found)) {
    result.push(...tokens.slice(next, first), asToken(source, tokens.slice(first, after), date));
    next = after;
  }
  return [...result, ...tokens.slice(next)];
}

/** "7 march [22 to 6]", and not "7 march 22 to 9 march 22" */
function isRangeOfHours(tokens: Token[], after: number): boolean {
  const [month, other, from, joint, to, next] = [-3, -2, -1, 0, 1, 2].map((ahead) => tokens[after + ahead]);
  if (![month, other].some((each) => MONTH.test(each?.word ?? ''))) return false;
  const isHour = ({ number, ordinal }: Partial<Token> = {}): boolean =>
    number !== undefined && number <= 24 && !ordinal;
  return (
    isHour(from) &&
    /^(?:-|to|until)$/.test(joint?.word ?? '') &&
    (isHour(to) || /^(?:noon|midday|midnight|late)$/.test(to?.word ?? '')) &&
    !MONTH.test(next?.word ?? '') &&
    !/^[/-]$/.test(next?.word ?? '')
  );
}

interface Found {
  first: number;
  after: number;
  date: CalendarDate;
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

/** Of overlapping dates the first, of those at one place the longest. */
function longestOf(dates: Found[]): Found[] {
  const kept: Found[] = [];
  for (const date of dates.toSorted((a, b) => a.first - b.first || b.after - a.after)) {
    if (date.first >= (kept.at(-1)?.after ?? 0)) kept.push(date);
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

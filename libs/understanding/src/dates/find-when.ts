import type { ParsedResult } from 'chrono-node';
import type { DateTime } from 'luxon';

import { englishDates } from './english-dates.ts';
import type { When } from '../meaning.ts';
import { whenOf } from './wall-clock.ts';

/** A piece of a text; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

interface FoundWhen {
  when: When;
  /** The matched words, in order: two pieces in "tomorrow call mom at 5pm". */
  spans: Span[];
}

/** chrono's cost grows with every date in a text, so only this much of a long one is read. */
const LONGEST_READ = 300;

/** The date or time that `text` speaks of, in the zone of `now`. */
export function findWhen(text: string, now: DateTime<true>): FoundWhen | undefined {
  // chrono works in this process's own zone, so it gets the person's wall clock as if it were ours.
  const wallClock = new Date(now.year, now.month - 1, now.day, now.hour, now.minute, now.second);
  const read = text.slice(0, LONGEST_READ);
  const found = englishDates.parse(read, wallClock).filter((result) => isMeant(result, read));

  const main =
    found.find(({ index }) => index === 0) ?? found.find((result) => endsText(result, text)) ?? found[0];
  if (!main) return undefined;

  const other = found.find((result) => result !== main && areDateAndTime(main, result));
  const parts = other ? [main, other].toSorted((a, b) => a.index - b.index) : [main];
  const [joined] = other ? englishDates.parse(parts.map((part) => part.text).join(' '), wallClock) : [main];
  return joined && { when: whenOf(joined, now), spans: parts.map(spanOf) };
}

/** Drops what only looks like a date: "friday's notes", "sun cream", "a second look", "5 to 6 people". */
function isMeant({ index, text: words }: ParsedResult, text: string): boolean {
  if (/^'s\b/i.test(text.slice(index + words.length))) return false;
  if (words.length === text.length) return true;
  return !/^(?:sun|sat|mar|a second|\d\d? ?(?:-|to|until|till|through) ?\d\d?)$/i.test(words);
}

/**
 * A day here and "at 5pm" there belong together; without "at", a separate time is part of the content: "the 3pm call".
 */
function areDateAndTime(one: ParsedResult, other: ParsedResult): boolean {
  return (isDay(one) && isTimeAt(other)) || (isTimeAt(one) && isDay(other));
}

function isDay({ start }: ParsedResult): boolean {
  return !start.isCertain('hour') && (start.isCertain('day') || start.isCertain('weekday'));
}

function isTimeAt({ text, start }: ParsedResult): boolean {
  return (
    /\b(?:at|from)\b/i.test(text) &&
    start.isCertain('hour') &&
    !start.isCertain('day') &&
    !start.isCertain('weekday')
  );
}

function endsText(result: ParsedResult, text: string): boolean {
  return spanOf(result).end === text.length;
}

function spanOf({ index, text }: ParsedResult): Span {
  return { start: index, end: index + text.length };
}

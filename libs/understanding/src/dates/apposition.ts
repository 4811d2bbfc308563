import type { DatePhrase } from './date-phrases.ts';
import type { Days } from './days.ts';

const LONE_COMMA = /^\s*,\s*$/;
const WEEKDAY_NAME = /\b(?:mon|tue|wed|thu|fri|sat|sun)/i;

/** Phrases of which the second only explains the first become one: "today, thursday, at 5", "next friday, december 4". */
export function withoutAppositions(phrases: DatePhrase[], text: string): DatePhrase[] {
  const result: DatePhrase[] = [];
  for (const phrase of phrases) {
    const last = result.at(-1);
    const isBesideLast = last && LONE_COMMA.test(text.slice(last.end, phrase.start));
    const day = isBesideLast ? sameDay(last, phrase, text) : undefined;
    if (last && day)
      result.splice(-1, 1, { ...phrase, start: last.start, from: { ...phrase.from, days: day } });
    else result.push(phrase);
  }
  return result;
}

/**
 * The day that both name. A weekday's name explains any day that it is the name of, and a date any weekday that it falls
 * on; two dates or two weekdays are two days.
 */
function sameDay(one: DatePhrase, other: DatePhrase, text: string): Days | undefined {
  const first = dayAlone(one);
  const second = other.recurring || other.to ? undefined : other.from.days;
  if (!first || second?.grain !== 'day' || second.isRange) return undefined;
  if (first.from.weekday !== second.from.weekday) return undefined;
  if (second.weekday) return first;
  const isDate = second.inMonth ?? second.monthDay !== undefined;
  return isDate && !first.inMonth && WEEKDAY_NAME.test(text.slice(one.start, one.end)) ? second : undefined;
}

/** The day of a phrase that says nothing else. */
function dayAlone({ from, to, recurring, fromDay }: DatePhrase): Days | undefined {
  const { days, clock, part, instant, length } = from;
  const saysMore = clock ?? part ?? instant ?? length ?? to ?? recurring ?? fromDay;
  return saysMore === undefined && days?.grain === 'day' && !days.isRange ? days : undefined;
}

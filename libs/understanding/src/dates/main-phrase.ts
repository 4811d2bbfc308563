import type { DatePhrase } from './date-phrases.ts';
import { itemsOf } from './phrase-list.ts';
import type { Recurring } from './recurring.ts';
import { dayCode, type Rule } from './rule.ts';
import { yearly } from './rule-words.ts';
import type { Span } from './span.ts';

/** A text's date, with the words that said it in the order of the text. */
export interface MainPhrase {
  phrase: DatePhrase;
  spans: Span[];
}

/**
 * The phrase that says when, of all in a text: what recurs, else one at an edge of the text, where people put it. Other
 * dates are part of the content, "book a table for friday", unless one has the day and the other the time.
 */
export function mainPhrase(phrases: DatePhrase[], text: string): MainPhrase | undefined {
  const textEnd = text.trimEnd().replace(/[.!?,;]+$/, '').length;
  const main =
    phrases.find(({ recurring }) => recurring !== undefined) ??
    phrases.find(({ start }) => start === 0) ??
    phrases.find((phrase) => phrase.end >= textEnd && !isContentAfterDay(phrase, phrases)) ??
    phrases[0];
  if (!main) return undefined;

  const other = phrases.find(
    (phrase) =>
      phrase !== main && !isOfMatter(main, phrase, text) && joined(main, phrase, textEnd) !== undefined,
  );
  if (!other) return { phrase: main, spans: [spanOf(main)] };
  const spans = [main, other].map(spanOf).toSorted((a, b) => a.start - b.start);
  return { phrase: joined(main, other, textEnd) ?? main, spans };
}

const OF_CONTENT = /^(?:for|of|about)$/;

/** "order the cake on thursday [for saturday]": when to do it was said before. */
function isContentAfterDay(phrase: DatePhrase, phrases: DatePhrase[]): boolean {
  const isLed = OF_CONTENT.test(phrase.from.lead ?? '') && isDay(phrase);
  return isLed && phrases.some(({ from, end }) => end < phrase.start && (from.days ?? from.instant));
}

/** "remind me every week to prepare [for monday]": the matter stands between them. */
function isOfMatter(main: DatePhrase, { from, start }: DatePhrase, text: string): boolean {
  const isAfter = main.recurring !== undefined && start > main.end;
  return isAfter && OF_CONTENT.test(from.lead ?? '') && /\w \w+ \w/.test(text.slice(main.end, start));
}

/** A day here and "at 5pm" there belong together; without "at", a separate time is part of the content: "the 3pm call". */
function joined(main: DatePhrase, other: DatePhrase, textEnd: number): DatePhrase | undefined {
  const { recurring } = main;
  if (recurring) {
    const placed = isDay(other) ? placedRule(recurring, other) : undefined;
    if (placed) return { ...main, recurring: { ...recurring, rule: placed } };
    if (isDay(other) && other.start === 0 && !recurring.starting)
      return { ...main, recurring: { ...recurring, starting: other.from.days } };
    if (recurring.time || !isTimeAt(other)) return undefined;
    return ofEach(main, other, (rule, { from, to }) => ({
      ...rule,
      ...(rule.recurring && { recurring: { ...rule.recurring, time: from, ...(to && { timeTo: to }) } }),
    }));
  }
  if (isDay(main) && isTimeAt(other)) return ofEach(main, other, together);
  // "7pm dinner friday": the two edges of the text, where the date is.
  const isAtEdges = main.start === 0 && isTime(main) && other.end >= textEnd;
  return (isAtEdges || isTimeAt(main)) && isDay(other) ? ofEach(other, main, together) : undefined;
}

/** "every year … on 5 may", "every month … on the 5th": the day by which it recurs. */
function placedRule({ rule }: Recurring, { from: { days } }: DatePhrase): Rule | undefined {
  if (!days || rule.byDay || rule.monthDay) return undefined;
  const { written, monthDay, weekday } = days;
  if (rule.freq === 'YEARLY' && written?.day) return { ...rule, ...yearly(written.month, written.day) };
  if (rule.freq === 'MONTHLY' && monthDay) return { ...rule, monthDay };
  return rule.freq === 'WEEKLY' && weekday ? { ...rule, byDay: [dayCode(weekday)] } : undefined;
}

function together(day: DatePhrase, time: DatePhrase): DatePhrase {
  return { ...time, from: { ...day.from, ...time.from }, start: day.start, end: day.end };
}

/** "on monday and friday … at 8 and 20": each day at each time. */
function ofEach(
  days: DatePhrase,
  times: DatePhrase,
  join: (day: DatePhrase, time: DatePhrase) => DatePhrase,
): DatePhrase | undefined {
  const [first, ...also] = itemsOf(days).flatMap((day) => itemsOf(times).map((time) => join(day, time)));
  return first && { ...first, ...(also.length > 0 && { also }) };
}

function isDay({ from, to }: DatePhrase): boolean {
  return from.days !== undefined && !from.clock && !from.part && !from.instant && !to;
}

function isTime({ from, to, fromDay }: DatePhrase): boolean {
  return (from.clock ?? from.part) !== undefined && !from.days && !to?.days && fromDay === undefined;
}

function isTimeAt(phrase: DatePhrase): boolean {
  const { from } = phrase;
  return (
    isTime(phrase) && (from.part !== undefined || /^(?:at|@|from|by|between|around)$/.test(from.lead ?? ''))
  );
}

function spanOf({ start, end }: DatePhrase): Span {
  return { start, end };
}

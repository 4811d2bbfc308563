import type { DatePhrase } from './date-phrases.ts';
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
    phrases.find(({ end }) => end >= textEnd) ??
    phrases[0];
  if (!main) return undefined;

  const other = phrases.find((phrase) => phrase !== main && joined(main, phrase) !== undefined);
  if (!other) return { phrase: main, spans: [spanOf(main)] };
  const spans = [main, other].map(spanOf).toSorted((a, b) => a.start - b.start);
  return { phrase: joined(main, other) ?? main, spans };
}

/** A day here and "at 5pm" there belong together; without "at", a separate time is part of the content: "the 3pm call". */
function joined(main: DatePhrase, other: DatePhrase): DatePhrase | undefined {
  const { recurring } = main;
  if (recurring) {
    if (recurring.time || !isTimeAt(other)) return undefined;
    return { ...main, recurring: { ...recurring, time: other.from, ...(other.to && { timeTo: other.to }) } };
  }
  if (isDay(main) && isTimeAt(other)) return together(main, other);
  return isTimeAt(main) && isDay(other) ? together(other, main) : undefined;
}

function together(day: DatePhrase, time: DatePhrase): DatePhrase {
  return { ...time, from: { ...day.from, ...time.from }, start: day.start, end: day.end };
}

function isDay({ from, to }: DatePhrase): boolean {
  return from.days !== undefined && !from.clock && !from.part && !from.instant && !to;
}

function isTimeAt({ from, to, fromDay }: DatePhrase): boolean {
  const isTime = (from.clock ?? from.part) !== undefined && !from.days && !to?.days && fromDay === undefined;
  return isTime && (from.part !== undefined || /^(?:at|@|from|by|between|around)$/.test(from.lead ?? ''));
}

function spanOf({ start, end }: DatePhrase): Span {
  return { start, end };
}

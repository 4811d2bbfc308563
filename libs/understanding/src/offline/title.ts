import type { Span } from '../dates/find-when.ts';

/** The look-behinds keep these linear on long runs of commas. */
const CLOSING_MARKS = /(?<![ ,:;-])[ ,:;-]+$/;

/** Words left dangling where a date was cut out after them: "call mom on [friday]". */
const DANGLING =
  /(?:^|(?<![ ,])[ ,]+)(?:on|at|@|by|for|from|in|until|till|before|due|around|starting|sharply|every|the)(?: the)?[ ,]*$/i;

/** Words that connect a request to its content: "to call mom", "that I need to call mom", "about the dentist". */
const CONNECTORS = new RegExp(
  '^(?:(?:to|about|that|of|for|regarding|sharp|sharply|later|please' +
    "|i(?:'ve| have)? (?:need|have|got|must|should)(?: to)?)(?![\\w'])|[ ,:;.-]+)+",
  'i',
);

/** The text without the words that said the date. */
export function without(spans: Span[], text: string): string {
  const ends = [0, ...spans.map(({ end }) => end)];
  const pieces = ends.map((from, index) => {
    const span = spans[index];
    return span ? text.slice(from, span.start).replace(DANGLING, '') : text.slice(from);
  });
  return pieces
    .map((piece) => piece.trim())
    .filter(Boolean)
    .join(' ');
}

/** What is to be done, in the person's own words and casing; undefined when nothing is left. */
export function titleOf(text: string): string | undefined {
  const title = text
    .replace(CONNECTORS, '')
    .replace(CLOSING_MARKS, '')
    .replace(/^"([^"]*)"$/, '$1');
  return title || undefined;
}

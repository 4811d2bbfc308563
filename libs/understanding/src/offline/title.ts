import type { Span } from '../dates/find-when.ts';

/** The look-behinds keep these linear on long runs of commas. */
const CLOSING_MARKS = /(?<![ ,:;.-])[ ,:;.-]+$/;

/** Words left dangling where a date was cut out after them: "call mom on [friday]". */
const DANGLING =
  /(?:^|(?<![ ,])[ ,]+)(?:on|at|@|by|for|from|in|until|till|before|due|around|starting|sharply|every|the|is|later|will be|scheduled for|set for|of|and)(?: (?:the|is))?[ ,]*$/i;
/** Words left dangling after a date: "[today] to call mom" has them before the title and is handled there. */
const TRAILING = /^(?:sharp(?:ly)?|on the dot|every time)\b ?/i;

/** Words that connect a request to its content: "to call mom", "that I need to call mom", "about the dentist". */
const CONNECTORS = new RegExp(
  '^(?:(?:to|as|about|that|of|for|regarding|off|which says|saying|called|named|titled|sharp|sharply|later|please|and|by' +
    "|i(?:'ve| have)? (?:need|have|got|must|should)(?: got)? to|i(?:'ve| have) got(?= )|i have(?= )|to (?:myself|me))(?![\\w'])|[ ,:;.-]+)+",
  'i',
);
const QUOTES = /^(?:"([^"]*)"|'((?:[^']|\b'\b)*)')$/;
const DETERMINERS =
  /^(?:(?:my|our|a|an|the|another|this|that|some|new(?! year)|upcoming|recurring|repeating|repeat|all[- ]day|next|his|her|their) )+/i;

/** The text without the words that said the date. */
export function without(spans: Span[], text: string): string {
  const ends = [0, ...spans.map(({ end }) => end)];
  const pieces = ends.map((from, index) => {
    const span = spans[index];
    const piece =
      index > 0 ? text.slice(from, span?.start).trim().replace(TRAILING, '') : text.slice(from, span?.start);
    return span ? piece.replace(DANGLING, '') : piece;
  });
  return pieces
    .map((piece) => piece.trim())
    .filter(Boolean)
    .join(' ')
    .replaceAll(/ ([,.])/g, '$1');
}

/** What is to be done, in the person's own words and casing; undefined when nothing is left. */
export function titleOf(text: string): string | undefined {
  const title = text.trim().replace(CONNECTORS, '').replace(CLOSING_MARKS, '').replace(QUOTES, '$1$2');
  return title || undefined;
}

/** A title without the articles before it: "dentist" in "the dentist". */
export function nameOf(text: string): string | undefined {
  const name = titleOf((titleOf(text) ?? '').replace(DETERMINERS, ''));
  return name && !PLACEHOLDER.test(name) ? name : undefined;
}

/** Stands for something that is not named. */
export const PLACEHOLDER =
  /^(?:(?:an?|the|another|my|some|new|all|any|one) )*(?:task|todo|to-do|item|items|same(?: thing| again)?|something|thing|it|that|this|them|one|events?|calend[ae]r(?: (?:event|entry))?|entry|reminders?|appointments? reminder|me|us|myself|anything|everything|stuff)$|^(?:too|(?:as )?well|also|instead|again)$/i;

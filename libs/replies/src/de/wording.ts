import { countIn, listUpTo, stressed } from '../wording.ts';

export { example } from '../spoken.ts';
export {
  capitalised,
  linesOf,
  longestMessage,
  longestQuote,
  longestTaskList,
  longestTitle,
  short,
} from '../wording.ts';

/** In place of what cannot be read any more. */
export const lostTitle = '(das kann ich nicht mehr lesen)';

export const quoted = (words: string): string => `„${words}“`;
export const bold = (words: string): string => stressed(words, quoted);

export const list = (head: string, lines: string[], longest?: number): string =>
  listUpTo(
    head,
    lines,
    (rest) => `und ${rest} weitere. Um sie zu sehen, frag nach einem Tag, einer Liste oder einem Namen.`,
    longest,
  );

const countOf = countIn('de');
export const count = (number: number, one: string, other: string): string => countOf(number, { one, other });

const conjunction = new Intl.ListFormat('de');
export const inWords = (parts: string[]): string => conjunction.format(parts);

/** A time without the preposition that it begins with: "am Di., 1. Dez., um 17:00 Uhr". */
export const bare = (time: string): string => time.replace(/^am /, '');

export const soFar = (time: string): string => `Bisher notiert: ${time}`;

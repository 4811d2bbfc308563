import { countIn, listUpTo, stressed } from '../wording.ts';

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
export const lostTitle = '(I can no longer read this one)';

/** As many lines as fit into one message, or the first of them; says how many are left out. */
export const list = (head: string, lines: string[], longest?: number): string =>
  listUpTo(
    head,
    lines,
    (count) => `and ${count} more. To see them, ask for a day, a list or a name.`,
    longest,
  );

/** Stressed as WhatsApp does it. */
export const bold = (words: string): string => stressed(words, (quoted) => `“${quoted}”`);

const countOf = countIn('en');
/** "1 task", "2 tasks" */
export const count = (number: number, what: string): string =>
  countOf(number, { one: what, other: `${what}s` });

const conjunction = new Intl.ListFormat('en');
/** "a, b, and c" */
export const inWords = (parts: string[]): string => conjunction.format(parts);

/** What is known of it before it has a name. */
export const soFar = (time: string): string => `Noted so far: ${time}`;

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
export const lostTitle = '(esto ya no lo puedo leer)';

export const quoted = (words: string): string => `«${words}»`;
export const bold = (words: string): string => stressed(words, quoted);

export const list = (head: string, lines: string[], longest?: number): string =>
  listUpTo(
    head,
    lines,
    (rest) => `y ${rest} más. Para verlos, pregunta por un día, una lista o un nombre.`,
    longest,
  );

const countOf = countIn('es');
export const count = (number: number, one: string, other: string): string => countOf(number, { one, other });

const conjunction = new Intl.ListFormat('es');
export const inWords = (parts: string[]): string => conjunction.format(parts);

export const soFar = (time: string): string => `Anotado hasta ahora: ${time}`;

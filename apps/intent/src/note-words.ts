import type { Note } from '#data';

/** Words that say nothing about which note is meant. */
const fillers = new Set(
  'a about an and are at be can did do does for has have how i in is it many me much my s number of on our put that the there this to was what when where which who with you your'.split(
    ' ',
  ),
);

/** The words that tell notes apart. */
export function noteWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !fillers.has(word)).map((word) => word.replace(/(?<=...)s$/, '')));
}

export const textOf = ({ name, text }: Pick<Note, 'name' | 'text'>): string => `${name ?? ''} ${text ?? ''}`;

export const isWithin = (some: Set<string>, all: Set<string>): boolean =>
  [...some].every((word) => all.has(word));

const STATES =
  /^(?:my|the|our|(?<owner>[\p{L}\p{N}'-]+'s)) (?<of>[\p{L}\p{N}' -]{2,40}?)(?:'s| is| are) (?<value>.+)$/iu;
/** There is one of it at a time. */
const SINGLE =
  /\b(?:code|pin|password|passcode|number|address|e-?mail|size|name|birthday|plate|wi-?fi|locker|seat|gate|room)$/i;

/**
 * Whether `later` says anew what `earlier` said: "my locker is 43" after 42. Two things that can both be true are two facts: "my sister is
 * a vegetarian" and "my sister is allergic to nuts".
 */
export function replaces(later: string, earlier: string): boolean {
  const [now, before] = [STATES.exec(later.trim())?.groups, STATES.exec(earlier.trim())?.groups];
  if (!now || !before) return false;
  const isSame = ['owner', 'of'].every((part) => now[part]?.toLowerCase() === before[part]?.toLowerCase());
  const areNumbers = [now, before].every(({ value }) => /^\W*(?:\w+[ -]?)?\d[\w .:/-]*$/.test(value ?? ''));
  return isSame && (areNumbers || SINGLE.test(now.of ?? ''));
}

/** The same in so many words, too: of a picture, "my locker" says no more than what it shows. */
export const isSameFact = (later: string, earlier: string): boolean =>
  later.trim().toLowerCase() === earlier.trim().toLowerCase() || replaces(later, earlier);

import type { Action, Intent } from '../meaning.ts';
import { ADD, LIST, pattern } from './lexicon.ts';

/** Rules read this much of a text at once: what it takes grows faster than a text does. */
export const LONGEST_COMMAND = 400;
/** Whoever writes this much of anything but commands and lists writes a text. */
const MOST_SENTENCES = 30;
const LONGEST_ITEM = 80;
/** From here on a sentence within a long text is a command. */
const SURE = 0.8;
/** What is said of many things at once. */
const OF_MANY = new Set<Intent>(['create_task', 'complete_task', 'reopen_task', 'delete_task']);

/**
 * What a text means that is longer than the rules read at once, where it is made of commands: one sentence each, or one that enumerates.
 *
 * @param read what a part of it means
 * @returns undefined where it is something else
 */
export function longCommands(text: string, read: (part: string) => Action[]): Action[] | undefined {
  return sentences(text, read) ?? enumeration(text, read) ?? entry(text, read);
}

function sentences(text: string, read: (part: string) => Action[]): Action[] | undefined {
  const parts = text.split(/(?<=[.!;]) /);
  if (parts.length < 2 || parts.length > MOST_SENTENCES) return undefined;
  const actions: Action[] = [];
  for (const part of parts) {
    const meant = part.length > LONGEST_COMMAND ? enumeration(part, read) : read(part.replace(/[.!;]$/, ''));
    if (!meant?.every(({ confidence }) => confidence >= SURE)) return undefined;
    actions.push(...meant);
  }
  return actions;
}

/** "add milk, eggs, … and bread to my list": the command stands at its ends, so each portion of the items is read between the first and the last. */
function enumeration(text: string, read: (part: string) => Action[]): Action[] | undefined {
  const [first = '', ...others] = text.split(/, (?:and )?/);
  const last = others.pop();
  if (last === undefined || others.length < 2) return undefined;
  if ([first, ...others, last].some((item) => item.length > LONGEST_ITEM)) return undefined;

  const [head, ...tail] = read(`${first}, ${last}`);
  if (!head || tail.length === 0 || !tail.every((one) => isAlike(one, head))) return undefined;
  const between: Action[] = [];
  for (const portion of portionsOf(others, LONGEST_COMMAND - first.length - last.length)) {
    const meant = read([first, ...portion, last].join(', '));
    if (meant.length !== portion.length + 1 + tail.length || !meant.every((one) => isAlike(one, head)))
      return undefined;
    between.push(...meant.slice(1, -tail.length));
  }
  return [head, ...between, ...tail];
}

/** "add … to my list", where all in between is one thing: what is short in its place is read, and says what becomes of it. */
function entry(text: string, read: (part: string) => Action[]): Action[] | undefined {
  const { verb, what, where } = LONG_ENTRY.exec(text)?.groups ?? {};
  if (!verb || !what || !where || /[.!?;] /.test(what)) return undefined;
  const [action, ...others] = read(`${verb} ${STAND_IN} ${where}`);
  const isEntry = others.length === 0 && action?.intent === 'create_task' && action.title === STAND_IN;
  return isEntry && action.confidence >= SURE ? [{ ...action, title: what, words: text }] : undefined;
}

const STAND_IN = 'milk';
const LONG_ENTRY = pattern(
  `^(?<verb>(?:please )?(?:${ADD})) (?<what>.+) (?<where>(?:to|on|onto) (?:${LIST}))$`,
);

const isAlike = (one: Action, other: Action): boolean =>
  one.confidence >= SURE && OF_MANY.has(one.intent) && one.intent === other.intent && one.list === other.list;

/** As many items together as fit, with a comma and a blank each. */
function portionsOf(items: string[], most: number): string[][] {
  const portions: string[][] = [];
  let left = 0;
  for (const item of items) {
    left -= item.length + 2;
    if (left < 2) {
      portions.push([]);
      left = most - item.length - 2;
    }
    portions.at(-1)?.push(item);
  }
  return portions;
}

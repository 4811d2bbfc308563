import { randomUUID } from 'node:crypto';

import { replies, short } from '#replies';
import type { Choices } from '#whatsapp';

import { mostRows, rowOf } from './choice-rows.ts';
import { anyCardinal, anyOrdinal, atOrdinal, cardinalOf } from './ordinals.ts';
import { pickOf, type Question } from './question.ts';
import type { Option, Request } from './understood.ts';

export type WhichQuestion = Question & { kind: 'which' };

/** WhatsApp's limits: buttons, and what stands on one. */
const mostButtons = 3;
const longestButton = 20;

const ORDINAL = new RegExp(
  `^(?:the )?(?:(${anyOrdinal})|(?:(?:number|option) |no\\.? ?)?(\\d{1,3}|${anyCardinal})(?:st|nd|rd|th)?)(?: one)?$`,
);
/** Words that tell nothing apart. */
const FILLERS = new Set([
  'the',
  'a',
  'an',
  'one',
  'at',
  'on',
  'of',
  'my',
  'please',
  'with',
  'in',
  'for',
  'to',
  'that',
  'is',
  'it',
  'just',
  'only',
]);

/** Asks which of several things is meant; a tap chooses one of the first, and its number any. */
export function whichOf(
  { action, words, saidAt, now }: Request,
  options: Option[],
): { asks: WhichQuestion; choices: Choices } {
  const id = randomUUID();
  const offered = options.slice(0, mostRows);
  const rows = offered.map((option, at) => rowOf(`pick-${at}-${id}`, option));
  return {
    asks: {
      kind: 'which',
      id,
      words,
      action,
      saidAt: saidAt.getTime(),
      askedAt: now.getTime(),
      options: options.map(({ subject, words: title, detail, means }) => ({
        subject,
        means,
        words: [title, detail].filter(Boolean).join(', '),
      })),
    },
    choices: areButtons(options)
      ? { buttons: rows.map(({ id: rowId, title }) => ({ id: rowId, title })) }
      : { list: { button: replies.choose(), choices: rows } },
  };
}

/** Few, and each told apart by what fits on a button. */
function areButtons(options: Option[]): boolean {
  const titles = new Set(options.map(({ words }) => short(words, longestButton).toLowerCase()));
  return (
    options.length <= mostButtons &&
    titles.size === options.length &&
    options.every(({ words }) => words.length <= longestButton)
  );
}

/** "2", "the second one": says nothing but which. */
export const isPick = (words: string): boolean => ORDINAL.test(plainOf(words));

const plainOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[.!?,]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The option that a tap or words choose: "the second one", "2", "the one on friday"; undefined when they choose none. */
export function chosenOf(
  { options }: WhichQuestion,
  words: string,
  choice?: string,
): WhichQuestion['options'][number] | undefined {
  const pick = pickOf(choice);
  if (pick) return options[pick.at];
  const plain = plainOf(words);
  const [, ordinal, number] = ORDINAL.exec(plain) ?? [];
  if (ordinal !== undefined) return atOrdinal(options, ordinal);
  if (number !== undefined) {
    const numbered = options[cardinalOf(number) - 1];
    // Digits may also be a part of a name.
    if (numbered || !/^\d/.test(number)) return numbered;
  }
  const wanted = wordsOf(plain);
  const having = options.filter((option) => {
    const known = wordsOf(option.words.toLowerCase());
    return wanted.every((word) => known.some((one) => one.startsWith(word) || word.startsWith(one)));
  });
  return wanted.length > 0 && having.length === 1 ? having[0] : undefined;
}

const wordsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !FILLERS.has(word));

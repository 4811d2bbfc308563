import { z } from 'zod';

const inWords = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const UNIT =
  '(?:bottles?|cans?|tins?|packs?|packets?|packages?|bags?|box(?:es)?|jars?|cartons?|loa(?:f|ves)|bunch(?:es)?|pieces?|slices?|cups?|rolls?|tubes?|sacks?|crates?|k(?:ilo)?g?s?|grams?|g|lit(?:er|re)s?|l|ml|pounds?|lbs?|ounces?|oz|gallons?|pints?|dozen)';
const AMOUNT = `(?:\\d+(?:[.,]\\d+)?|half a|a couple of|a few|${inWords.join('|')}|an?(?= ${UNIT}\\b))`;
const QUANTIFIED = new RegExp(
  `^(?<quantity>${AMOUNT}(?: ?[x×]| ?(?:more )?${UNIT}(?: of)?)?) (?<name>\\p{L}.*)$`,
  'iu',
);
const BARE = new RegExp(`^(?<quantity>${AMOUNT}(?: ?${UNIT}(?: of)?)?)$`, 'i');
const ARTICLES = /^(?:an?|the|my|our|some) /i;

const groupsSchema = z.object({ quantity: z.string(), name: z.string() });

/** "2 bottles of" and "milk" of "2 bottles of milk"; without a quantity just the name. */
export function quantified(title: string): { quantity?: string; name: string } {
  const groups = groupsSchema.safeParse(QUANTIFIED.exec(title.trim())?.groups);
  return groups.success ? groups.data : { name: title.trim() };
}

/** What makes two titles the same thing, however much of it: "2 bottles of milk", "the Milk" and "milk" are. */
export const sameThing = (title: string): string =>
  quantified(title.replace(ARTICLES, ''))
    .name.toLowerCase()
    .replace(ARTICLES, '')
    .replace(/[.!]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether two quantities say the same: "2" and "two", none and "1". */
export const sameAmount = (one: string | undefined, other: string | undefined): boolean =>
  amountOf(one) === amountOf(other);

function amountOf(quantity = 'one'): string {
  const [first = '', ...unit] = quantity
    .toLowerCase()
    .replace(/ ?[x×]$/, '')
    .split(' ');
  const at = inWords.indexOf(first.replace(/^an?$/, 'one'));
  return [at < 0 ? first : String(at + 1), ...unit].join(' ');
}

/** The new title of a task: "6" changes the amount of "3 eggs", anything else takes its place. */
export function retitled(title: string, newTitle: string): string {
  const quantity = BARE.exec(newTitle.trim())?.groups?.quantity;
  return quantity === undefined ? newTitle : `${quantity} ${quantified(title).name}`;
}

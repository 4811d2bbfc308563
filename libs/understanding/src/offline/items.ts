import { CHORE, pattern } from './lexicon.ts';
import { NUMBER_WORDS } from './numbers.ts';
import { quotedNames } from './quoted.ts';

/** Goods that are one although their name has an "and"; the second half may go on: "salt and vinegar crisps". */
const PAIRS = pattern(
  "^(?:fish and chips|salt and (?:pepper|vinegar)|mac(?:aroni)? and cheese|peanut butter and (?:jelly|jam)|bread and butter|bacon and eggs|ham and (?:cheese|eggs)|cheese and onion|sour cream and onion|cookies and cream|half and half|gin and tonic|rum and coke|oil and vinegar|rice and beans|pork and beans|franks and beans|chips and (?:salsa|dip|guac\\w*)|milk and honey|surf and turf|sweet and sour|bits and (?:pieces|bobs)|odds and ends|knife and fork|pen and paper|pens and pencils|black and white|arts and crafts|bed and breakfast|bangers and mash|pie and mash|strawberries and cream|biscuits and gravy|spaghetti and meatballs|head and shoulders|johnson and johnson|ben and jerry'?s|m and ms)\\b",
);
const STARTS_WITH_CHORE = pattern('^', CHORE, '\\b');
const GOODS = /^(?:shopping|groc\w+|food|packing|to-?buy|buy|supermarket|market)$/i;
const LONGEST_GOODS_WORDS = 4;

/**
 * The items in "milk, eggs and bread". Commas enumerate; a lone "and" does so between goods or between two chores,
 * and otherwise belongs to the item: "call mom and dad".
 *
 * @param list name of the list they go onto
 */
export function itemsOf(words: string, list?: string): string[] {
  const quoted = quotedNames(words);
  if (quoted.length > 0) return quoted;
  const commas = words.split(/, (?:and )?|,(?=\w)/).filter(Boolean);
  if (commas.length > 1) {
    const [last = '', ...before] = commas.toReversed();
    if (!before.every(isItem)) return [words];
    return [...before.toReversed(), ...pairOf(last, (parts) => parts.every(isItem))];
  }
  const mayBeGoods = !STARTS_WITH_CHORE.test(words);
  const areGoods = mayBeGoods && GOODS.test(list ?? '');
  return pairOf(words, (parts) =>
    areGoods || (mayBeGoods && parts.every(isSurelyGoods))
      ? parts.every(isGoods)
      : parts.every((part) => STARTS_WITH_CHORE.test(part) && part.includes(' ')),
  );
}

/** "a bag of rice", "2 kilos of potatoes" */
const AMOUNT = pattern(
  `^(?:\\d+(?:[.,]\\d+)?|an?|some|half an?|a (?:few|couple of)|${NUMBER_WORDS}) ?(?:[a-z]+) of (?=\\w)`,
);
/** Whatever the list is called. */
const isSurelyGoods = (part: string): boolean =>
  AMOUNT.test(part) || IN_ROW.test(part) || MAY_FOLLOW.test(part);

/** Both sides of each "and", if `areItems` says that they stand for themselves. */
function pairOf(words: string, areItems: (parts: string[]) => boolean): string[] {
  const parts = withPairs(words.split(/ (?:and|&|plus) (?:also )?/i));
  return parts.length > 1 && areItems(parts) ? parts.flatMap(inRow) : [words];
}

/** Said one after the other, without a comma to be heard: "tomatoes onions". */
const IN_ROW =
  /^(?:tomatoes|onions|potatoes|carrots|apples|bananas|oranges|lemons|limes|pears|grapes|peppers|mushrooms|cucumbers|eggs|milk|bread)$/i;
const MAY_FOLLOW = /^(?:butter|cheese|yogh?urt|rice|pasta|sugar|flour|coffee|tea|ham|bacon)$/i;

function inRow(part: string): string[] {
  const words = part.split(' ');
  const areAll = words.every(
    (word, at) => IN_ROW.test(word) || (at === words.length - 1 && MAY_FOLLOW.test(word)),
  );
  return words.length > 1 && areAll ? words : [part];
}

/** "bread", "salt" and "pepper" as two items. */
function withPairs(parts: string[]): string[] {
  const [first, second, ...others] = parts;
  if (first === undefined || second === undefined) return parts;
  const pair = `${first} and ${second}`;
  return PAIRS.test(pair) ? [pair, ...withPairs(others)] : [first, ...withPairs([second, ...others])];
}

const isItem = (part: string): boolean => part.trim() !== '' && part.split(' ').length <= 7;
const isGoods = (part: string): boolean =>
  part.trim() !== '' &&
  part.replace(AMOUNT, '').split(' ').length <= LONGEST_GOODS_WORDS &&
  !/\b(?:for|with|to|from)\b/i.test(part);

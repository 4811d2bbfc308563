import { type Action, isChore } from '#understanding';

import type { Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

const ONE = "[\\p{L}\\d_'’&.% -]";
/** "bread", "bread, eggs and cheese" */
const ITEMS = `${ONE}{2,60}?(?:, ${ONE}{2,60}?)*`;
const AND_ITEM = new RegExp(
  `^(?:(?:oh|um|ok|okay|yes|yeah)[ ,]+)*(?:and|also|plus)(?: also)?[ ,]+(?<item>${ITEMS})(?: too| as well| also| please)*[ .!]*$`,
  'iu',
);
const ITEM_TOO = new RegExp(`^(?<item>${ITEMS}) (?:too|as well)(?: please)?[ .!]*$`, 'iu');
const ONTO_THERE =
  /^(?:(?:and|also|oh|please)[ ,]+)*(?:put|add|stick|throw|write) (?<item>[\w' -]{2,60}?) (?:on|in|onto|to) (?:there|it|that one)(?: (?:too|as well|instead|please))*[ .!]*$/i;
/** "what's left on there" */
const ON_THERE =
  /^(?:(?:so|and|ok)[ ,]+)*(?:what|which|read|show|tell|how many|is there|anything)\b.*\b(?:on|in) (?:there|it)(?: (?:now|still|already))*[ .!?]*$/i;
/** After a comma a sentence may go on that names no item: "and my mother, she is ill". */
const IS_SENTENCE =
  /\b(?:i|you|we|he|she|they|it|that|who|is|are|am|was|were|i'm|it's|that's|don't|didn't)\b/i;

export const isOntoThere = (words: string): boolean => ONTO_THERE.test(words);
export const isMoreItems = (words: string): boolean => ON_THERE.test(words) || itemIn(words) !== undefined;

function itemIn(words: string): string | undefined {
  const item = [ONTO_THERE, AND_ITEM, ITEM_TOO].map((form) => form.exec(words)?.groups?.item).find(Boolean);
  return item?.includes(',') && IS_SENTENCE.test(item) ? undefined : item;
}

/** What goes onto the list that was just spoken of, or is asked about it: "and some basil", "bread and eggs too", "what's on there". */
export function moreItems(said: Said, words: string, last: Action): Action[] | undefined {
  if (!/_tasks?$/.test(last.intent)) return undefined;
  const { list } = last;
  if (ON_THERE.test(words)) return [{ intent: 'list_tasks', confidence: 1, words, ...(list && { list }) }];
  const item = itemIn(words);
  // "and the charger" after "the passport's packed"
  if (item && last.intent === 'complete_task' && !isOntoThere(words) && !last.all) {
    const done = item.replace(/^(?:the|my|our) /i, '');
    return [{ intent: 'complete_task', confidence: 1, words, title: done, ...(list && { list }) }];
  }
  if (!item || /^for\b/i.test(item) || (last.intent !== 'create_task' && !isOntoThere(words)))
    return undefined;
  return addedToList(said, item, last);
}

/** What `item` is on the list that was spoken of last. */
export function addedToList(said: Said, item: string, { list, title }: Action): Action[] | undefined {
  // After goods come goods, whatever the list is called.
  const areGoods = list === undefined && title !== undefined && !isChore(title);
  const { actions } = meaningOf(
    said,
    `add ${item} to my ${areGoods ? 'shopping ' : list ? `${list} ` : ''}list`,
  );
  if (!actions.every(({ intent }) => intent === 'create_task')) return undefined;
  return areGoods ? actions.map((action) => ({ ...action, list: undefined })) : actions;
}

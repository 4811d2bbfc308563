import { type Action, type Intent, otherTitle } from '#understanding';

import { quantified } from './quantity.ts';
import type { Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

const TAKES_BACK = '(?:no|nope|nah|sorry|oops|wait|actually|rather|or rather)';
const MEANS =
  "(?:i (?:actually )?(?:mean|meant|said|wanted)(?: to (?:say|write))?|(?:make|change) (?:it|that)(?: to| into)?|(?:it|that)(?: should|'s supposed to| was supposed to) (?:be|say|read))";
/** "no, oat milk", "sorry, I meant oat milk", "actually make that oat milk", "oat milk instead" */
const OTHER_NAME = new RegExp(
  `^(?:(?:oh|ok|okay|um|uh|er|well|and)[ ,]+)*(?<back>(?:${TAKES_BACK}[ ,.!-]+)*)(?<means>(?:${MEANS}[ ,:]+)*)["“']?(?<fresh>[\\p{L}\\d][\\p{L}\\d'& -]*?)["”']?(?<instead>(?:[ ,]+(?:instead|rather|actually|sorry|please|then|of course))*)[ .!]*$`,
  'iu',
);
/** What speaks of something, and calls nothing. */
const NO_NAME = new RegExp(
  `^(?:${[
    'i|you|he|she|we|they|it|its|that|this|these|those|there|here|what|when|where|who|why|how|which',
    'is|are|was|do|does|did|can|could|will|would|should|shall|have|has|if|because|but|not|never|no|yes|ok|okay|thanks?|thank|please|sorry|of course',
    'just|only|also|and|too|so|then|again|maybe|wait|hold|hang|stop|go|let|leave|keep|forget|cancel|delete|remove|undo|add|put|set|show|tell|say|move|rename|remind',
    'at|on|in|by|for|from|until|till|to|with|without|about|after|before|since|every|each|next|last|today|tonight|tomorrow|yesterday|all|both|none|nothing|everything|something|anything',
    'more|less|later|earlier|longer|shorter|sooner|bigger|smaller|another|one|other|same|up|down|out|off|back|the (?:first|second|third|last|next|other|same)',
  ].join('|')})(?![\\p{L}\\d'-])`,
  'iu',
);
const NO_NAME_ALONE =
  /^(?:(?:a |the |my |your )?(?:way|idea|problem|worries|need|chance|rush|hurry|clue|matter|mistake|joke|bad|mess)\b.*|(?:very |so |too |really |all )?(?:good|great|fine|nice|cool|right|wrong|true|false|perfect|better|best|worse|bad|quick|snappy|easy|urgent|important|private|public|done|recurring|daily|weekly|monthly|yearly|annual|regular|permanent|happen|work|repeat|count|known))$/i;
/** "milk is fine", "she likes it": a sentence of its own. */
const SAYS = /\b(?:is|are|am|was|were|i|we|you|they|he|she|it|don't|doesn't|didn't|isn't|can't|won't|me)\b/i;
const NAMED_NOW = new Set<Intent>(['create_event', 'create_reminder', 'create_task']);
const RENAMED_NOW = new Set<Intent>(['update_event', 'update_reminder', 'update_task']);
const longestNameWords = 7;
/** In characters. */
const longestWords = 100;

/** Whether this may be another name for what was just added. */
export const saysOtherName = (words: string): boolean => freshIn(words) !== undefined;

function freshIn(words: string): { name: string; isSure: boolean } | undefined {
  if (words.length > longestWords) return undefined;
  const { back = '', means = '', instead = '', fresh = '' } = OTHER_NAME.exec(words)?.groups ?? {};
  const isInstead = /\b(?:instead|rather|actually)\b/i.test(instead);
  if (!fresh || (back === '' && means === '' && !isInstead)) return undefined;
  const isName =
    !NO_NAME.test(fresh) &&
    !NO_NAME_ALONE.test(fresh) &&
    !SAYS.test(fresh) &&
    fresh.split(' ').length <= longestNameWords;
  return isName ? { name: fresh, isSure: means !== '' || isInstead } : undefined;
}

/**
 * The change of name that this is of what was just added: "sorry, I meant oat milk".
 *
 * @param meanings what was wanted before, the last first
 */
export function otherName(said: Said, words: string, meanings: Action[][]): Action[] | undefined {
  const fresh = freshIn(words);
  const made = meanings.find((actions) => actions.some(({ intent }) => intent !== 'out_of_scope')) ?? [];
  const last = made.at(-1);
  if (!fresh || !last) return undefined;
  // Something else was said since: "no, …" answers that.
  const isSince = meanings[0] !== made && !saysOtherName(meanings[0]?.[0]?.words ?? '');
  if (isSince && !fresh.isSure) return undefined;
  const isMade = made.every(({ intent, title }) => NAMED_NOW.has(intent) && title !== undefined);
  const isRenamed = made.length === 1 && RENAMED_NOW.has(last.intent) && last.newTitle !== undefined;
  if ((!isMade && !isRenamed) || saysOther(said, fresh.name)) return undefined;
  const old = made.length > 1 ? likest(made, fresh.name) : last;
  const title = old?.newTitle ?? old?.title;
  const newTitle = title === undefined ? fresh.name : sameAmountOf(title, otherTitle(title, fresh.name));
  const change = { confidence: 1, words: `make it ${fresh.name}`, newTitle };
  if (made.length === 1 || !old?.title) return [{ ...change, intent: changeOf(last.intent) }];
  const { intent, list } = old;
  return [{ ...change, intent: changeOf(intent), title: old.title, ...(list && { list }) }];
}

const changeOf = (intent: Intent): Intent =>
  intent === 'create_task'
    ? 'update_task'
    : intent === 'create_reminder'
      ? 'update_reminder'
      : intent === 'create_event'
        ? 'update_event'
        : intent;

/** A time, or a wish of its own. */
function saysOther(said: Said, words: string): boolean {
  const actions = [words, `at ${words}`].flatMap((text) => meaningOf(said, text).actions);
  return actions.some(({ intent, when }) => when !== undefined || !NAMES.has(intent));
}
const NAMES = new Set<Intent>(['out_of_scope', 'create_task', 'create_event']);

/** Of several that were added, the one that is of the same kind: "milk" for "oat milk". */
function likest(made: Action[], name: string): Action | undefined {
  const kindOf = (title = ''): string => title.toLowerCase().split(' ').at(-1) ?? '';
  const same = made.filter(({ title }) => kindOf(title) === kindOf(name));
  return same.length === 1 ? same[0] : undefined;
}

/** "2 litres of oat milk" for "2 litres of milk", where only "oat milk" was said. */
function sameAmountOf(title: string, newTitle: string): string {
  const { quantity, name } = quantified(title);
  const isKindOf = newTitle.toLowerCase().endsWith(` ${name.toLowerCase()}`);
  return quantity !== undefined && isKindOf && quantified(newTitle).quantity === undefined
    ? `${quantity} ${newTitle}`
    : newTitle;
}

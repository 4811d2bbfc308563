import type { DatePhrase } from './date-phrases.ts';

/** What may follow the dates of one thing: nothing, a mark, the matter with its "to", or more about the thing. */
const GOES_ON =
  /^\s*(?:$|[.,;:!?)&-]|(?:to|and|or|plus|then|also|again|at|in|on|with|for|from|until|about|of|that|as|by|if|after|before|because|unless|during|every|each|please|thanks|(?:morning|afternoon|evening|night)s)\b)/i;
/** In front of the first date nothing is named yet that it could be the date of: "remind me [on …]", "my [monday and …]". */
const NAMES_NOTHING =
  /(?:^|\b(?:me|us|my|our|your|the|these|those|all|any|is|are|do|have|'s|on|to|from|between|every|each|please))\s*$|^\s*(?:show|list|see|check|get|tell|read|add|put|set|plan|book|schedule|block|keep|hold|reserve|free|clear|cancel|delete|remove|move|shift|wake|remind)\s*$/i;

/** "at 7, [8 is too late]": no list before a verb that says something of its last date. */
const COMMENTS = /^\s*(?:is|isn't|are|aren't|was|were|will be|would be|won't)\b/i;

/**
 * A list without its last date when that one begins a clause of its own, "gym tomorrow and [friday dinner with Ann]": the
 * thing of the first dates stands before them and another one follows.
 */
export function withoutClause(list: DatePhrase[], text: string): DatePhrase[][] {
  const [first] = list;
  const last = list.at(-1);
  const before = list.at(-2);
  if (!first || !last || !before) return [list];
  const between = text.slice(before.end, last.start).trim();
  const after = text.slice(last.end);
  if (between === ',' && COMMENTS.test(after)) return [list.slice(0, -1), [last]];
  // "gym mon wed fri open hours"
  const isOfAll =
    between === '' || last.isAfterOr || GOES_ON.test(after) || NAMES_NOTHING.test(text.slice(0, first.start));
  return isOfAll ? [list] : [list.slice(0, -1), [last]];
}

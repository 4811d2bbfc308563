import { isDenied } from '../denial.ts';
import { isTimed } from '../is-timed.ts';
import { ASK, CHANGE, firstGroups, LOOSE_EVENT, pattern, PERSON, REMOVE, SHOW } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import { STARTS_OTHERWISE } from '../starts.ts';

const RIDE = '(?:flight|plane|train|bus|coach|ferry|boat|eurostar|sleeper)';
const WHO =
  "(?:(?:my|our|the|[\\w-]+'s) (?:[\\w'-]+ ){1,3}?|(?:[\\w-]+ (?:and [\\w-]+ )?)|(?:i|we|they|he|she) )";
const COMES =
  '(?:lands?|arrives?|flies (?:in|out|back|home|to|from)|fly (?:in|out|back|home|to|from)|gets? (?:in|back|home)|comes? (?:over|round|around|by|in|back|home|to)|drops? (?:by|in|round)|sets? off|departs?|leaves?|visits?|(?:is|are|am) (?:due|visiting|landing|arriving|coming|flying|leaving|dropping (?:by|in|round)|popping (?:by|in|round|over)|calling round))';

/** Each names what will take place at a time that it also names; none of them orders anything. */
const FORMS = [
  `^(?:i|we)(?:'ve| have|'re|'m| are| am)(?: just| got| all| already| finally| now| also)* (?:booked|arranged|scheduled|signed up)(?: in)?(?: for)? (?<what>.+)$`,
  `^(?<what>(?:(?:my|our|the|[\\w-]+'s) )?${RIDE} (?:to|from|home|back)\\b.+)$`,
  `^(?<what>(?:(?:my|our|a) )?(?:[\\w-]+ )?(?:reservation|booking) (?:at|for|with|in)\\b.+)$`,
  `^(?<what>(?:my|our|[\\w-]+'s) (?:[\\w'-]+ ){0,2}?(?:${LOOSE_EVENT})\\b.+)$`,
  `^(?<what>(?:(?:my|our|the|[\\w-]+'s) (?:[\\w'-]+ ){0,2}?${PERSON}|[\\w-]+)(?:'s|'re|'m) (?:due|coming|visiting|arriving|landing|flying|leaving|popping|dropping|calling)\\b.*)$`,
  `^(?<what>${WHO}${COMES}\\b.*)$`,
].map((form) => pattern(form));
/** All that is left of "flight on 5 march at 6am" without its date. */
const IS_RIDE = pattern(
  `^(?:(?:my|our|the|a) )?(?!(?:next|last|first|every|each|another|new|missed|caught|reminder|task|event) )(?:[\\w'-]+ )?${RIDE}$`,
);
/** Of whom it is said, they are what there will be: "the engineer is due", "the train is due"; of a book, it has to be returned. */
const DUE = pattern(`(?<=\\b(?:${PERSON}|${RIDE}))(?:'s|'re| is| are) due\\b`);
const IS_DUE = /\bdue\b/i;
/** About a price, a delay, a change or what is over: nothing that is planned. */
const NO_PLAN =
  /\b(?:prices?|costs?|cheap\w*|fares?|tickets?|status|delayed|late|cancell?ed|schedules?|times?|instead|rather|was|were|had|did|landed|arrived|left|departed|took off|started|ended)\b/i;
/** A question ("what's the game", "where's the train"), or what points back at something. */
const ASKS =
  /^(?:what|who|whom|whose|where|when|how|why|which|whether|if|it|that|this|these|those|there|here|you|let|not|please)\b/i;
/** "cancel booking for friday", "check reservation": what to do with one that there is. */
const ORDERS = pattern(
  `^(?:${REMOVE}|${CHANGE}|${SHOW}|(?!will\\b)(?:${ASK})|make|confirm|need|want|find|book|request|pay|print|leave|call|ring)(?![\\w'-])`,
);

/** "flight to Lisbon 5 dec 07:45", "my sister lands at Heathrow on sunday at 14:20": said of one's own plans with a time of day. */
export function announced({ command, isQuestion, dates }: Sentence): string | undefined {
  if (isQuestion || ASKS.test(command) || ORDERS.test(command)) return undefined;
  const isRide = !STARTS_OTHERWISE.test(command) && IS_RIDE.test(dates(command).rest);
  const what = isRide ? command : firstGroups(FORMS, command)?.what?.replace(DUE, '');
  if (!what || IS_DUE.test(what) || NO_PLAN.test(command)) return undefined;
  const found = dates(what);
  return isTimed(found.when) && !found.isOver && !isDenied(what, found) ? what : undefined;
}

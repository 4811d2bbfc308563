import { firstGroups, LOOSE_EVENT, pattern, PERSON } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const RIDE = '(?:flight|plane|train|bus|coach|ferry|boat|eurostar|sleeper)';
const WHO =
  "(?:(?:my|our|the|[\\w-]+'s) (?:[\\w'-]+ ){1,3}?|(?:[\\w-]+ (?:and [\\w-]+ )?)|(?:i|we|they|he|she) )";
const COMES =
  '(?:lands?|arrives?|flies (?:in|out|back|home|to|from)|fly (?:in|out|back|home|to|from)|gets? (?:in|back|home)|comes? (?:over|round|around|by|in|back|home|to)|drops? (?:by|in|round)|sets? off|departs?|leaves?|visits?|(?:is|are|am) (?:due|visiting|landing|arriving|coming|flying|leaving|dropping (?:by|in|round)|popping (?:by|in|round|over)|calling round))';

/** Each names what will take place at a time that it also names; none of them orders anything. */
const FORMS = [
  `^(?:i|we)(?:'ve| have|'re|'m| are| am)(?: just| got| all)* (?:booked|arranged|scheduled|signed up)(?: in)?(?: for)? (?<what>.+)$`,
  `^(?<what>(?:(?:my|our|the|[\\w-]+'s) )?${RIDE} (?:to|from|home|back)\\b.+)$`,
  `^(?<what>(?:(?:my|our|a) )?(?:[\\w-]+ )?(?:reservation|booking) (?:at|for|with|in)\\b.+)$`,
  `^(?<what>(?:my|our|[\\w-]+'s) (?:[\\w'-]+ ){0,2}?(?:${LOOSE_EVENT})\\b.+)$`,
  `^(?<what>(?:(?:my|our|the|[\\w-]+'s) (?:[\\w'-]+ ){0,2}?${PERSON}|[\\w-]+)(?<!^(?:what|who|where|when|how|why|it|that|this|there))(?:'s|'re|'m) (?:due|coming|visiting|arriving|landing|flying|leaving|popping|dropping|calling)\\b.*)$`,
  `^(?<what>${WHO}(?<=^(?!what|who|where|when|how|why|which|if|it|that|this|there|you|not|please).*)${COMES}\\b.*)$`,
].map((form) => pattern(form));
const DUE = /(?:'s|'re| is| are) due\b/i;
const PRICED =
  /\b(?:prices?|costs?|cheap\w*|fares?|tickets?|status|delayed|late|cancell?ed|schedules?|times?|not|instead|rather)\b/i;

/** "flight to Lisbon 5 dec 07:45", "my sister lands at Heathrow on sunday at 14:20": said of one's own plans with a time of day. */
export function announced({ command, dates }: Sentence): string | undefined {
  // "the engineer is due": the engineer is what there will be.
  const what = firstGroups(FORMS, command)?.what?.replace(DUE, '');
  if (!what || PRICED.test(command)) return undefined;
  const { when, isOver } = dates(what);
  const isTimed = when?.grain === 'hour' || when?.grain === 'minute';
  return isTimed && !isOver ? what : undefined;
}

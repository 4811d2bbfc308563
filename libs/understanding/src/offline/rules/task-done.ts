import { pattern } from '../lexicon.ts';

/** What a chore has become when it is done; all of them take an object, so that whatever is so was somebody's job. */
export const PARTICIPLE =
  '(?:renewed|fixed|repaired|mended|paid(?: off)?|posted|mailed|sent(?: off)?|submitted|cleaned|washed|mowed|mown|watered|fed|walked|hoovered|vacuumed|ironed|dusted|packed|unpacked|ordered|bought|collected|picked up|dropped off|returned|filed|signed|printed|painted|sorted(?: out)?|handed in|emptied|unloaded|put (?:out|away)|taken (?:out|back)|swept|mopped|defrosted|wrapped|bled|trimmed|serviced|descaled|written|installed|assembled|dealt with|taken care of|ticked off|crossed off)';
const SINCE = '(?:now |all |already |finally |just |both )*';
/** "the gate is fixed", "passport's renewed", "the letter has been posted" */
const IS_DONE = pattern(
  `^(?<what>(?:(?:the|my|our|all the|all my) )?[\\w' -]{2,40}?)(?:'s| is| are|(?:'s| has| have|'ve)(?: all| both| now| finally| already)? been|'s now) ${SINCE}${PARTICIPLE}$`,
);
/** "that's the second one done", "that's the washing sorted" */
const THAT_IS =
  /^that(?:'s| is) (?<what>(?:the|my|our|number|task) [\w' -]{2,40}?) (?:done|sorted(?: out)?|finished|complete|out of the way|off the list|taken care of|ticked off)(?: (?:now|then))?$/i;
/** "I've rung the vet": verbs of one's own errands. */
const HAVE_DONE = pattern(
  `^(?:i|we)(?:'ve| have)(?: just| already| now| finally)* (?:rung|spoken to|been to|seen|dealt with|sorted(?: out)?|put (?:out|away)|hung(?: out)?|taken|given|hoovered|mown|swept|${PARTICIPLE}) (?<what>(?:the|my|our) [\\w' -]{2,40}|back to [\\w' -]{2,30})$`,
);
const MAY_BE = /(?:'s|'ve| is| are| has| have|^that is)\b/i;
/** Said of what is not on anybody's list, or a question. */
const OTHER =
  /^(?:it|that|this|he|she|they|there|what|who|where|when|how|why|everything|all|(?:the |my )?(?:whole )?(?:day|week|room|meeting|price|prices|rate|date|world|road|shop|store)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|is|are|has|have|no|not|need|nothing|nobody)(?: |'|$)/i;

/** The chore that is said to be done, where the verb says so: without it on a list nothing is lost, so it is only a guess. */
export function saidDone(command: string): string | undefined {
  if (!MAY_BE.test(command)) return undefined;
  const what = (THAT_IS.exec(command) ?? HAVE_DONE.exec(command) ?? IS_DONE.exec(command))?.groups?.what;
  return what && !OTHER.test(what) ? what : undefined;
}

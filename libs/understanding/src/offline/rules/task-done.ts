import { pattern, PERSON } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

/** What a chore has become when it is done; all of them take an object, so that whatever is so was somebody's job. */
export const PARTICIPLE =
  '(?:renewed|fixed|repaired|mended|paid(?: off)?|posted|mailed|sent(?: off)?|submitted|cleaned|washed|mowed|mown|watered|fed|walked|hoovered|vacuumed|ironed|dusted|packed|unpacked|ordered|bought|collected|picked up|dropped off|returned|filed|signed|printed|painted|sorted(?: out)?|handed in|emptied|unloaded|put (?:out|away)|taken (?:out|back)|swept|mopped|defrosted|wrapped|bled|trimmed|serviced|descaled|written|installed|assembled|dealt with|taken care of|ticked off|crossed off)';
const NOW = '(?: now| already| at last| too)?';
const SINCE = '(?:now |all |already |finally |just |both )*';
const BEEN = "(?: (?:has|have)|'ve)(?: (?:all|both|now|finally|already))* been";
/** The thing that was to be done: with an article or a number, or a word alone. */
const THING = "(?:(?:(?:all |both )?(?:the|my|our)|both|all|number|task|\\d+)(?: [\\w'-]+){1,4}?|[\\w-]+)";
/** "the gate is fixed", "the letter has been posted" */
const IS_DONE = pattern(`^(?<what>${THING})(?: is| are|${BEEN}) ${SINCE}${PARTICIPLE}${NOW}$`);
/** "the rent's paid"; without an article it may be a person who has done so: "Tom's paid". */
const THING_DONE = pattern(
  `^(?<what>(?:the|my|our) (?:[\\w-]+ ){0,3}?[\\w-]+)'s ${SINCE}${PARTICIPLE}${NOW}$`,
);
/** "licence's renewed": nobody says of a person that they have done these without saying to what. */
const WORD_DONE =
  /^(?<what>[a-z]+)'s (?:now |finally |already )?(?:renewed|repaired|mended|serviced|installed|descaled|defrosted)$/;
/** "passport's packed", "the charger is in": said of what goes into a bag. */
const IS_PACKED =
  /^(?<what>(?:(?:the|my|our) )?[a-z][\w-]*(?: (?!is\b|are\b)[\w-]+){0,2}?)(?:'s|'re| is| are)(?: now| already| all| both)* packed(?: now| already| too| as well)*$/i;
const IS_IN =
  /^(?<what>(?:the|my|our) (?:[\w-]+ ){0,2}?[\w-]+?)(?:'s|'re| is| are)(?: now| already)* in(?: now| already| too| as well)*$/i;
/** "that's the second one done", "that's the washing sorted" */
const THAT_IS =
  /^that(?:'s| is) (?<what>(?:the|my|our|number|task) [\w' -]{2,40}?) (?:done|sorted(?: out)?|finished|complete|out of the way|off the list|taken care of|ticked off)(?: (?:now|then))?$/i;
/** "I've rung the vet": verbs of one's own errands, and of hardly anything else. */
const HAVE_DONE = pattern(
  `^(?:i|we)(?:'ve| have)(?: just| already| now| finally)* (?:rung|dealt with|sorted(?: out)?|put (?:out|away)|hung(?: out)?|hoovered|mown|swept|${PARTICIPLE}) (?<what>(?:the|my|our) [\\w' -]{2,40}|back to [\\w' -]{2,30})$`,
);
/** "I took my pills": of other things that one takes, as the bus, nobody asked to be reminded. */
const HAVE_TAKEN =
  /^(?:i|we)(?:'ve| have)?(?: just| already| now| finally)? (?:took|taken|had) (?<what>(?:the|my|our) (?:[\w-]+ ){0,2}(?:pills?|meds|medicines?|medication|tablets?|vitamins?|antibiotics?|insulin|drops|dose|inhaler|supplements?))$/i;
const MAY_BE = /(?:'s|'ve| is| are| has| have|^that is)\b/i;
/** A clause, not a thing: "check if the rent", "I don't think the rent". */
const CLAUSE =
  /n't\b|\b(?:if|when|whether|that|until|before|after|because|since|once|who|which|what|how|why|is|are|was|were|be|been|has|had|does|did|will|would|should|must|can|check|make|let|see|ask|tell|think|hope|know|say|says|said|no|not|never|i|you|he|she|it|they|we)\b/i;
/** People: "my boss is paid" is about them. Pets are not, they are fed and walked. */
export const PEOPLE = pattern(`\\b(?!dog\\b|cat\\b)${PERSON}(?:'s)?$`);
/** Facts that are so, or not yet, without being anybody's chore. */
const FACT =
  /\b(?:days?|week|weekend|rooms?|meetings?|prices?|rates?|dates?|deadlines?|times?|hours?|fees?|terms?|limits?|salary|wages|world|roads?|shops?|stores?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;
/** What stands for something else, asks or orders. */
const OTHER =
  /^(?:it|that|this|these|those|he|she|they|there|here|what|who|where|when|how|why|every\w*|some\w*|any\w*|all|both|one|is|are|has|have|no|not|need|nothing|nobody|none|let|i|we|you)$/i;

/** The chore that is said to be done, where the verb says so: it completes the only open task that has these words. */
export function saidDone({
  command,
  isQuestion,
}: Pick<Sentence, 'command' | 'isQuestion'>): string | undefined {
  if (isQuestion) return undefined;
  const taken = HAVE_TAKEN.exec(command)?.groups?.what;
  if (taken !== undefined || !MAY_BE.test(command)) return taken;
  const done = THAT_IS.exec(command) ?? HAVE_DONE.exec(command);
  if (done) return done.groups?.what;
  const form = [IS_DONE, THING_DONE, WORD_DONE, IS_PACKED, IS_IN].find((each) => each.test(command));
  const what = form?.exec(command)?.groups?.what;
  if (!what || OTHER.test(what) || CLAUSE.test(what) || FACT.test(what) || PEOPLE.test(what))
    return undefined;
  return what;
}

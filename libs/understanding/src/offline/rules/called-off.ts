import { ASK, firstGroups, pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const IT = '(?:it|that|this|them|those)';
const POLITELY = '(?:(?:so|and|please|just|you can|can you|could you) )*';
const CANCEL = '(?:cancel|delete|remove|drop|scrap|clear|erase|get rid of|take)';
const THEN_CANCEL = `[,.;]? ${POLITELY}${CANCEL}(?: ${IT}(?: .*)?|$)`;

const SUBJECT = "(?:i|we)(?:'m| am|'re| are|'ve| have|'ll| will)?";
const NOT = "(?:no longer|not|won'?t|can'?t|cannot|couldn'?t|don'?t|do not|didn'?t|haven'?t)";
const ATTEND =
  '(?:be|able to|going|attending|doing|have|having|got|need|want|make it|make|attend|go|do|to|at|in|for)';
/** "I no longer have", "we're not going to", "there is no" */
const NOT_GOING = `(?:${SUBJECT} ${NOT}(?: ${ATTEND})*|don'?t need|never ?mind|forget|(?:there(?:'s| is) )?no need for|there(?:'s| is| are| will be) no(?: longer)?|there (?:isn'?t|aren'?t|won'?t be)|no more|${SUBJECT} (?:skipping|missing|sitting out|(?:(?:just|already) )?(?:cancell?ed|called off|declined|turned down|skipped|changed (?:my|our) minds? about)))`;
const OFF =
  "(?:(?:(?:was|is|are|got|has been|is getting|been) )?(?:cancell?ed|called off)|(?:is|are|has been) off|fell through|(?:isn't|aren't|is not|are not|won't be|is no longer) (?:happening|taking place|coming|able to (?:come|make it)|on))";
const ANY_MORE = '(?: (?:any ?more|any longer|after all))?';

const FORMS = [
  `^${NOT_GOING} (?<what>.{1,80}?)${ANY_MORE}${THEN_CANCEL}$`,
  `^(?:i|we)(?:'ve| have)(?: got)? (?<what>(?!to\\b).{1,80}?)${THEN_CANCEL}$`,
  `^(?<what>.{1,80}?) ${OFF}${ANY_MORE}(?<when> [^,.;]{2,30}?)??${ANY_MORE}(?:${THEN_CANCEL})?$`,
].map((form) => pattern(form));

const CONDITION = pattern(`^(?:if|whenever|unless|in case|once|until|maybe|why|${ASK})(?![\\w'-])`);
const IS_ORDERED = pattern(`${THEN_CANCEL}$`);

/** What does not take place. */
export interface CalledOff {
  what: string;
  /** It is also said to cancel it. */
  isOrdered: boolean;
}

/** What is said not to take place, and may be to go: "yoga on friday" in "I no longer have yoga on friday, please remove it". */
export function calledOff({ command, isQuestion, dates }: Sentence): CalledOff | undefined {
  const { what, when = '' } = firstGroups(FORMS, command) ?? {};
  if (!what || CONDITION.test(what) || (when && (dates(when).rest !== '' || !dates(when).when)))
    return undefined;
  const isOrdered = IS_ORDERED.test(command);
  return isOrdered || !isQuestion ? { what: `${what}${when}`, isOrdered } : undefined;
}

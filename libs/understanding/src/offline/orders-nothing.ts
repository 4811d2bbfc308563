import { ADD, CHANGE, CREATE, LOOSE_EVENT, pattern, PERSON, REMOVE } from './lexicon.ts';
import { isReported, THEN, THEN_ORDER } from './reported.ts';

/** Of what the assistant does, all that one could forbid it; to forget or to miss something is not. */
const ACT = `(?!forget\\b|let\\b|new\\b|never ?mind\\b)(?:${ADD}|${CREATE}|${REMOVE}|${CHANGE}|mark|tick|check|complete|finish|touch)\\b`;
const NEGATED = "(?:did|does|have|has|had|is|are|was|were|should|must|need|ai)n'?t";
const ASKED_OF = '(?:i|we|you|u|he|she|it|they|there|the|my|our)';
const ACTED = '(?:added|put|written|wrote|placed|deleted|removed|erased|marked|ticked|cancell?ed|called off)';

const FORBIDS = [
  `(?:don'?t|do not|never)(?: (?:ever|even|just|go and))* ${ACT}`,
  `(?:don'?t|do not|never) (?:go|start|keep|be)(?: around)? [a-z]+ing\\b`,
  `don'?t ${ASKED_OF}\\b`,
  '(?:stop|quit|no more) (?:adding|putting|writing|deleting|removing|cancell?ing|moving|marking)\\b',
  `(?:you|u) (?:(?:must|should|need|did|have)(?:n't| not| never)|can'?t|cannot|may not|never|forgot to|(?:don'?t|do not) (?:have|need) to|(?:are|were)(?:n't| not)) (?!remind\\b|wake\\b|notify\\b)`,
  `not (?:to )?${ACT}`,
  `(?:there(?:'s| is| was) )?no (?:need|reason)(?: for you)? to ${ACT}`,
  `(?:i|we) (?:never|did(?:n't| not)|do(?:n't| not)) (?:(?:ask(?:ed)?|tell|told|want(?:ed)?|need(?:ed)?|expect(?:ed)?|mean|meant)(?: for)? (?:you|it|that|this) (?:not )?to(?! remind\\b)|(?:mean|meant|ask|asked|say|said) to|(?:say|said)) `,
  `(?:i|we) did(?:n't| not) want to ${ACT}`,
  `(?:i|we) (?:said|told you|asked you|ask you)(?: to)? (?:not|never|don'?t)\\b`,
].map((form) => pattern('^', form));
/** "didn't you add milk to my list", "isn't the meeting on friday cancelled", "why did you delete it". */
const ASKS = [
  `${NEGATED} ${ASKED_OF}\\b`,
  `${NEGATED} [\\w'-]+ (?:${ACTED}|${ACT})\\b`,
  `\\w+n't (?:i|we|he|she|they)\\b`,
  `why (?:did|have|has|are|were|would)(?:n't)? (?:you|u)\\b`,
  'why do (?:you|u)\\b',
  `(?:should|shall|did|must|do) (?:i|we)(?: (?:also|really|just|already|have to|need to|get to))* ${ACT}`,
].map((form) => pattern('^', form));
/** "I've moved the meeting to friday": it has been done; chores that have are complete, "I've changed the sheets". */
const TELLS = pattern(
  `^(?:i|we)(?:'ve| have)(?: just| already)* (?:moved|rescheduled|postponed|delayed|pushed|shifted|changed|cancell?ed|called off)\\b.*\\b(?:${LOOSE_EVENT})\\b`,
);
/** "I should have added milk", "I forgot to add milk", "you added milk twice": how it came to be. */
const TELLS_HOW = [
  `(?:i|we) (?:should|would|could|might|must)(?:n't| not)? have\\b`,
  '(?:i|we) (?:almost|nearly)\\b',
  `(?:i|we) (?:was|were)(?:n't| not)? (?:just )?(?:going|about|supposed|meant|planning|meaning) to ${ACT}`,
  `(?:i|we) (?:forgot|failed|managed|meant) to ${ACT}`,
  '(?:i|we) (?:missed|skipped|cancell?ed|postponed|rescheduled)\\b',
  `(?:you|u)(?:'ve| have)?(?: just| already)* ${ACTED}\\b`,
].map((form) => pattern('^', form));
/** "dinner with Tom friday at 7 was great", "the meeting on friday got postponed" */
const TELLS_OF_EVENT = pattern(
  `\\b(?:${LOOSE_EVENT})\\b.*\\b(?:(?:was|were) (?:(?:so|really|very|pretty|quite|not|a bit) )*(?:great|good|nice|fun|lovely|awesome|amazing|wonderful|fantastic|terrible|awful|bad|boring|ok|okay|fine|delicious|cancell?ed|moved|postponed|delayed)$|(?:got|has been|have been) (?:moved|postponed|delayed|pushed back|rescheduled)$)`,
);
/** "she added milk to my list" */
const TELLS_OF_OTHERS = [
  `(?:he|she|they|somebody|someone|(?:my|our|the) (?:[\\w'-]+ )?${PERSON})(?:'s|'ve| has| have| had| just| already)* ${ACTED}\\b`,
  `(?!${ASKED_OF}\\b)[\\w-]+(?:'s|'ve| has| have| had| just| already)* (?!put |wrote )${ACTED}(?:(?=,)| (?!(?:on|at|in|for|to|as|by|from|off|today|tonight|tomorrow|yesterday|now|already)\\b)\\w)`,
  `[\\w-]+(?:'s|'ve| has| have| had| just| already)+ put (?!it\\b|that\\b|this\\b|them\\b)`,
].map((form) => pattern('^', form));
/** A name is written with a capital, which a thing is only where it begins the text: "Milk put it on my list". */
const NAME_PUT = /^[A-Z][a-z]+ (?:put|wrote) (?!it\b|that\b|this\b|them\b)/;
/** "Tom cancelled, [take lunch off my calendar]" */
const REMARK_THEN_ORDER = pattern(
  `^(?<remark>.+?)${THEN}(?<order>(?:${ADD}|${REMOVE}|${CHANGE}|mark|tick) .+)$`,
);
const ORDERS_AFTER_ALL = pattern(`${THEN_ORDER}$`);

/**
 * "don't add bread to my list", "wasn't I supposed to …", "she said he added milk to my list": whatever is named there, nothing is to be
 * done.
 */
export function ordersNothing(command: string): boolean {
  if (ASKS.some((form) => form.test(command)) || isReported(command)) return true;
  const isInert = [...FORBIDS, TELLS, ...TELLS_HOW, TELLS_OF_EVENT, ...TELLS_OF_OTHERS, NAME_PUT].some(
    (form) => form.test(command),
  );
  return isInert && !ORDERS_AFTER_ALL.test(command);
}

/** The order that follows what somebody else is said to have done. */
export function withoutRemark(command: string): string {
  if (!TELLS_OF_OTHERS.some((form) => form.test(command)) || ORDERS_AFTER_ALL.test(command)) return command;
  return REMARK_THEN_ORDER.exec(command)?.groups?.order ?? command;
}

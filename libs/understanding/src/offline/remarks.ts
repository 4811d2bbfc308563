import type { Action } from '../meaning.ts';
import { ADD, CHANGE, pattern, REMOVE } from './lexicon.ts';

/** How one is, or what keeps one: it says why, and orders nothing. */
const STATE =
  "(?:(?:running|going to be|gonna be|will be|be|being|still)? ?(?:(?:a bit|a little|so|very|really|quite|pretty|super|too|way) )*(?:late|delayed|behind|stuck|held up|tied up|tired|exhausted|busy|swamped|sick|ill|unwell|poorly|hungover|knackered|overbooked|not (?:feeling )?(?:well|great|up to it)|on my way)(?: (?:in|at|with|from|on|for) [\\w' ]{1,25}?| again| today| right now)?)";
const REMARK = `(?:(?:oh|ugh|argh|sorry|damn)[ ,]+)?(?:(?:i'm|i am|we're|we are|i'll|we'll|i will) ${STATE}|i (?:over)?slept(?: in)?|i missed (?:my|the) (?:bus|train|alarm|tram)|(?:the )?traffic(?:'s| is) (?:[\\w ]{1,20}?)|(?:my|the|our) (?:train|bus|tram|taxi|plane|boss|last meeting)(?:'s| is)(?: ${STATE}| running over))`;
const ORDER = `(?:(?:please|can you|could you|so|and|let's) )*(?:${CHANGE}|${REMOVE}|${ADD}|remind|tell|skip|make)`;
/** What is done to "it" is done to what the remark names. */
const LEADING = pattern(
  `^${REMARK}[ ,.;!:-]+(?:(?:so|and|but|then) )*(?=${ORDER}\\b(?! (?:it|that|this|them)\\b))`,
);
const TRAILING = pattern(
  `(?<=\\w)(?<!\\b(?:to|as|into|say|called))[ ,.;!:-]+(?:(?:because|as|since|cause|cos) )?${REMARK}$`,
);
/** What is to be told or noted may hold such words itself: "remind me to tell Bob I'm running late". */
const CHANGES = pattern(`^(?:(?:please|can you|could you) )*(?:${CHANGE}|cancel|skip)\\b`);

/** "I'm running late, push dinner by half an hour": the order, without what only tells why. */
export function withoutRemarks(text: string): string {
  const order = text.replace(LEADING, '');
  return CHANGES.test(order) ? order.replace(TRAILING, '') : order;
}

/** Tells something, and asks for nothing. */
const STATEMENT =
  /^(?:(?:oh|ugh|sorry|hey|hi|ok|okay|well|so|anyway|good news|bad news)[ ,:]+)*(?:(?:i|we|he|she|they|it|there)(?:'m|'re|'s|'ve|'ll| am| are| is| was| were| have| has| will| had| can'?t| cannot| couldn'?t| didn'?t| don'?t| feel| felt| got| hate| love| hope| think| just)\b|that(?:'s| is| was)\b)/i;
/** A wish, and perhaps one of ours: it is not passed over. */
const WISHES =
  /\b(?:you|need|needs|want|wants|would|'d|like|must|have to|has to|should|please|remind|remember|add|list|calendar|book|order|buy|call|forget)\b/i;

/** Of several things, without the remarks beside what is understood. */
export function withoutStatements(actions: Action[]): Action[] {
  const isRemark = ({ intent, words, when }: Action): boolean =>
    intent === 'out_of_scope' && !when && STATEMENT.test(words) && !WISHES.test(words);
  const left = actions.filter((action) => !isRemark(action));
  return left.some(({ intent }) => intent !== 'out_of_scope') ? left : actions;
}

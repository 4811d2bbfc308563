import type { Candidate } from '../found.ts';
import { isTimed } from '../is-timed.ts';
import { CHORE_DONE, firstGroups, LIST, pattern } from '../lexicon.ts';
import { listNameOf } from '../lists.ts';
import { taskNumbersOf } from '../numbers.ts';
import type { Sentence } from '../sentence.ts';
import { tasksNamed } from './task-change.ts';
import { PEOPLE, saidDone } from './task-done.ts';
import { listTo } from './task-list.ts';

const DONE = '(?:done|complete|completed|finished|bought)';
const LIST_HERE = `(?: (?:(?:on|from|of|in|off|off of) )?(?<list>${LIST}))?`;
const TICK = '(?:mark|check|tick|cross|strike|scratch)';
const MARK = '(?:check ?mark|check|tick(?: ?mark)?|cross|x)';

/** Each captures the tasks. */
const FORMS = [
  `(?:mark|set|flag|consider|count|take|check) (?<what>.+?)(?: down)?(?: as| to| to be)?(?: being)? ${DONE}${LIST_HERE}`,
  `${TICK} (?<what>.+?) off${LIST_HERE}`,
  `${TICK} off (?<what>.+?)${LIST_HERE}`,
  `(?:put|place|add|make|set|draw|stick|mark) (?:a|an|the) ${MARK} (?:next to|beside|by|against|in front of|behind|for|(?<=mark |tick )(?:on|at|to)) (?<what>.+?)${LIST_HERE}`,
  `(?:check|tick|mark)(?: off)? the box (?:for|next to|beside|by|of|at) (?<what>.+?)${LIST_HERE}`,
  `give (?!(?:me|us|you|him|her|them)\\b)(?<what>.+?) (?:a|an|the) ${MARK}${LIST_HERE}`,
  `tick (?<what>(?!off\\b).+?)${LIST_HERE}`,
  `(?:i|we)(?:'?ve| have)? (?:just |already |now |finally )?(?:finished|completed)(?: with)? (?<what>.+)`,
  "(?:i'?m |i am |we're )?(?:all )?(?:done|finished|through) with (?<what>.+)",
  '(?:finish|complete|close) (?:the |my )?(?<what>.+) task',
  '(?:finish|complete|close) (?:the |my )?(?:task|item|to-?do) (?:to |of |called |named )?(?<what>.+)',
  '(?:finish|complete|close)(?: (?:task|item|to-?do))? (?:to )?(?<what>(?:number )?(?:\\w+)|to .+)',
  `(?<what>.+?)(?:'s)? (?:(?:is|are|has been|have been) )?(?:now |all |already )?${DONE}`,
  `that(?:'s| is) (?<what>(?:the|my|our) .+) (?:${CHORE_DONE}|sorted)`,
  `i(?:'?ve| have)? (?:just |already |finally )?(?:done|bought|got|did|paid|washed|cleaned|called) (?<what>(?:the|my) .+)`,
  `finished (?<what>(?:the |my )?\\w+ing .+|(?:the|my) .+)`,
  `(?:i |we )?(?:have |'ve )?(?:already |just |finally )(?:\\w+ed|did|sent|made|took|wrote|fed|cut) (?<what>(?:the|my|our|that) .+)`,
  `(?:(?:i|we)(?:'?ve| have)? |(?!(?:did|read|made)\\b))(?:just |already )?${CHORE_DONE} (?<what>(?:the|my|our) .+)`,
  "(?:just |already )?(?:bought|picked up) (?!(?:it|that|this|them|a lot|too|me|you|him|her|for|at|by|from|on)\\b)(?<what>[\\w'-]+(?: [\\w'-]+){0,3})",
  `(?:cross|strike) out (?<what>.+?)${LIST_HERE}`,
  `(?:task )?${DONE}(?: task)?: ?(?<what>.+)`,
].map((form) => pattern('^', form, '$'));
/** "…, I bought it": why it is done. */
const REASON =
  /,? (?:because |since |as |cause )?(?:i|we)(?:'?ve| have)? (?:just |already )*(?:bought|got|did|done|finished|picked up|have|took care of) (?:it|that|this|them|those|one|some)(?: already| up)?$/i;
const NUMBERS = pattern(
  `^(?:${DONE}|finish|close|complete|tick|check|i did|i(?:'ve| have) done)(?: with)? (?<what>.+)$`,
);

/** "I finished the laundry, tick it off": the clause before says what. */
const THEN_TICK_IT_OFF = pattern(
  `(?<![ ,.])[ ,.]+(?:so |and |you can |can you |please )*${TICK} (?:it|that|this|them|those)(?: one)? (?:off|(?:as )?${DONE})`,
  LIST_HERE,
  '$',
);
const WAS_DONE = pattern(
  `^(?:i|we)(?:'?ve| have)? (?:just |already |now )?${CHORE_DONE} |^i (?:just |already )(?=\\w+ed )|^${CHORE_DONE} | (?:is|are) (?:done|finished)$`,
);

const SAYS_SO = pattern(
  `^(?:mark|set|check|tick|cross|strike|flag|count|consider)\\b|^\\w+ .*\\b(?:an?|the) ${MARK}\\b|\\b(?:task|chore|to-?do)\\b`,
);

/** "it is done" may be said of anything, "tick it off" of nothing but an entry. */
const ORDERS = pattern(`^(?:${TICK}|set|complete|finish|close)\\b`);

const SUBJECT = /^(?:i|we)(?:'?ve| have)? (?:just |already |finally )?/i;

/** Questions and remarks that merely end in "done" or "off". */
const NOT_A_TITLE =
  /^(?:when|what|why|how|who|where|if|whether|is|are|am|was|will|do|did|have|get|well|not|it|that|this|you|we|i|i'm|task|as|to|to do|with|for|need|needs)\b|\b(?:is|are|not|be|get|isn't)$/i;
/** "make sure the dishes [are done]": what only looks like a title where it is said to be done. */
const CLAUSE =
  /^(?:make sure|ensure|let|tell|ask|see|think|i |hope|say|once|until|before|after|unless|remind)\b|n't\b|\b(?:if|when|whether)\b/i;
/** "I'm done with my boss" */
const WITH = /\b(?:done|finished|through) with\b/i;
const HAS = /^(?:i|we)(?:'ve| have) got\b/i;
const LONGEST_TITLE_WORDS = 8;

/** "I already bought everything", "everything's packed" */
const ALL_DONE = [
  `(?:i|we)(?:'?ve| have)?(?: just| already| now| finally)* (?<verb>bought|packed|got|done|did|finished|completed) (?:absolutely |nearly )?(?:everything|all of (?:it|them|that)|it all|them all|the lot)`,
  `(?:bought|packed) (?<verb>everything|all of it|them all)`,
  `everything(?:'s| is| has been)?(?: now| already| all)* (?<verb>packed|bought|in)`,
  `(?:that(?:'s| is) )?(?:everything|all) (?<verb>packed|bought)`,
  `(?:i'm|we're|i am|we are)(?: now)? all (?<verb>packed)`,
].map((form) => pattern('^', form, LIST_HERE, '(?: now| already)?$'));

function allDone({ command, isQuestion }: Sentence): Candidate[] {
  if (isQuestion) return [];
  const { verb, list: words } = firstGroups(ALL_DONE, command) ?? {};
  if (verb === undefined) return [];
  const isBought = /\bbought\b|^(?:i|we)\b.* got\b/i.test(command);
  const list = words
    ? listNameOf(words)
    : listTo(isBought ? 'bought' : /\bpacked\b|\bin$/i.test(command) ? 'packed' : verb);
  return [{ intent: 'complete_task', confidence: 0.85, fill: () => ({ all: true, ...(list && { list }) }) }];
}

/** "done 1", "mark milk as done", "I finished the laundry, tick it off" */
export function completeTask(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  const all = allDone(sentence);
  if (all.length > 0) return all;
  const numbered = NUMBERS.exec(command)?.groups?.what ?? '';
  if (taskNumbersOf(numbered).length > 0) return [completed(numbered, 0.95)];

  const tick = THEN_TICK_IT_OFF.exec(command);
  if (tick) {
    const what = command.slice(0, tick.index).replace(WAS_DONE, '').replace(SUBJECT, '');
    return what ? [completed(what, 0.95, tick.groups?.list)] : [];
  }
  const { what, list } = firstGroups(FORMS, command.replace(REASON, '')) ?? {};
  if (!what) return sayingSo(sentence);
  if (taskNumbersOf(what).length > 0) return [completed(what, 0.95, list)];
  if (
    /^(?:that|this|the|my|an?)(?: (?:task|one|item|to-?do))?$/i.test(what) ||
    (ORDERS.test(command) && /^(?:it|them|those|these|both)$/i.test(what))
  )
    return [completed('it', 0.8, list)];
  // "I've got the vet at 5" has an appointment.
  const { when } = HAS.test(command) ? dates(command) : {};
  if (isTimed(when)) return [];
  if (NOT_A_TITLE.test(what) || what.split(' ').length > LONGEST_TITLE_WORDS) return sayingSo(sentence);
  if (list || SAYS_SO.test(command)) return [completed(what, 0.95, list)];
  const isStated = !sentence.isQuestion && !CLAUSE.test(what) && !(PEOPLE.test(what) && WITH.test(command));
  return isStated ? [completed(what, 0.8, list)] : [];
}

function sayingSo(sentence: Sentence): Candidate[] {
  const done = saidDone(sentence);
  return done ? [{ ...completed(done, 0.6), isOwn: true }] : [];
}

function completed(what: string, confidence: number, words?: string): Candidate {
  const list = words ? listNameOf(words) : undefined;
  return {
    intent: 'complete_task',
    confidence,
    fill: () => tasksNamed(what).map((slots) => ({ ...slots, ...(list && { list }) })),
  };
}

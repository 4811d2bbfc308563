import type { Found } from './found.ts';
import type { Sentence } from './sentence.ts';
import { taskNumberOf } from './task-number.ts';
import { titleOf } from './title.ts';

const DONE = '(?:done|complete|completed|finished)';
const FROM_LIST = "(?: (?:on|from|of|in )?(?:my|the) [\\w' -]*list)?";

/** Each captures the task. */
const BY_NUMBER_OR_TITLE = [
  `(?:mark|set) (.+?)(?: as| to)? ${DONE}`,
  `(?:mark|check|tick|cross) (.+?) off${FROM_LIST}`,
  `(?:check|tick|cross) off (.+?)${FROM_LIST}`,
  "i(?:'ve| have)? (?:just |already )?(?:finished|completed) (.+)",
  `(?:i'm |i am )?(?:done|finished) with (.+)`,
  '(?:finish|complete|close) (.+) task',
  `(.+?) (?:(?:is|are) )?(?:now |already )?${DONE}`,
].map((form) => new RegExp(`^${form}$`, 'i'));
const BY_NUMBER = new RegExp(`^(?:${DONE}|finish|close) (.+)$`, 'i');

/** "I finished the laundry, tick it off": the clause before says what. */
const THEN_TICK_IT_OFF = new RegExp(
  `(?<![ ,.])[ ,.]+(?:so |and )?(?:please )?(?:mark|check|tick|cross) (?:it|that) (?:off|(?:as )?${DONE})${FROM_LIST}$`,
  'i',
);
const WAS_DONE =
  /^i(?:'ve| have)? (?:just |already )?(?:finished|completed|done|did|bought|got) | (?:is|are) (?:done|finished)$/gi;

/** Questions and remarks that merely end in "done" or "off". */
const NOT_A_TITLE =
  /^(?:when|what|why|how|who|where|if|whether|is|are|am|was|will|do|did|have|get|well|not|it|that|this|you|we|i|i'm|all|everything|task|as|to)\b|\b(?:is|are|not|be|get)$/i;
const LONGEST_TITLE_WORDS = 8;

/** "done 1", "mark milk as done", "I finished the laundry, tick it off" */
export function completeTask({ command }: Sentence): Found | undefined {
  const number = taskNumberOf(BY_NUMBER.exec(command)?.[1] ?? '');
  if (number) return { intent: 'complete_task', confidence: 0.95, number };

  const what = THEN_TICK_IT_OFF.test(command)
    ? command.replace(THEN_TICK_IT_OFF, '').replace(WAS_DONE, '')
    : firstCapture(command);
  return what ? completed(what) : undefined;
}

function firstCapture(command: string): string | undefined {
  for (const form of BY_NUMBER_OR_TITLE) {
    const what = form.exec(command)?.[1];
    if (what) return what;
  }
  return undefined;
}

function completed(what: string): Found | undefined {
  const number = taskNumberOf(what);
  if (number) return { intent: 'complete_task', confidence: 0.95, number };
  if (NOT_A_TITLE.test(what) || what.split(' ').length > LONGEST_TITLE_WORDS) return undefined;

  const title = titleOf(what.replace(/^(?:the|my) | task$/gi, ''));
  return title ? { intent: 'complete_task', confidence: 0.8, title } : undefined;
}

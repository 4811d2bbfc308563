import { findWhen } from '../dates/find-when.ts';
import type { Found } from './found.ts';
import type { Sentence } from './sentence.ts';
import { titleOf, without } from './title.ts';

/** "my to-do list", "grocery list", "the list of things to do" */
const LIST =
  "(?:(?:my|the|our|a)(?: new)? )?(?!do\\b)(?:[\\w'-]+ ){0,3}?(?:list|to-?dos?(?! list)|tasks)\\b" +
  '(?: of (?:things|stuff) to (?:do|buy)\\b| for (?:shopping|groceries)\\b)?';

const ADD_TO_LIST = new RegExp(
  `^(?:i need to )?(?:add|put|place|include|write)(?: down)? (.+) (?:to|on|onto|in) (${LIST})(.*)$`,
  'i',
);
const LABEL =
  /^(?:(?:add|create|make|new)(?: an?| another)?(?: new)? )?(?:task|todo|to-do|to do(?=:))(?::| -| to| called)? (.+)$/i;
const LABEL_ONLY = /^(?:(?:add|create|make)(?: an?| another)?(?: new)?|new) (?:task|todo|to-do)$/i;
const NEED = /^i (?:really )?(?:need to|have to|must|gotta|have got to) (.+)$/i;

/** Needs that are not tasks: to know something, or for a change in the calendar. */
const OTHER_NEED = new RegExp(
  '^(?:know|see|ask|find out|hear|talk|speak|check|go|be|do|set|schedule|book|cancel|delete|remove|change|move' +
    '|reschedule|add|put|make|create|stop|say|tell|confess|admit)\\b' +
    '|\\b(?:calendar|appointment|meeting|event|reminders?|remind|alarm|lists?|tasks?)\\b',
  'i',
);
const PLACEHOLDER =
  /^(?:(?:an?|the|another) )?(?:new )?(?:task|todo|to-do|item|something|it|that|this|them)$/i;
const OTHER_LIST = /\b(?:reminders?|calendar|play|guest|wait(?:ing)?)\b/i;

/** "add milk to my list", "todo: buy stamps", "I need to call the bank by friday" */
export function createTask(sentence: Sentence): Found | undefined {
  return addedToList(sentence) ?? labelled(sentence) ?? needed(sentence);
}

function addedToList({ command, now }: Sentence): Found | undefined {
  const [, what, list = '', rest = ''] = ADD_TO_LIST.exec(command) ?? [];
  if (!what || OTHER_LIST.test(list)) return undefined;

  // Only a date may follow the list; anything else is a second wish that would be lost.
  const due = findWhen(rest, now);
  if (titleOf(due ? without(due.spans, rest) : rest)) return undefined;
  return due ? { ...task(what, 0.95), when: due.when } : taskWithDate(what, 0.95, now);
}

function labelled({ command, now }: Sentence): Found | undefined {
  if (LABEL_ONLY.test(command)) return task('task', 0.9);
  const [, what] = LABEL.exec(command) ?? [];
  return what && !/^(?:\d+|lists?|done)$/i.test(what) ? taskWithDate(what, 0.9, now) : undefined;
}

function needed({ command, now }: Sentence): Found | undefined {
  const [, what] = NEED.exec(command) ?? [];
  return what && !OTHER_NEED.test(what) ? taskWithDate(what, 0.7, now) : undefined;
}

/** A date is cut from the title only at its edges; in "buy tickets for friday" it belongs to the task. */
function taskWithDate(what: string, confidence: number, now: Sentence['now']): Found {
  const due = findWhen(what, now);
  if (!due) return task(what, confidence);

  const first = due.spans[0]?.start ?? 0;
  const last = due.spans.at(-1)?.end ?? 0;
  const isEdge = first === 0 || last === what.length;
  const belongs = /\b(?:for|of|from|about|since)(?: the)? $/i.test(what.slice(0, first));
  const rest = isEdge && !belongs ? without(due.spans, what) : what;
  return { ...task(rest || what, confidence), when: due.when };
}

function task(what: string, confidence: number): Found {
  const title = PLACEHOLDER.test(what) ? undefined : titleOf(what);
  return { intent: 'create_task', confidence, ...(title && { title }) };
}

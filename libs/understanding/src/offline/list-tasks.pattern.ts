import { findWhen } from '../dates/find-when.ts';
import type { Found } from './found.ts';
import type { Sentence } from './sentence.ts';

const ASKS = new RegExp(
  "^(?:what(?:'?s)?|which|how many|do i|did i|have i|is|are|does|any|anything|show|list|read|tell me|give me|check" +
    '|see|view|display|open|get(?! rid)|hear|go (?:through|over))\\b',
  'i',
);

/** "my to-do list", "any tasks", "the shopping list" */
const MY_LIST = new RegExp(
  "\\b(?:(?:my|our|any|all)(?: [\\w'-]+){0,3}?|(?:the|open|pending)(?: (?:to[ -]?do|shopping|grocery|task))?)" +
    ' (?:tasks|to-?dos?|lists?)\\b',
  'i',
);
const LIST_ONLY =
  /^(?:(?:show|list|my|the|all|open|pending) ){0,4}(?:(?:to[ -]?do|task|shopping|grocery) )?(?:lists?|tasks|to-?dos?)$/i;
const LEFT_TO_DO =
  /^what(?: else)? (?:do i (?:still )?(?:need|have)|should i|must i|'s left|is left)(?: to)? (?:do|get done|buy)(?: today| tomorrow| this week| now| still)?$/i;

/** Other kinds of lists, which this assistant answers elsewhere or not at all. */
const OTHER =
  /\b(?:calendar|reminders?|events?|meetings?|appointments?|schedule|songs?|movies?|play ?lists?|alarms?)\b/i;

/** "what's on my list", "show my tasks", "is milk on my shopping list" */
export function listTasks({ command, now }: Sentence): Found | undefined {
  const asked = LIST_ONLY.test(command) || LEFT_TO_DO.test(command);
  if (!asked && !(ASKS.test(command) && MY_LIST.test(command) && !OTHER.test(command))) return undefined;
  return { intent: 'list_tasks', confidence: asked ? 0.95 : 0.85, when: findWhen(command, now)?.when };
}

import { lengthIn } from '../event-amounts.ts';
import type { Candidate, Slots } from '../found.ts';
import { itemsOf } from '../items.ts';
import { CHORE_DONE, DET, firstGroups, LIST, MOVE, pattern, REMOVE } from '../lexicon.ts';
import { listNameOf, MUSIC, OTHER_LIST } from '../lists.ts';
import { taskNumbersOf } from '../numbers.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf, PLACEHOLDER, titleOf } from '../title.ts';
import { renamedAndDue } from './renamed.ts';
import { PARTICIPLE } from './task-done.ts';
import { newDueDate } from './task-due.ts';

const FROM = '(?:from|off|off of|on|in|out of) ';
const TASK = '(?:tasks?|to-?dos?|to do|items?)';
const ANYMORE = '(?: any ?more| any longer)?';
const TAKE_OFF = `(?:,? (?:so |and |please |can you |you can )*(?:remove|delete|take|cross|scratch|get rid of|erase)(?: (?:it|that|them|those))?(?: (?:off|out))?(?: ?(?:from|off|of) ${LIST})?)`;

/** Each captures the task or tasks, and the list where it is named. */
const DELETES: [RegExp, confidence: number][] = [
  [pattern(`^(?:take|cross|strike|scratch) (?:off|out) (?<what>.+?) ${FROM}(?<list>${LIST})$`), 0.95],
  [
    pattern(
      `^${REMOVE} (?<what>.+?),? (?:as (?:an? )?${TASK} )?${FROM}(?<list>${LIST})(?:,? (?:please|now)|,? (?:because |since |as )?(?:i|we)\\b.*)?$`,
    ),
    0.95,
  ],
  [pattern(`^from (?<list>${LIST}),? ${REMOVE} (?<what>.+)$`), 0.95],
  [
    pattern(
      `^i (?:don'?t|do not|no longer) (?:need|want|have)(?: to (?:do|get|buy))? (?<what>[^,]+?)(?: to be)? ${FROM}(?<list>${LIST})${ANYMORE}${TAKE_OFF}?$`,
    ),
    0.95,
  ],
  [
    pattern(
      `^i (?:don'?t|do not|no longer) (?:need|want)(?: to (?:do|get|buy))? (?<what>.+?)${ANYMORE}(?= ?,| and| so)${TAKE_OFF}$`,
    ),
    0.85,
  ],
  [
    /^(?:forget|never ?mind|skip|no need for|(?:i|we) don'?t need)(?: about)? (?<what>(?:the|any|more) [^,]{2,40}?),? (?:(?:because|since|as) )?(?:i|we)(?:'ve| have)?(?: already)? (?:got|have|bought|found)(?: (?:one|some|it|them|plenty|enough|those|that))?(?: already| at home)?$/i,
    0.8,
  ],
  [
    pattern(
      `^${REMOVE} (?:my |the |all (?:of )?(?:my |the )?)?${TASK} (?:to |about |for |called |named |of )?(?<what>.+)$`,
    ),
    0.95,
  ],
  [pattern(`^${REMOVE} (?<what>.+?) ${TASK}$`), 0.95],
  [
    /^(?:take|cross|strike|scratch) (?!(?:me|you|us|it|that|this|your|my)\b|the day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|a day|time)(?<what>(?:the )?[\w'-]+(?: [\w'-]+)?) off(?: again)?$/i,
    0.6,
  ],
];
const THEN_REMOVE = pattern(
  `^(?<what>.+?)(?:,| so| and)+ (?:please |can you |could you |you can )*(?:remove|delete|take|cross|erase|scratch|drop) (?:it|that|this|them|those) (?:off|from|off of|out of) (?<list>${LIST})$`,
);
const DECIDED =
  /^(?:never ?mind|forget|i(?:'ve| have)? decided against|i(?:'m| am) not|i won'?t|(?:i )?(?:don'?t|no longer) (?:need|want)(?: to)?|i already \w+|we (?:have|don't need)) /i;
const CLEARS_LIST = pattern(
  `^(?:${REMOVE}|clean(?: up| out)?|reset|restart|start(?=.* (?:over|again|fresh)$)) (?:all (?:of )?|everything (?:on|in|from) )?(?<list>${LIST})(?: clean| completely| out| over| again| fresh)?$`,
);
const ALL =
  /^(?:everything|all|all (?:of )?(?:(?:the|my|those) )?(?:items?|tasks?|things?|to-?dos?|of it|of them|chores|contents?)?|(?:the |my )?(?:whole|entire) list|(?:all|the) contents?(?: of)?|all my|all the|every ?(?:thing|item|task))$/i;
const BY_NUMBER = pattern(
  `^(?:delete|remove|erase|scratch|drop|forget(?: about)?|never ?mind(?: about)?) (?<what>.+)$`,
);

const REOPENS = [
  `^(?:reopen|re-open|uncheck|untick|un-?mark|un-?complete) (?<what>.+)$`,
  `^(?:mark|set) (?<what>.+?) (?:as |to )?(?:not (?:done|finished|complete(?:d)?)|undone|incomplete|unfinished|open(?: again)?)$`,
  `^(?:i )?(?:didn'?t|did not|haven'?t|have not) (?:actually |really )?(?:finish|complete|do|done|finished|completed|buy|bought) (?<what>.+?)(?: after all| yet)?,? (?:so )?(?:put it back|reopen it|uncheck it|open it again|add it back)(?: on (?:my|the) list)?$`,
  `^(?<what>.+?) (?:isn'?t|is not|wasn'?t|was not|aren'?t|are not|weren'?t|hasn'?t been|haven'?t been) (?:actually )?(?:done|finished|complete|${PARTICIPLE})(?: yet| after all)?,? (?:so )?(?:(?:put|add) (?:it|them) back|(?:reopen|uncheck) (?:it|them)|open (?:it|them) again)(?: on (?:my|the) list)?$`,
].map((form) => pattern(form));

/** "I still have to …, it isn't done", "put 2 back, it's not done", "I haven't done the invoice after all", "undo ticking off the milk" */
const NOT_DONE =
  "(?:it|that|they|those)(?:'s| is|'re| are|s| was)? ?(?:not|n't|never) (?:(?:actually|really) )?(?:(?:been|got) )?(?:done|finished|complete|bought|sorted)(?: yet)?(?: after all)?";
const STILL_OPEN = [
  `^(?:undo|reverse|take back|revert) (?:ticking|checking|crossing|marking|striking)(?: off)? (?<what>.+?)(?: off(?: ${LIST})?| as (?:done|complete|finished))?$`,
  `^(?:i |we )(?:haven'?t|have not|didn'?t|did not) (?:(?:actually|really|even) )?(?:finish|complete|do|buy|pay|send|call|post|${CHORE_DONE})(?: off)? (?<what>(?:the|my|our|number|task|that) ?[\\w' -]{1,40}?) (?:after all|actually)$`,
  `^(?:i |we )?(?:haven'?t|have not|didn'?t|did not) (?:(?:actually|really|even) )?(?:${PARTICIPLE}|done|finished|do|finish|\\w+) (?<what>(?:the|my|our|number|task) ?[\\w' -]{1,40}?)(?: yet)?,? (?:so )?(?:un-?(?:tick|check|mark)|reopen) (?:it|them|that)$`,
  `^(?:put|add|move|stick) (?<what>[\\w' -]{1,40}?) back(?: (?:on|onto|in|to|up)(?: ${LIST})?)?(?:,| -| as| because| since)+ ?${NOT_DONE}$`,
  `^(?:i|we) (?:still|do still) (?:need|have|got) to (?<what>[\\w' -]{3,40}?)(?:,| -| as| because| since| so)+ ?${NOT_DONE}$`,
].map((form) => pattern(form));
/** "put milk back on the list" */
const PUTS_BACK = pattern(
  `^(?:put|add|stick) (?<what>[\\w' -]{1,40}?) back (?:on|onto|in|to) (?<list>${LIST})$`,
);
/** "the milk isn't done": it was ticked off, or else it goes without saying. */
const IS_NOT_DONE =
  /^(?<what>[\w' -]{1,40}?)(?: isn'?t| is not| aren'?t| are not| wasn'?t| was not) (?:(?:actually|really) )?(?:done|finished|complete|completed|bought)(?: yet| after all)*$/i;
const MAY_BE_OPEN =
  /^(?:undo|reverse|revert|take back|put|add|move|stick)\b|\b(?:after all|actually)$|\bstill\b|\b(?:un-?(?:tick|check|mark)|reopen) (?:it|them|that)$/i;

const UPDATES = [
  `^(?:change|swap|replace|switch) (?<what>.+?) on (?<list>${LIST}) (?:to|for|with|into) (?<to>.+)$`,
  `^(?:change|swap|replace|switch) (?<what>.+?) (?:to|for|with|into) (?<to>.+?) (?:on|in) (?<list>${LIST})$`,
  `^(?:change|set|move|update) the due date (?:of|for) (?<what>.+?) to (?<to>.+)$`,
  `^rename (?:my |the )?(?<what>(?:task|item|to-?do) (?:number )?#?\\d+)(?: on ${LIST})? (?:to|into|as) (?<to>(?:say|read|be) .+)$`,
  `^(?:rename|change|edit|update|reword|make) (?:my |the )?(?:name of |title of )?(?<what>(?:(?:task|item|to-?do) (?:number )?#?\\w+|.+? (?:task|to-?do|item)|(?:task|to-?do) .+?|(?:number )?\\d+))(?: on ${LIST})? (?:to (?:say |read |be )?|into )(?<to>.+)$`,
  `^(?:${MOVE}) (?:my |the )?(?<what>(?:task|to-?do|item) .+?|.+? (?:task|to-?do|item)) (?:to|till|until|by|for) (?<to>.+)$`,
  `^(?:make|set) (?:my |the )?(?<what>(?:task|to-?do|item) .+?|.+? (?:task|to-?do|item)) (?:due|be due) (?<to>.+)$`,
].map((form) => pattern(form));
/** "rename task 7 to": to what is missing. */
const RENAMES_ONLY =
  /^(?:rename|retitle|reword) (?:my |the )?(?<what>(?:task|item|to-?do) (?:number )?#?\d+)(?: (?:to|as|into))?$/i;
/** "make it 3 eggs", "make that oat milk instead": another name for what was talked about. */
const MAKES_IT =
  /^(?:no,? )?(?:make|change) (?:it|that) (?:to |into )?(?<to>(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|(?:a |two |half a )?dozen|a (?:couple|few)(?: of)?|some) [a-z][\w' -]{1,30}|(?!(?:at|on|for|by|in|until|till|from|to|the|so|up|more|less|every|later|earlier|longer|shorter|all|tomorrow|today|tonight|next|be|work|happen|stop|repeat|known)\b)[a-z][\w'-]+(?: [a-z][\w'-]+){0,2}(?= instead$))(?: instead)?$/i;

/** Ticking off is completing; taking off is deleting. */
const TICKS_OFF = /^(?:check|tick|cross|strike|mark)\b.* off\b|^(?:cross|strike) out (?!.* from )/i;

/** "remove milk from my list", "delete task 3", "I don't need the eggs anymore, take them off the list" */
export function deleteTask({ command }: Sentence): Candidate[] {
  const cleared = CLEARS_LIST.exec(command)?.groups?.list;
  if (cleared && !OTHER_LIST.test(cleared)) {
    const list = listNameOf(cleared);
    return [{ intent: 'delete_task', confidence: 0.9, fill: () => ({ all: true, ...(list && { list }) }) }];
  }
  if (TICKS_OFF.test(command)) return [];
  const then = THEN_REMOVE.exec(command)?.groups;
  if (then?.what && !OTHER_LIST.test(then.list ?? '')) {
    const what = then.what.replace(DECIDED, '').replace(/ any ?more$/i, '');
    const list = listNameOf(then.list ?? '');
    return [
      {
        intent: 'delete_task',
        confidence: 0.9,
        fill: () =>
          itemsOf(what, list)
            .flatMap(tasksNamed)
            .map((slots) => ({ ...slots, ...(list && { list }) })),
      },
    ];
  }
  for (const [form, confidence] of DELETES) {
    const { what, list: words = '' } = form.exec(command)?.groups ?? {};
    if (!what || OTHER_LIST.test(words) || MUSIC.test(what) || (!words && OTHER_OBJECT.test(command)))
      continue;
    const list = words ? listNameOf(words) : undefined;
    return [
      {
        intent: 'delete_task',
        confidence,
        fill: () =>
          itemsOf(what, list)
            .flatMap(tasksNamed)
            .map((slots) => ({ ...slots, ...(list && { list }) })),
      },
    ];
  }
  const what = BY_NUMBER.exec(command)?.groups?.what ?? '';
  const numbers = taskNumbersOf(what);
  if (numbers.length > 0) return [{ intent: 'delete_task', confidence: 0.8, fill: () => tasksNamed(what) }];
  // "delete the milk" names no list, so it may be about something else.
  // Neither need it be one to delete: "drop the kids at school".
  const isPlain =
    !/^drop\b/i.test(command) &&
    /^the (?!.* (?:from|in|on|of|at|to|by|with|before|after) )[\w' -]{2,30}$/i.test(what) &&
    !OTHER_OBJECT.test(what);
  return isPlain ? [{ intent: 'delete_task', confidence: 0.55, fill: () => tasksNamed(what) }] : [];
}

/** "reopen task 2", "mark milk as not done" */
export function reopenTask({ command, isQuestion }: Sentence): Candidate[] {
  const open = MAY_BE_OPEN.test(command) ? firstGroups(STILL_OPEN, command)?.what : undefined;
  if (open) return [{ intent: 'reopen_task', confidence: 0.95, fill: () => tasksNamed(open) }];
  const what = firstGroups(REOPENS, command)?.what;
  if (what) return [{ intent: 'reopen_task', confidence: 0.9, fill: () => tasksNamed(what) }];
  const back = PUTS_BACK.exec(command)?.groups;
  if (back?.what && !OTHER_LIST.test(back.list ?? '')) {
    const list = listNameOf(back.list ?? '');
    const fill = (): Slots[] =>
      tasksNamed(back.what ?? '').map((slots) => ({ ...slots, ...(list && { list }) }));
    return [{ intent: 'reopen_task', confidence: 0.95, fill }];
  }
  const undone = isQuestion ? undefined : IS_NOT_DONE.exec(command)?.groups?.what;
  return undone && !NO_NAME.test(undone) && !OTHER_OBJECT.test(undone)
    ? [{ intent: 'reopen_task', confidence: 0.6, fill: () => tasksNamed(undone) }]
    : [];
}

/** What is spoken of, and no name of a task: "it isn't done", "dinner isn't finished because …". */
const NO_NAME = /^(?:it|that|this|they|those|these|there|he|she|we|you|i|what|which|who|why|if|when)\b|,/i;

/** "rename task 2 to buy oat milk", "move the laundry task to tomorrow" */
export function updateTask({ command, dates }: Sentence): Candidate[] {
  const due = newDueDate({ command, dates });
  if (due && !OTHER_OBJECT.test(due.what)) {
    const fill = (): Slots => ({ ...tasksNamed(due.what)[0], when: due.when });
    return [{ intent: 'update_task', confidence: 0.9, isOwn: true, fill }];
  }
  const instead = MAKES_IT.exec(command)?.groups?.to;
  if (instead && lengthIn(instead) === undefined && dates(`at ${instead}`).rest !== '')
    return [{ intent: 'update_task', confidence: 0.7, isOwn: true, fill: () => ({ newTitle: instead }) }];
  const nameless = RENAMES_ONLY.exec(command)?.groups?.what;
  if (nameless)
    return [{ intent: 'update_task', confidence: 0.9, fill: () => tasksNamed(nameless)[0] ?? {} }];
  const { what, to, list: words = '' } = firstGroups(UPDATES, command) ?? {};
  if (!what || !to || OTHER_OBJECT.test(what) || OTHER_LIST.test(words)) return [];
  const list = listNameOf(words);
  const fill = (): Slots => {
    const { when, recurrence, rest } = dates(to);
    const newTitle = titleOf(rest);
    const change = when && !newTitle ? { when, ...(recurrence && { recurrence }) } : renamedAndDue(dates, to);
    return { ...tasksNamed(what)[0], ...change, ...(list && { list }) };
  };
  return [{ intent: 'update_task', confidence: 0.9, fill }];
}

const OTHER_OBJECT = /\b(?:reminders?|calend[ae]r|meetings?|appointments?|events?|timers?|alarms?)\b/i;

const TASK_CALLED = pattern(`^${DET}?(?:task|item|to-?do) (?:to |called |named |about )?`);

/** The tasks that `words` name: by their numbers, all of them, or by title. */
export function tasksNamed(words: string): Slots[] {
  if (ALL.test(words)) return [{ all: true }];
  const numbers = taskNumbersOf(words);
  if (numbers.length > 0) return numbers.map((number) => ({ number }));
  const title = nameOf(words.replace(TASK_CALLED, '').replace(/ (?:task|item|to-?do)$/i, ''));
  return [title && !PLACEHOLDER.test(title) ? { title } : {}];
}

import type { Candidate, Slots } from '../found.ts';
import { itemsOf } from '../items.ts';
import {
  ADD,
  ASK,
  CALENDAR,
  CHANGE,
  CHORE,
  ERRAND,
  EVENT_KIND,
  GENERIC_EVENT,
  LIST,
  pattern,
  REMOVE,
  SHOW,
} from '../lexicon.ts';
import { listNameOf, MUSIC, OTHER_LIST } from '../lists.ts';
import type { Sentence } from '../sentence.ts';
import type { Dates } from '../slots.ts';
import { PLACEHOLDER, titleOf } from '../title.ts';

const TO = '(?:to|on|onto|in|into|for(?= (?:my|the|our) )) ';
/** "we ran out of [milk]", "there's no more [milk]": what one says of goods that are to be bought. */
const LACK =
  "(?:(?:(?:i|we)(?:'m|'re|'ve| am| are| have)? )?(?:just )?(?:(?:all |almost |nearly )?(?:need|out of|(?:have|got) no(?: more)?|no more|don'?t have(?: any)?(?: more)?|running (?:low|out) (?:on|of)|low on|short (?:on|of)|want)|(?:ran|run) (?:out of|low on)|used (?:up|(?:up )?(?:the last|all) of)|finished(?: off)?)|(?:there(?:'s| is| are) )?no more|there(?:'s| is| are) no|there (?:isn'?t|aren'?t) any(?: more)?)";
const AT_HOME = '(?: (?:left|any ?more|at home|in the (?:house|fridge|freezer|cupboard|pantry|kitchen)))*';
const GONE =
  '(?:(?:all |almost |nearly )?(?:gone|empty|finished|used up|out)|running (?:low|out)|getting low)';
const PUT_IT = `${ADD} (?:it|that|them|some|those|one|more)(?: down)? ${TO}`;

/** Each names an item and a list. */
const ONTO_LIST: [RegExp, confidence: number][] = [
  [pattern(`^(?:add |put )?(?:a )?new (?:item|thing|entry) ${TO}(?<list>${LIST}):? (?<what>.+)$`), 0.95],
  [pattern(`^(?:don'?t forget|remember) (?!to\\b)(?<what>.+) ${TO}(?<list>${LIST})$`), 0.95],
  [pattern(`^(?:get|have) (?<what>.+) (?:added|put) ${TO}(?<list>${LIST})$`), 0.95],
  [
    pattern(
      "^(?:i need |let's )?",
      ADD,
      `(?: me)? (?<what>.+) (?:${TO}|as an? item ${TO})(?<list>${LIST})(?<rest>.*)$`,
    ),
    0.95,
  ],
  [
    pattern(
      '^',
      ADD,
      ` ${TO}(?<list>(?:my |the )?(?:shopping|groceries|errands|chores|to-?dos?))(?::| -) (?<what>.+)$`,
    ),
    0.95,
  ],
  [pattern('^', ADD, ` ${TO}(?<list>${LIST})(?:[:,]| that i (?:need|have) to)? (?<what>.+)$`), 0.95],
  [pattern(`^(?:on|to|in|onto) (?<list>${LIST}),? (?:please )?`, ADD, ' (?<what>.+)$'), 0.95],
  [
    pattern(`^(?:update|change|edit) (?<list>${LIST}) (?:with|to include|by adding|to have) (?<what>.+)$`),
    0.95,
  ],
  [pattern(`^(?:have|keep|get) (?!rid\\b|i\\b|we\\b|you\\b)(?<what>.+?) ${TO}(?<list>${LIST})$`), 0.95],
  [pattern(`^${ADD} (?<what>.+?)(?: down)? as (?:a|an|a new|another) (?<list>(?:task|to-?do|to do))$`), 0.95],
  [pattern(`^(?<list>${LIST}) ?(?:[:,-]|,? (?:add|put|include)) (?<what>.+)$`), 0.9],
  [
    pattern(
      `^(?:${LACK} (?:to get |to buy |some )?(?<what>.+?)${AT_HOME}|(?<what2>[\\w' -]+?) (?:is|are) ${GONE})[,.;]? (?:(?:so|and|please|can you|could you|will you|would you) )*${PUT_IT}(?<list>${LIST})$`,
    ),
    0.95,
  ],
  [
    pattern(
      `^(?:(?:i|we) (?:have to|need to|must|should|need) (?:remember to )?)(?<what>.+?),? (?:(?:so|and|please|can you|could you|will you|would you) )*${PUT_IT}(?<list>${LIST})$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?:make sure|check|see)(?: that| to it)? (?:there (?:is|are) )?(?<what>.+?) (?:is|are|gets?|goes|go)?(?: added| put)? ?${TO}(?<list>${LIST})$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?:i|we)(?:'d)? (?:need|want|would like|like|must have) (?<what>.+?)(?: added| put)? ${TO}(?<list>${LIST})$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?<list>${LIST}) (?:needs|wants|should (?:have|include)) (?<what>.+?)(?: (?:added|on it|put on it|to it))*$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?:make|put|leave|write|add|note)(?: (?:a note|an entry|it|that|this|down))? (?:to|on|in) (?<list>${LIST}) (?:to|that i (?:need|have) to|that) (?<what>.+)$`,
    ),
    0.95,
  ],
  [
    pattern(
      `^(?<what>(?!i |we |you ).+) ${TO}(?<list>(?=.*\\b(?:my|the|our|shopping|grocer\\w+|to-?do)\\b)${LIST})$`,
    ),
    0.85,
  ],
];

/** "the milk smells, [put some] on my list": the clause before names the thing. */
const THEN_PUT_IT = pattern(
  `[,.;] (?:(?:so|and|please|can you|could you) )*${ADD} (?:it|that|them|some|those|one|more)(?: down)?$`,
);

/** Without one of these no form of `ONTO_LIST` fits; they are many and long. */
const MENTIONS_LIST =
  /\b(?:lists?|to-?dos?|to do|tasks?|groceries|shopping|errands|chores|(?:things|stuff) (?:i|we))\b/i;
const LABEL =
  /^(?:(?:add|create|make|start|open|assign|set|new|i need)(?: up)?(?: me)?(?: an?| another)?(?: new)? )?(?:(?:task|todo|to-do)(?: item)?|to do(?: item|(?=:| for me to)))(?: for me)?(?::| -| to\b| called| named| for| of)? (?<what>.+)$/i;
const LABEL_ONLY =
  /^(?:(?:add|create|make|set)(?: an?| another)?(?: new)?|new) (?:task|todo|to-do|to do|item|list item)(?: to my (?:tasks|to-?dos))?$/i;
const NEED =
  /^(?:(?:i|we)(?:'m|'ve)? (?:really |still |also )?)?(?:need to|have to|must|gotta|got to|have got to|ought to|am supposed to|should(?! (?:i|we|you|he|she|it)\b)) (?:(?:really|probably|also|still|definitely|finally) )*(?<what>.+)$/i;
const OUT_OF =
  /^(?:we|i)(?:'re| are|'m| am|'ve| have)? (?:all |almost |nearly )?(?:out of|ran out of|run out of|running (?:low|out) (?:on|of)|low on) (?<what>[\w' -]{2,30})$/i;

/** What a household runs out of; alone, people want many things that nobody can buy for them. */
const NEED_GOODS =
  /^(?:we|i(?=.*, ?\w)|i(?= need (?:some(?: more)?|more|new|a new|another) (?!help|time|info|advice|ideas?|suggestions?|sleep|rest|money|job)[\w'-]+(?: [\w'-]+)?$)) (?:need|want) (?!to\b|you\b|your\b|a (?:ride|table|room|meeting)\b)(?:some more |some |more )?(?<what>[\w', -]{2,40})$/i;

/** Needs that are not tasks: to know something, or for a change in the calendar. */
const OTHER_NEED = pattern(
  '^(?:know|see|ask|find out|hear|talk|speak|check|go|be|do|set|schedule|book|cancel|delete|remove|change|move|look' +
    '|reschedule|add|put|make|create|stop|say|tell|confess|admit|have|get (?:to|from|there|home|some|a|rid)|use|turn|transfer|report|wear|bring)\\b' +
    `|\\b(?:appointment|meeting|event|reminders?|remind|alarm|lists?|tasks?|${CALENDAR})\\b`,
);
const IS_ERRAND = pattern('^', ERRAND, '(?= |$)(?! (?:you|your)\\b)');
const BARE_CHORE = pattern('^', CHORE, ' (?!me\\b|up\\b|if\\b|whether\\b)(?<what>.+)$');
const EVENT = pattern(`\\b(?:${GENERIC_EVENT})\\b|^(?:do|have|make) (?:.+ )?(?:${EVENT_KIND})\\b`);
/** "add carrots", "remember to buy flowers": what to do, not where to put it. */
const PLAIN_ADD =
  /^add (?!\d|(?:one|two|three|four|five|six|seven|eight|nine|ten) and\b|(?:me|him|her|a|an|the|my|your|to) )(?<what>[\w'-]+(?: [\w'-]+){0,3})$/i;
const REMEMBER_TO =
  /^(?:don'?t forget|remember) (?:to |(?=(?:the|my|our|some) [\w' -]{1,30}$)(?!.*\b(?:is|are|was|has|have|needs?)\b))(?<what>.+)$/i;
const OTHER_VERB = pattern(
  '^(?:',
  [ASK, CHANGE, REMOVE, SHOW].join('|'),
  '|remind|create|make|start|schedule|set|play|turn|mark|tick|check|finished|done|remember|call me)\\b',
);
const TO_CALENDAR = pattern(`\\b(?:to|on|in|into) (?:my |the |our )?(?:[\\w']+ )?(?:${CALENDAR})\\b`);

/** "add milk to my list", "todo: buy stamps", "I need to call the bank by friday" */
export function createTask(sentence: Sentence): Candidate[] {
  const { command } = sentence;
  const onto = MENTIONS_LIST.test(command) ? ontoList(sentence) : undefined;
  if (onto) return [onto];
  if (LABEL_ONLY.test(command)) return [{ intent: 'create_task', confidence: 0.9 }];
  if (TO_CALENDAR.test(command)) return [];

  const label = LABEL.exec(command)?.groups?.what;
  if (label && !/^(?:\d+|lists?|done|finished|completed?|is|was|to)\b/i.test(label))
    return [task(sentence, label, 0.9)];

  const need = NEED.exec(command)?.groups?.what?.replace(/^(?:remember|not (?:to )?forget) to /i, '');
  // With a date it is a plan, whatever it is about: "I need to pay the taxes by friday".
  if (need?.includes(' ') && IS_ERRAND.test(need) && !/\b(?:list|calend[ae]r|remind\w*)\b/i.test(need))
    return [{ ...task(sentence, need, sentence.dates(need).when ? 0.8 : 0.7), isOwn: true }];
  if (need && !OTHER_NEED.test(need)) return [task(sentence, need, sentence.dates(need).when ? 0.8 : 0.7)];

  const toDo = REMEMBER_TO.exec(command)?.groups?.what ?? PLAIN_ADD.exec(command)?.groups?.what;
  if (toDo) return [task(sentence, toDo, 0.6, 'shopping')];
  const goods = NEED_GOODS.exec(command)?.groups?.what;
  if (goods) return [task(sentence, goods, 0.55, 'shopping')];
  const outOf = OUT_OF.exec(command)?.groups?.what;
  if (outOf) return [task(sentence, outOf, 0.6)];
  return chore(sentence);
}

function ontoList(sentence: Sentence): Candidate | undefined {
  for (const [form, confidence] of ONTO_LIST) {
    const { what2, what = what2 ?? '', list = '', rest = '' } = form.exec(sentence.command)?.groups ?? {};
    if (
      !what ||
      OTHER_LIST.test(list) ||
      MUSIC.test(what) ||
      (confidence < 0.9 && OTHER_VERB.test(sentence.command))
    )
      continue;

    // Only a date may follow the list; anything else is a second wish that would be lost.
    const due = rest ? sentence.dates(rest) : undefined;
    if (due && titleOf(due.rest)) continue;
    const listName = listNameOf(list);
    return {
      intent: 'create_task',
      confidence,
      fill: () =>
        thingsIn(sentence, what.replace(THEN_PUT_IT, ''), listName).map((item) => ({
          ...(due?.when ? { ...titled(item), ...timeOf(due) } : taskSlots(sentence, item)),
          ...(listName && { list: listName }),
        })),
    };
  }
  return undefined;
}

/** "call the client tomorrow": an order to oneself. Without a date it could be one to us, "call mom". */
function chore(sentence: Sentence): Candidate[] {
  const { command } = sentence;
  const what = BARE_CHORE.exec(command)?.groups?.what;
  if (!what || EVENT.test(command)) return [];
  const { when, noSuchDate, recurrence, rest } = sentence.dates(command);
  if ((when ?? noSuchDate ?? recurrence) && titleOf(rest)?.includes(' ')) {
    const dated = { ...task(sentence, command, 0.65), isOwn: BUYS.test(command) };
    // An entry of a list is done once; what recurs is to be reminded of.
    return [recurrence ? { ...dated, intent: 'create_reminder' } : dated];
  }
  return /^(?:(?:buy|pick up|purchase) (?!(?:more |a |the |some )*(?:info|tickets?|stocks?|shares?|bitcoin|crypto|that|it)\b)|get (?!(?:a|some info|info|more info|the|tickets?|rid|me|directions|off|out|it|that|up|to|in|on|lost|going|ready)\b)(?!.*\b(?:info|information|details|results?)\b))/i.test(
    command,
  )
    ? [{ ...task(sentence, command, 0.6), isOwn: /^buy .*\b(?:for|from)\b/i.test(command) }]
    : [];
}

/** What is bought on a day is on one's own list, whatever it is. */
const BUYS = /^(?:(?:buy|purchase|pick up|collect) |get (?:the |some |my |our )?(?:[\w'-]+ )?tickets\b)/i;

function task(sentence: Sentence, what: string, confidence: number, kind?: string): Candidate {
  return {
    intent: 'create_task',
    confidence,
    fill: () => thingsIn(sentence, what, kind).map((item) => taskSlots(sentence, item)),
  };
}

/** A day, or what is said of one, is no thing: "pack lunches for thursday, [friday]", "call mom today, [tomorrow is her birthday]". */
const OF_DAY = /^(?:$|(?:is|are|was|were|will be|would be)\b)/i;

function thingsIn({ dates }: Sentence, what: string, list?: string): string[] {
  const items = itemsOf(what, list);
  const isOfDay = (item: string): boolean =>
    dates(item).spans[0]?.start === 0 && OF_DAY.test(dates(item).rest);
  return items.slice(1).some(isOfDay) ? [what] : items;
}

/** A date is cut from the title only at its edges; in "buy tickets for friday" it belongs to the task. */
function taskSlots({ dates }: Sentence, what: string): Slots {
  const { spans, rest, leadTimes: _, isOver: __, choice: ___, ...found } = dates(what);
  if (spans.length === 0) return titled(what);

  const first = spans[0]?.start ?? 0;
  const isEdge = first === 0 || spans.at(-1)?.end === what.length;
  const belongs = /\b(?:for|of|from|about|since)(?: the)? $/i.test(what.slice(0, first));
  // Of several dates that belong to it the first is when it is due; the empty list says that there are no further times.
  if (belongs) return { ...titled(what), ...found, others: [] };
  return { ...titled(isEdge ? rest || what : what), ...found };
}

const timeOf = ({ when, recurrence }: Dates): Slots => ({
  ...(when && { when }),
  ...(recurrence && { recurrence }),
});

function titled(what: string): Slots {
  const title = PLACEHOLDER.test(what) ? undefined : titleOf(what);
  return title ? { title } : {};
}

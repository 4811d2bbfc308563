import type { Candidate, Slots } from '../found.ts';
import { itemsOf } from '../items.ts';
import { CALENDAR, CHORE, ERRAND, EVENT_KIND, GENERIC_EVENT, pattern } from '../lexicon.ts';
import { listNameOf } from '../lists.ts';
import { KEEP, OWN_DUTY } from '../note-words.ts';
import type { Sentence } from '../sentence.ts';
import type { Dates } from '../slots.ts';
import { PLACEHOLDER, titleOf } from '../title.ts';
import { isChoreBeside } from './chore-beside.ts';
import { listEntry } from './list-entry.ts';
import { isGoods, neededGoods } from './needed-goods.ts';

const LABEL =
  /^(?:(?:add|create|make|start|open|assign|set|new|i need)(?: up)?(?: me)?(?: an?| another)?(?: new)? )?(?:(?:task|todo|to-do)(?: item)?|to do(?: item|(?=:| for me to)))(?: for me)?(?::|,| -| to\b| called| named| for| of)? (?<what>.+)$/i;
/** "jot down buy stamps", "make a note to ring the vet": what is noted is a chore. */
const NOTED = pattern(
  '^(?:(?:jot|write|note|scribble|take|get|put) (?:(?:this|that|it) )?down|make a note|note to self|leave a note)(?: (?:for me|this|that))*[,:]? (?:',
  OWN_DUTY,
  '|(?:that )?(?:i|we) want to |to )?(?<what>',
  CHORE,
  ' .+)$',
);
/** "remember that I need to call the bank" */
const NOTED_DUTY = pattern(
  `^${KEEP}(?: (?:for me|somewhere))?[,:]? ${OWN_DUTY}(?:remember to )?(?<what>${CHORE} .+)$`,
);
const LABEL_ONLY =
  /^(?:(?:add|create|make|set)(?: an?| another)?(?: new)?|new) (?:task|todo|to-do|to do|item|list item)(?: to my (?:tasks|to-?dos))?$/i;
const NEED =
  /^(?:(?:i|we)(?:'m|'ve)? (?:really |still |also )?)?(?:need to|have to|must|gotta|got to|have got to|ought to|am supposed to|should(?! (?:i|we|you|he|she|it)\b)) (?:(?:really|probably|also|still|definitely|finally) )*(?<what>.+)$/i;
const OUT_OF =
  /^(?:(?:we|i)(?:'re| are|'m| am|'ve| have)? |(?=running ))(?:all |almost |nearly )?(?:out of|ran out of|run out of|running (?:low|out) (?:on|of)|low on) (?<what>[\w' -]{2,30})$/i;

/** Needs that are not tasks: to know something, or for a change in the calendar. */
const OTHER_NEED = pattern(
  '^(?:know|see|ask|find out|hear|talk|speak|check|go|be|do|set|schedule|book|cancel|delete|remove|change|move|look' +
    '|reschedule|add|put|make|create|stop|say|tell|confess|admit|have|get (?:to|from|there|home|some|a|rid)|use|turn|transfer|report|wear|bring)\\b' +
    `|\\b(?:appointment|meeting|event|reminders?|remind|alarm|lists?|tasks?|${CALENDAR})\\b`,
);
const IS_ERRAND = pattern('^', ERRAND, '(?= |$)(?! (?:you|your)\\b)');
const BARE_CHORE = pattern('^', CHORE, ' (?!me\\b|you\\b|up\\b|if\\b|whether\\b).+$');
const EVENT = pattern(`\\b(?:${GENERIC_EVENT})\\b|^(?:do|have|make) (?:.+ )?(?:${EVENT_KIND})\\b`);
/** "add carrots", "remember to buy flowers": what to do, not where to put it. */
const PLAIN_ADD =
  /^add (?!\d|(?:one|two|three|four|five|six|seven|eight|nine|ten) and\b|(?:me|him|her|a|an|the|my|your|to) )(?<what>[\w'-]+(?: [\w'-]+){0,3})$/i;
const REMEMBER_TO =
  /^(?:don'?t forget|remember) (?:to |(?=(?:the|my|our|some) [\w' -]{1,30}$)(?!.*\b(?:is|are|was|has|have|needs?)\b))(?<what>.+)$/i;
const TO_CALENDAR = pattern(`\\b(?:to|on|in|into) (?:my |the |our )?(?:[\\w']+ )?(?:${CALENDAR})\\b`);

/** "add milk to my list", "todo: buy stamps", "I need to call the bank by friday" */
export function createTask(sentence: Sentence): Candidate[] {
  const { command, isQuestion } = sentence;
  const onto = ontoList(sentence);
  if (onto) return [onto];
  if (LABEL_ONLY.test(command)) return [{ intent: 'create_task', confidence: 0.9 }];
  if (TO_CALENDAR.test(command)) return [];

  const noted = (NOTED.exec(command) ?? NOTED_DUTY.exec(command))?.groups?.what;
  if (noted) return [{ ...task(sentence, noted, 0.8), isOwn: true }];
  const label = LABEL.exec(command)?.groups?.what;
  if (label && !/^(?:\d+|lists?|done|finished|completed?|is|was|to)\b/i.test(label))
    return [task(sentence, label, 0.9)];

  // "I have to pay the rent?" asks whether it is so.
  const need = (isQuestion ? undefined : NEED.exec(command))?.groups?.what?.replace(
    /^(?:remember|not (?:to )?forget) to /i,
    '',
  );
  // With a date it is a plan, whatever it is about: "I need to pay the taxes by friday".
  if (need?.includes(' ') && IS_ERRAND.test(need) && !/\b(?:list|calend[ae]r|remind\w*)\b/i.test(need))
    return [{ ...task(sentence, need, sentence.dates(need).when ? 0.8 : 0.7), isOwn: true }];
  if (need && !OTHER_NEED.test(need)) return [task(sentence, need, sentence.dates(need).when ? 0.8 : 0.7)];

  const toDo = REMEMBER_TO.exec(command)?.groups?.what ?? PLAIN_ADD.exec(command)?.groups?.what;
  if (toDo) return [task(sentence, toDo, 0.6, 'shopping')];
  const goods = neededGoods(command);
  if (goods) return [task(sentence, goods, 0.55, 'shopping')];
  const outOf = OUT_OF.exec(command)?.groups?.what;
  if (outOf && isGoods(outOf)) return [task(sentence, outOf, 0.6)];
  return chore(sentence);
}

function ontoList(sentence: Sentence): Candidate | undefined {
  const entry = listEntry(sentence);
  if (!entry) return undefined;
  const list = listNameOf(entry.list);
  const { due } = entry;
  const slotsOf = (item: string): Slots =>
    due?.when ? { ...titled(item), ...timeOf(due) } : taskSlots(sentence, item);
  return {
    intent: 'create_task',
    confidence: entry.confidence,
    fill: () =>
      thingsIn(sentence, entry.what, list).map((item) => ({ ...slotsOf(item), ...(list && { list }) })),
  };
}

/** "call the client tomorrow": an order to oneself. Without a date it could be one to us, "call mom". */
function chore(sentence: Sentence): Candidate[] {
  const { command } = sentence;
  const { when, noSuchDate, recurrence, rest, spans } = sentence.dates(command);
  // "every friday at 7 go running"
  const matter = recurrence && spans[0]?.start === 0 ? rest : command;
  const isChore = BARE_CHORE.test(matter) && !EVENT.test(matter);
  if (!isChore && !isChoreBeside(sentence)) return [];
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
  const { spans, rest, leadTimes, leadDays, isOver: _, choice: __, ...found } = dates(what);
  // "call anna an hour before the party": nothing that a list could ring for.
  if (spans.length === 0 || (leadTimes ?? leadDays)) return { ...titled(what), ...found };

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

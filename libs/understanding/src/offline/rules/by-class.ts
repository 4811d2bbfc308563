import type { Intent } from '../../meaning.ts';
import { isEventObject } from '../event-object.ts';
import type { Candidate, Slots } from '../found.ts';
import {
  ADD,
  ASK,
  CALENDAR,
  CHANGE,
  CREATE,
  GENERIC_EVENT,
  LIST,
  pattern,
  REMOVE,
  SHOW,
} from '../lexicon.ts';
import { listNameOf, MUSIC, OTHER_LIST } from '../lists.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf, titleOf } from '../title.ts';

/** One of our objects and a verb, wherever they stand: below what a rule is sure of, above nothing. */
const GUESS = 0.7;

type Verb = 'ask' | 'remove' | 'change' | 'complete' | 'add';
type ObjectClass = 'reminder' | 'list' | 'event';

const INTENTS: Record<ObjectClass, Partial<Record<Verb, Intent>>> = {
  reminder: {
    ask: 'list_reminders',
    remove: 'cancel_reminder',
    change: 'update_reminder',
    add: 'create_reminder',
  },
  list: { ask: 'list_tasks', remove: 'delete_task', complete: 'complete_task', add: 'create_task' },
  event: { ask: 'list_events', remove: 'cancel_event', change: 'update_event', add: 'create_event' },
};

const OBJECTS: [ObjectClass, RegExp][] = [
  ['reminder', /\b(?:reminders?|remind(?:ed|ing)? (?:me|us))\b/i],
  ['list', /\b(?:(?:my|our|the) (?:[\w'-]+ ){0,2}(?:lists?|to-?dos?)|(?:shopping|grocery|to-?do) list)\b/i],
  ['event', pattern(`\\b(?:my|our|the|this|that) (?:[\\w'-]+ ){0,3}?(?:${CALENDAR}|${GENERIC_EVENT})\\b`)],
];
const REMOVES = pattern(
  `^(?:${REMOVE})\\b|\\b(?:cancel|delete|remove|erase|get rid of|clear|call off|scrap|(?:take|get) .* (?:off|out))\\b|\\b(?:don'?t|do not|no longer|won'?t) (?:need|want)\\b`,
);
/** "clear the table before the meeting": done to things of any kind, unless the event is their object. */
const OTHER_THING = pattern(
  `^(?!cancel\\b|call\\b)(?:${REMOVE})\\b|^(?:${ADD}|${CREATE}|have|(?:i|we) (?:need|want))\\b(?!.*\\b(?:${CALENDAR})\\b).* (?:before|after|during|until|for|at) (?:my|our|the|this|that)\\b`,
);
const COMPLETES =
  /\b(?:done|finished|completed|complete|check(?:ed)? off|tick(?:ed)? off|cross(?:ed)? off)\b/i;
const CHANGES = pattern(
  `^(?:${CHANGE})\\b|\\b(?:reschedul\\w+|postpon\\w+|moved?|shift(?:ed)?|delay(?:ed)?|pushed|change[ds]?) (?:it |that |them |to |from |until |till |my |the )`,
);
const ADDS = pattern(
  `^(?:${ADD}|${CREATE})\\b|\\b(?:add(?:ed)?|put|schedule|include|insert|placed?|needs?|want|set(?: up)?|make sure|remember|have to|forget)\\b`,
);
const ASKS = pattern(
  `^(?:${ASK}|${SHOW})(?![\\w'-])|\\b(?:tell me|let me know|do i have|know (?:if|what|when|whether))\\b`,
);
/** What is said about such things in general, or about somebody else's. */
const IN_GENERAL =
  /^(?:why|how (?:do|does|can|could|would|should|to)|who (?!am i|is|'s)|what (?:is|are) (?:a|an)|where can|if)\b|\b(?:purpose|point of|best|in general|excel|outlook|gmail|app|python|boring|hate|useful|parliament|politely)\b/i;
/** "the schedule for the yankees" */
const OF_OTHERS =
  /\bthe (?:schedule|agenda|itinerary) (?:for|of) (?:the |a )(?!day|week|month|year|rest|next|weekend|morning|afternoon|evening|meeting|\d|[a-z]+(?:st|nd|rd|th)\b)/i;
const ADDRESSED = /^(?:i|we|my|our|the|there)\b/i;

/** The reading by classes alone, for a sentence that no rule knows the order of. */
export function byClass({ command, dates }: Sentence): Candidate[] {
  if (IN_GENERAL.test(command) || OF_OTHERS.test(command)) return [];
  const object = OBJECTS.find(([, form]) => form.test(command))?.[0];
  const verb = object && verbOf(command);
  const intent = verb && INTENTS[object][verb];
  if (object === 'event' && OTHER_THING.test(command) && !isEventObject(command, dates)) return [];
  if (!intent || (object === 'list' && (OTHER_LIST.test(command) || MUSIC.test(command)))) return [];
  return [
    {
      intent,
      confidence: GUESS - (ADDRESSED.test(command) ? 0.05 : 0),
      fill: () => slotsOf(command, dates, object, verb),
    },
  ];
}

function verbOf(command: string): Verb | undefined {
  if (ASKS.test(command)) return 'ask';
  if (REMOVES.test(command)) return 'remove';
  if (COMPLETES.test(command)) return 'complete';
  if (CHANGES.test(command)) return 'change';
  return ADDS.test(command) ? 'add' : undefined;
}

const VERB = pattern(
  `^(?:(?:${ADD}|${CREATE}|${REMOVE}|${CHANGE})|i (?:need|want|have)(?: to)?|make sure(?: that)?|(?:to )?remember to)\\b ?`,
);
const CONTAINER = pattern(
  `,? ?\\b(?:(?:to|on|onto|in|from|off)(?: of)? )?(?:${LIST}|(?:my|the|our) (?:${CALENDAR}))`,
);
const LIST_NAMED = pattern(`\\b(?:to|on|onto|in|from|off|of) (?<list>${LIST})`);

/** What is left when verb, container and date are cut. */
function slotsOf(command: string, dates: Sentence['dates'], object: ObjectClass, verb: Verb): Slots {
  const list = object === 'list' ? listNameOf(LIST_NAMED.exec(command)?.groups?.list ?? '') : undefined;
  const { when, recurrence, rest } = dates(command);
  const title =
    verb === 'ask' ? undefined : nameOf(titleOf(rest.replace(CONTAINER, '').replace(VERB, '')) ?? '');
  return {
    ...(title && { title }),
    ...(list && { list }),
    ...(when && { when }),
    ...(recurrence && { recurrence }),
  };
}

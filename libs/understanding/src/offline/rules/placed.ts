import type { Intent } from '../../meaning.ts';
import type { Candidate, Slots } from '../found.ts';
import { firstGroups, LIST, pattern } from '../lexicon.ts';
import { PLACES, placesIn } from '../places.ts';
import type { Sentence } from '../sentence.ts';
import { updateEvent } from './event-change.ts';
import { snoozeReminder } from './reminder-change.ts';

const MAY_BE = /\b(?:the|number|numbers|no|nr|both)\b|#/i;
const SO_NOW = '(?: now| already| all| both| just| finally)*';
const IS = `(?:'s| is| are| was| were| has been| have been|'ve been)?${SO_NOW}`;
const FROM_LIST = `(?: (?:from|off|off of|on|in) (?:${LIST}|there|(?:my|the) calendar))?`;
const END = '(?: please| too| as well| then| again| any ?more)*$';
const DONE =
  '(?:done|finished|completed?|bought|sorted(?: out)?|paid|handled|ticked off|checked off|taken care of|off the list)';
const DID =
  '(?:did|done|finished|completed|bought|got|took|taken|called|paid|read|made|handled|took care of|taken care of|dealt with|sorted(?: out)?)';
const REMOVE =
  '(?:delete|cancel|remove|drop|stop|end|turn off|scrap|erase|ditch|axe|skip|forget(?: about)?|dismiss|clear|empty|get rid of|take (?:out|off|away)|throw out|never ?mind)';

/** Each says what is done with those that are named by their places. */
const DOES: [Intent, RegExp[]][] = [
  [
    'reopen_task',
    [
      `^(?:reopen|re-open|uncheck|untick|un-?mark) ${PLACES}${END}`,
      `^(?:mark|set) ${PLACES} (?:as |to )?(?:not (?:done|finished|completed?)|undone|open(?: again)?)${END}`,
      `^${PLACES}(?:'s| is| are|'re)? ?(?:not|n't) (?:actually )?(?:done|finished|completed?)(?: yet| after all)?${END}`,
    ].map((form) => pattern(form)),
  ],
  [
    'complete_task',
    [
      `^${PLACES}${IS} ${DONE}${END}`,
      `^(?:that's|that is|those are) ${PLACES} ${DONE}${END}`,
      `^(?:i|we)(?:'ve| have)?${SO_NOW} ${DID}(?: with)? ${PLACES}${END}`,
      `^(?:i'm |i am |we're |we are )?(?:all |already )?(?:done|finished|through)(?: with)? ${PLACES}${END}`,
      `^(?:mark|set|tick|check|cross|strike|flag) ${PLACES} (?:as |off as |to )?${DONE}${FROM_LIST}${END}`,
      `^(?:tick|check|cross|strike) (?:off|out) ${PLACES}${FROM_LIST}${END}`,
      `^(?:tick|check|cross|strike) ${PLACES} (?:off|out)${FROM_LIST}${END}`,
      `^(?:complete|finish|close|tick|check off) ${PLACES}${END}`,
    ].map((form) => pattern(form)),
  ],
  [
    'cancel_event',
    [
      `^${REMOVE} ${PLACES}${FROM_LIST}${END}`,
      `^take ${PLACES} (?:off|out|away|from)${FROM_LIST}${END}`,
      `^call ${PLACES} off${END}`,
      `^${PLACES}${IS} (?:cancell?ed|off|called off|not needed|no longer needed|not happening)${END}`,
      `^(?:i|we) (?:don't|do not|no longer) (?:need|want) ${PLACES}${END}`,
    ].map((form) => pattern(form)),
  ],
  [
    'list_tasks',
    [pattern(`^(?:show|open|read|give|tell)(?: me| out)*(?: what(?:'s| is) on)? ${PLACES}${END}`)],
  ],
];
/** What follows the places in a change: where they end is sure only before these. */
const REST =
  '(?<rest> (?:to|for|by|at|on|until|till|as|into|back|forward|up|an?|half|later|earlier|all|every|around)\\b.*)';
const CHANGE =
  '(?:move|shift|push(?: back)?|reschedule|postpone|delay|put(?: off)?|bring(?: forward)?|change|rename|retitle|make|set|extend|shorten|lengthen|snooze)';
const CHANGES = [
  `^(?<verb>${CHANGE}) ${PLACES}${REST}$`,
  `^(?<verb>make|set|move) ${PLACES}(?<rest> (?:\\d|half past|quarter|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|mon|tue|wed|thu|fri|sat|sun|tomorrow|tonight|next).*)$`,
  `^(?<verb>snooze)(?: off)? ${PLACES}(?<rest>)$`,
].map((form) => pattern(form));
/** "the second one has been moved to friday", "the last one is at 5 now" */
const HAS_MOVED = [
  `^${PLACES} (?:(?:has|have|was|were|is|are|got)(?: been)? )?(?:moved|changed|postponed|pushed(?: back)?|rescheduled|shifted) (?<rest>(?:to|until|till|by|for) .+)$`,
  `^${PLACES}(?:'s| is| starts| begins)(?: now)? (?<rest>(?:at|on) .+?)(?: now| instead)?$`,
].map((form) => pattern(form));

/** "move the second one to 5", "delete the first two", "the last one is done": of what was told last, by its place there. */
export function placed(sentence: Sentence): Candidate[] {
  const { command } = sentence;
  if (!MAY_BE.test(command)) return [];
  for (const [intent, forms] of DOES) {
    const groups = firstGroups(forms, command);
    if (groups)
      return [
        { intent: intentOf(intent, groups), confidence: 0.96, isOwn: true, fill: () => slotsOf(groups) },
      ];
  }
  const moved = firstGroups(HAS_MOVED, command);
  if (moved) return changed(sentence, moved, `move it ${moved.rest?.replace(/^(?:at|on) /i, 'to ')}`);
  const change = firstGroups(CHANGES, command);
  return change ? changed(sentence, change, `${change.verb} it${change.rest ?? ''}`) : [];
}

/** As if it were said of what was talked about last, and then of those places. */
function changed(sentence: Sentence, groups: Groups, command: string): Candidate[] {
  const said = { ...sentence, command };
  const [best] = [...snoozeReminder(said), ...updateEvent(said)];
  if (!best) return [];
  const { fill } = best;
  return [
    {
      ...best,
      confidence: 0.96,
      isOwn: true,
      fill: () => {
        const filled = fill?.() ?? {};
        return [filled].flat().map((slots) => ({ ...slots, ...slotsOf(groups) }));
      },
    },
  ];
}

type Groups = Partial<Record<string, string>>;

/** A task may also go by its number. */
function slotsOf(groups: Groups): Slots {
  const places = placesIn(groups);
  const [only, other] = places;
  return { places, ...(only !== undefined && only > 0 && other === undefined && { number: only }) };
}

const OF_KIND: [RegExp, Intent][] = [
  [/\b(?:tasks?|to-?dos?|items?)$/i, 'delete_task'],
  [/\b(?:reminders?|alarms?)$/i, 'cancel_reminder'],
  [/\btimers?$/i, 'cancel_timer'],
  [/\bnotes?$/i, 'forget'],
];

const intentOf = (intent: Intent, { thing = '' }: Groups): Intent =>
  intent === 'cancel_event' ? (OF_KIND.find(([kind]) => kind.test(thing))?.[1] ?? 'delete_task') : intent;

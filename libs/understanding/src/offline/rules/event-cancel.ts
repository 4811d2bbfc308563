import type { Candidate, Slots } from '../found.ts';
import {
  CALENDAR,
  firstGroups,
  LOOSE_EVENT,
  GENERIC_EVENT,
  pattern,
  REMOVE,
  TIME_AS_EVENT,
} from '../lexicon.ts';
import { dayOfCalendar, namedEvent } from '../named-event.ts';
import type { Sentence } from '../sentence.ts';

const MY_CALENDAR = `(?:(?:my|the|our|[\\w']+'s) )?(?:[\\w']+ )?(?:${CALENDAR})`;
const THEN_CANCEL = '(?:cancel|delete|remove|drop|scrap|clear)(?: (?:it|that|this|them)|$)';

const CLEARS = pattern(
  `^(?:clear|wipe|empty|erase|delete|clean|free up|remove)(?: out| off| up)?(?: all(?: (?:events|data|of it))?(?: (?:from|on|in|off))?| everything (?:from|on|in|off))? (?<what>(?:my|the) (?:whole |entire )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|morning|afternoon|evening|week|weekend|month)\\b.*|${MY_CALENDAR}\\b(?! (?:event|entry)).*)$`,
);
const FROM_CALENDAR = pattern(
  `^(?:${REMOVE}|get(?= .* (?:off|out))) (?<what>.+?)(?: (?:that )?(?:is|i have|are))? (?:from|off|off of|on|in|out of) (?<day>${MY_CALENDAR})(?<rest>.*)$`,
);
const NOT_GOING =
  /^(?:i(?:'m| am) (?:no longer|not) (?:going to|attending|doing)|i won'?t be (?:going to|attending|at|able to make)|i (?:can'?t|cannot|won'?t|don'?t) (?:make(?: it to)?|attend|go to|do|want|need|have)(?: to)?(?: (?:go to|attend|be at))?|(?:i )?don'?t need|we(?:'re| are) not (?:going to|having|doing)|never ?mind|forget) /i;
const AND_THEN = [
  pattern(
    `^(?<what>.+?),? (?:so |and |please |can you |could you |just )*(?:cancel|delete|remove|drop|scrap|clear|erase|take) (?:it|that|this|them) (?:off|from|off of|out of) ${MY_CALENDAR}$`,
  ),
  pattern(
    `^(?:i (?:can'?t|cannot|won'?t|don'?t want to|am not going to|'m not going to|don't need|no longer need) (?:make(?: it to)?|attend|go to|do|have|be at)?|never ?mind|forget) ?(?<what>.+?)(?: any ?more)?,? (?:so |and |please |can you |just )*${THEN_CANCEL}(?:.*)$`,
  ),
  pattern(
    `^(?<what>.+?) (?:(?:was|is|are|got|has been|is getting|been) (?:cancell?ed|called off|off)|fell through|(?:isn't|aren't|is not|are not) happening(?: any ?more)?)(?:,? (?:so |and |please )*${THEN_CANCEL}.*)?$`,
  ),
];
const PLAIN = pattern(`^${REMOVE} (?<what>.+)$`);
const OFF = /^(?:call|take) (?<what>.+) off$/i;

const EVENT = pattern(`\\b(?:${LOOSE_EVENT}|plans)\\b`);
const FIRM = pattern(`\\b(?:${GENERIC_EVENT})\\b`);
const TIME_OBJECT = pattern(`^${TIME_AS_EVENT}`);
const OTHER_OBJECT =
  /\b(?:reminders?|reminding|lists?|tasks?|to-?dos?|timers?|alarms?|account|data|subscription|orders?|reservation|card|payment|transfer|insurance|membership|cache|history|cookies|browser|netflix|flight|hotel|booking|notes?|stain|password|contact|email|song|playlist|virus|file)\b/i;

/** "cancel the dentist", "clear my calendar for tomorrow", "I can't make the meeting, cancel it" */
export function cancelEvent(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  const cleared = CLEARS.exec(command)?.groups?.what;
  if (cleared && !/\blist\b|reminder/i.test(command))
    return [cancelled(sentence, `everything ${dates(cleared).when ? cleared : ''}`, 0.95, true)];
  const then = firstGroups(AND_THEN, command)
    ?.what?.replace(NOT_GOING, '')
    .replace(/ any ?more$/i, '');
  if (then && (EVENT.test(then) || dates(then).when) && !OTHER_OBJECT.test(command))
    return [cancelled(sentence, then, EVENT.test(then) ? 0.95 : 0.7)];
  const from = FROM_CALENDAR.exec(command)?.groups;
  if (from?.what && !/\breminders?|\blist\b/i.test(command)) {
    const day = dayOfCalendar(from.day ?? '');
    return [cancelled(sentence, `${from.what}${day ? ` on ${day}` : ''}${from.rest ?? ''}`, 0.95)];
  }
  if (OTHER_OBJECT.test(command)) return [];

  const what = OFF.exec(command)?.groups?.what ?? PLAIN.exec(command)?.groups?.what;
  if (!what || /^(?:a|an) (?!event|meeting|appointment)/i.test(what)) return [];
  if (FIRM.test(what)) return [cancelled(sentence, what, 0.9)];
  const isTaken = /^(?:take|pull|cut|scratch|trash|cross)\b/i.test(command);
  if (EVENT.test(what) || TIME_OBJECT.test(what)) return [cancelled(sentence, what, isTaken ? 0.6 : 0.85)];
  if (/^(?:cancel|call off)\b/i.test(command) && !/^(?:it|that|this|everything|all)$/i.test(what)) {
    return [cancelled(sentence, what, dates(what).when ? 0.75 : 0.6)];
  }
  return dates(what).when && !isTaken ? [cancelled(sentence, what, 0.65)] : [];
}

function cancelled(sentence: Sentence, what: string, confidence: number, all = false): Candidate {
  const fill = (): Slots => {
    // What is cancelled is named by its time; there is no other time that could be meant.
    const { currentWhen, title, all: every } = namedEvent(sentence.dates, what.trim());
    return {
      ...(!all && title && { title }),
      ...(currentWhen && { when: currentWhen }),
      ...((all || every) && { all: true }),
    };
  };
  return { intent: 'cancel_event', confidence, fill };
}

import { isEventObject } from '../event-object.ts';
import type { Candidate, Slots } from '../found.ts';
import { CALENDAR, LOOSE_EVENT, GENERIC_EVENT, pattern, PERSON, REMOVE, TIME_AS_EVENT } from '../lexicon.ts';
import { dayOfCalendar, namedEvent, PRONOUN } from '../named-event.ts';
import { quotedNames } from '../quoted.ts';
import type { Sentence } from '../sentence.ts';
import { calledOff } from './called-off.ts';

const MY_CALENDAR = `(?:(?:my|the|our|[\\w']+'s) )?(?:[\\w']+ )?(?:${CALENDAR})`;

const CLEARS = pattern(
  `^(?:clear|wipe|empty|erase|delete|clean|free up|remove)(?: out| off| up)?(?: all(?: (?:events|data|of it))?(?: (?:from|on|in|off))?| everything (?:from|on|in|off))? (?<what>(?:my|the) (?:whole |entire )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|morning|afternoon|evening|week|weekend|month)\\b(?= (?:of|for|on|from|to|at|in|until|till|after|before|today|tomorrow|tonight|this|next|plans|because|as|so|since|while|i|i'm|completely|entirely|clean|out|up|off|morning|afternoon|evening|night|please|\\d)|,|$).*|${MY_CALENDAR}\\b(?! (?:event|entry)).*)$`,
);
const FROM_CALENDAR = pattern(
  `^(?:${REMOVE}|get(?= .* (?:off|out))) (?<what>.+?)(?: (?:that )?(?:is|i have|are))? (?:from|off|off of|on|in|out of) (?<day>${MY_CALENDAR})(?<rest>.*)$`,
);
/** "I'm out on friday, take it off my calendar": the clause before says what. */
const THEN_OFF = pattern(
  `^(?<what>.+?),? (?:so |and |please |can you |could you |just )*(?:cancel|delete|remove|drop|scrap|clear|erase|take) (?:it|that|this|them) (?:off|from|off of|out of) ${MY_CALENDAR}$`,
);
/** "clear sunday": a day is cleared of all that is on it. */
const CLEARS_DAY = /^(?:clear|free up|wipe|empty)(?: out| off)? (?<what>.+?)(?: clean)?$/i;
/** All that is left of "whatever I have planned for tomorrow" without its date. */
const EVERYTHING =
  /^(?:everything|whatever|anything|all(?: of it)?)(?: (?:that|that's|which|i|we|i've|we've|i'd|we'd|have|had|is|are|was|there|there's|it's|got|planned|scheduled|booked|set|lined|going|happening|up|on|for))*$/i;
const PLAIN = pattern(`^${REMOVE} (?<what>.+)$`);
/** In quotes stands what something goes by, unless it stands for something else. */
const NO_NAME =
  /^(?:\d+|all|all .+|every\w+|anything|it|that|this|them|(?:the )?\w+ one|stop|my (?:data|account))$/i;
/** With a date, these are done to hardly anything but entries. */
const DELETES = /^(?:delete|erase|unschedule|scrap|axe|nix|remove)\b/i;
/** "drop the cake off at the party" */
const BRINGS = /^drop (?:.+ )?(?:off|by|in|round)\b/i;
const OFF = /^(?:call|take) (?<what>.+) off$/i;

const EVENT = pattern(`\\b(?:${LOOSE_EVENT}|plans)\\b`);
/** "my boss isn't coming any more, remove that": whose visit it was. */
const IS_CALLER = pattern(`^(?:my|our|the) (?:[\\w'-]+ )?${PERSON}$`);
const FIRM = pattern(`\\b(?:${GENERIC_EVENT})\\b`);
const TIME_OBJECT = pattern(`^${TIME_AS_EVENT}`);
const OTHER_OBJECT = pattern(
  `\\b(?:reminders?|reminding|lists?|tasks?|to-?dos?|timers?|alarms?|(?:account|data)(?! (?:[\\w-]+ )?(?:${LOOSE_EVENT}|managers?|teams?)\\b)|subscription|orders?|reservation|card|payment|transfer|insurance|membership|cache|history|cookies|browser|netflix|flight|hotel|booking|notes?|stain|password|contact|email|song|playlist|virus|file)\\b`,
);

/** "cancel the dentist", "clear my calendar for tomorrow", "I can't make the meeting, cancel it" */
export function cancelEvent(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  const cleared = CLEARS.exec(command)?.groups?.what;
  if (cleared && !/\blist\b|reminder/i.test(command))
    return [cancelled(sentence, `everything ${dates(cleared).when ? cleared : ''}`, 0.95, true)];
  const off = calledOff(sentence);
  const then = off?.what ?? THEN_OFF.exec(command)?.groups?.what;
  if (then && !OTHER_OBJECT.test(command)) {
    // "the yoga mat is off" and "my boss is off tomorrow" are no orders, nor about an event.
    if (off?.isOrdered === false)
      return isEventObject(then, dates) ? [{ ...cancelled(sentence, then, 0.85), isOwn: true }] : [];
    if (EVENT.test(then) || dates(then).when || IS_CALLER.test(then))
      return [cancelled(sentence, then, EVENT.test(then) ? 0.95 : 0.7)];
  }
  const from = FROM_CALENDAR.exec(command)?.groups;
  if (from?.what && !/\breminders?|\blist\b/i.test(command)) {
    const day = dayOfCalendar(from.day ?? '');
    return [cancelled(sentence, `${from.what}${day ? ` on ${day}` : ''}${from.rest ?? ''}`, 0.95)];
  }
  if (OTHER_OBJECT.test(command)) return [];

  const day = dates(CLEARS_DAY.exec(command)?.groups?.what ?? '');
  if (day.when && day.rest === '') return [cancelled(sentence, command, 0.95, true)];
  const what = OFF.exec(command)?.groups?.what ?? PLAIN.exec(command)?.groups?.what;
  if (what && EVERYTHING.test(dates(what).rest) && dates(what).when)
    return [cancelled(sentence, what, 0.95, true)];
  if (!what || /^(?:a|an) (?!event|meeting|appointment)/i.test(what) || BRINGS.test(command)) return [];
  const isCancelling = /^(?:cancel|call (?:.* )?off)\b/i.test(command);
  const names = quotedNames(what);
  if (names.length > 0 && !names.some((name) => NO_NAME.test(name)))
    return [{ intent: 'cancel_event', confidence: 0.8, fill: () => names.map((title) => ({ title })) }];
  // What else one removes, drops or scrubs may be any thing, whatever event it is done before.
  const isEvent = isCancelling ? EVENT.test(what) || TIME_OBJECT.test(what) : isEventObject(what, dates);
  if (isEvent) {
    const isTaken =
      /^(?:take|pull|cut|scratch|trash|cross|lose|kill|abort|dump|strike|wipe|empty|purge)\b/i.test(command);
    return [cancelled(sentence, what, FIRM.test(what) ? 0.9 : isTaken ? 0.6 : 0.85)];
  }
  const { when } = dates(what);
  if (isCancelling && !/^(?:it|that|this|everything|all)$/i.test(what))
    return [cancelled(sentence, what, when ? 0.75 : 0.6)];
  // Whatever was talked about last.
  if ((isCancelling || DELETES.test(command)) && PRONOUN.test(what)) return [cancelled(sentence, what, 0.8)];
  return DELETES.test(command) && when ? [cancelled(sentence, what, 0.65)] : [];
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

import { amountsOf } from '../event-amounts.ts';
import type { Candidate, Slots } from '../found.ts';
import { CALENDAR, CHANGE, LOOSE_EVENT, MOVE, pattern, TIME_AS_EVENT } from '../lexicon.ts';
import { namedEvent, PRONOUN } from '../named-event.ts';
import type { Sentence } from '../sentence.ts';
import { isAtWork } from './at-work.ts';
import { withoutPart } from './event-part.ts';
import {
  BARE_TIME,
  isTime,
  isTimeAlone,
  laterThanIt,
  minuteAlone,
  oldTime,
  plainTime,
  timeOn,
  timeOnly,
} from './new-time.ts';

export const TO = '(?:to|till|until|for|by|on|at|into|from)';

/** Each names the event and its new time. */
const HAS_MOVED = pattern(
  `^(?<what>.+?) (?:(?:has|have|was|were|is|got|is being)(?: been)? (?:changed|moved|rescheduled|postponed|pushed(?: back)?|delayed|shifted)|moved|changed)(?: ?(?:-|,|and|so) ?(?:please )?(?:put|move|change|set) it)? (?:from (?<from>\\S+(?: [ap]m)?) (?=to ))?(?:${TO} )?(?<to>.+?)(?:,? (?:so |and |please |can you )*(?:update|change|fix|adjust) (?:it|my|the)\\b.*)?$`,
);
const INSTEAD = pattern(
  `^(?:(?:make|do|put|have|start|hold|set|move|change) (?<what>.+?) (?<to>(?:at|on|to|for|by) .+?)|(?:make|do|have|put) (?<bare>(?:my|the|our) .+?) (?<bareTo>(?:\\d|half|(?:an? )?quarter|noon|midday|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b.*?)|(?:make|do|have) (?:it |that )?(?<to3>\\S+(?: [ap]\\.?m\\.?)?)|(?<what2>.+?)(?:'s(?= (?:now )?(?:at|on|from) )| (?:now )?(?:starts|begins|is|leaves|departs|ends|happens|takes place|will (?:now )?(?:be|start|begin|end|leave|depart|happen|take place)))(?: now)? (?<to2>.+?)(?: now)?)(?: instead(?: of (?<from>.+))?|,? (?:rather than|(?:and |but )?not) (?<from2>.+))$`,
);
const IS_NOW =
  /^(?<what>.+?)(?:'s| is) (?:now (?<to>(?:at|on|from) .+)|(?<to2>(?:at|on|from) .+?) now(?:,? not .+)?)$/i;
const MAKE_IT =
  /^(?:make|set|leave|keep|say|do|have|put(?= (?:it|that) (?:to|for|at|on) )) (?<what>it|that) (?:to |for |at |on |as )?(?<to>.+?)(?: (?:instead|after all|please|then))*$/i;
/** "it's on friday now", "it will be at five" */
const IT_IS =
  /^(?<what>it|that)(?:'s| is| starts| begins|'ll be| will be| should be)(?: actually| now| really)? (?<to>(?:at|on|from) .+?)(?: now| instead| actually)?(?:,? (?:by the way|btw))?$/i;
/** "monday would be better" */
const BETTER =
  /^(?<to>.+?)(?:'s| is| would be|'d be| will be| suits (?:me|us)| works(?: for (?:me|us))?)(?: much| a bit| actually)? better(?: for (?:me|us|him|her|them))?$/i;
/** "let's do it tomorrow", "I'll deal with that after lunch" */
const DO_LATER =
  /^(?:(?:i|we)(?:'ll| will|'d rather) )?(?:do|handle|finish|tackle|deal with|get to|take care of) (?<what>it|that|this) (?<to>(?:later|tomorrow|tonight|(?:on|at|in|after|next|this|first thing)\b).*?)(?: instead| rather)?$/i;
/** "choir starts at seven from january on" */
const FROM_THEN =
  /^(?<what>.+?) (?:starts|begins|is|are|moves to|goes to|will (?:be|start|begin)) (?<to>(?:at |on |to )?.+? (?:from .+ on(?:wards)?|starting .+|as of .+))$/i;
/** "make it one o'clock [and an hour long]" */
const AND_LASTS =
  /,? and (?:(?:make it|it lasts|for) )?(?:an?|half an|[\w-]+) (?:hour|minute|min|hr)s?(?: and a half)?(?: long)?$/i;
/** "make my 2 o'clock start at 2:30" */
const STARTS = pattern(
  `^(?:make|have|let) (?<what>.+?) (?:start|begin|be|happen|end|finish) (?<to>(?:at|on|in|by|from) .+)$`,
);
const LENGTH = pattern(
  `^(?:(?:make|extend|shorten|lengthen|keep|(?:do|have|hold|start)(?=.* (?:later|earlier|sooner)$)) (?<what>.+?) (?:by )?(?<to>(?:an?|half an|\\w+) (?:hour|minute|min|hr)s?(?: and a half)?)(?: (?:long|longer|shorter|later|earlier|sooner))?|extend (?<what2>.+?) (?:to|until|till) (?<to2>.+))$`,
);
/** "delay the interview till friday", "move it to five": greedy, as the name may hold a preposition too. */
const MOVES = pattern(
  `^(?:${CHANGE})(?: up| back| forward| out)? (?:the (?:time|date|day|start(?: time)?|end(?: time)?) (?:of|for) )?(?<what>.+?) (?:from (?<from>.+?) )?(?:to|till|until|by|for|into) (?<to>.+)$`,
);
const MOVES_THEN = pattern(`^(?:${MOVE}) (?<what>.+)$`);

/** "put [it off] until tomorrow" */
const OF_THE_VERB = /^(it|that|this|them) (?:off|back|out|forward|up)$/i;
/** "change [the time] to five" */
const ITS_TIME = /^(?:the|its) (?:(?:start|starting) )?(?:time|date|day)$/i;
/** "push it back half an hour" */
const PUTS_IT_OFF =
  /^(?:it|that|this|them)(?: (?:back|off|out|up|forward))?(?: by)? (?:another )?(?:\w+|half an?|an? quarter of an)(?: and a half)? (?:hours?|minutes?|mins?|hrs?|days?|weeks?)(?: and a half)?(?: (?:later|back|earlier|forward))?$/i;

const CONTAINER = pattern(
  `^(?:everything|all(?: my)?(?: (?:events|meetings|appointments))?)(?: (?:on|for|from))?\\b`,
);
export const EVENT = pattern(
  `\\b(?:${LOOSE_EVENT}|${CALENDAR}|(?:my|our|the|day's|tomorrow's|today's|a) (?:[\\w']+ ){0,2}(?:call|train|session))\\b`,
);
const TIME_OBJECT = pattern(`(?:^|\\s)${TIME_AS_EVENT}`);
const MOVES_IT = pattern(`^(?:${MOVE}|make|set)`);

/** "make it all day", "make the workshop an all-day event" */
const ALL_DAY = pattern(
  `^(?:make|set|turn|change|mark|have) (?<what>.+?) (?:to |into |as |for |last |go on |take )?(?:be )?(?:an? |the )?(?:all[- ]day|whole[- ]day|full[- ]day|(?:the )?(?:whole|entire) day)(?: (?:event|one|appointment|long))?$`,
);
/** "move the meeting to room 4": where it is, and no time. */
const TO_PLACE =
  /^(?:(?:the |our |my |his |her |a )?(?:[\w'-]+ ){0,3}(?:room|hall|studio|office|lab|lounge|lobby|kitchen|canteen|cafeteria|caf[eé]|building|auditorium|suite|floor|library|restaurant|bar|pub|park|house|place|flat|gym|church|school)(?: (?:\d\w*|[a-z]))?|(?:zoom|teams|google meet|skype|facetime|video|online|[A-Z][\w-]*'s))$/i;

/** "start my run club an hour later"; what is kept on an hour later is a machine. */
const IS_SHIFTED = /^(?!keep\b)\w+ (?:my|our|the) .* (?:later|earlier|sooner)$/i;

/** "move it to five", "the party starts at 8 instead of 7": an event and its new time. */
export function movedInTime(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  if (isAtWork(sentence)) return [];
  const wholeDay = ALL_DAY.exec(command)?.groups?.what;
  if (wholeDay && (PRONOUN.test(wholeDay) || /^(?:my|the|our) /i.test(wholeDay)))
    return [changed(sentence, wholeDay, 0.9, undefined, { allDay: true })];
  for (const [form, confidence] of [
    [HAS_MOVED, 0.85],
    [INSTEAD, 0.95],
    [IS_NOW, 0.9],
    [DO_LATER, 0.8],
    [MAKE_IT, 0.8],
    [IT_IS, 0.7],
    [FROM_THEN, 0.9],
    [LENGTH, 0.95],
    [STARTS, 0.9],
    [MOVES, 0.9],
  ] as const) {
    const groups = form.exec(command)?.groups ?? {};
    const what = (groups.what ?? groups.what2 ?? groups.bare)
      ?.replace(OF_THE_VERB, '$1')
      .replace(ITS_TIME, 'it');
    const said = (groups.to ?? groups.to2 ?? groups.to3 ?? groups.bareTo)
      ?.replace(/^to /i, '')
      .replace(form === MAKE_IT ? AND_LASTS : /$^/, '');
    const to = said === undefined ? undefined : plainTime(said);
    if (form === FROM_THEN && !(what && EVENT.test(what))) continue;
    if (form === INSTEAD && to && !what && isTime(sentence, to)) return [changed(sentence, 'it', 0.8, to)];
    if (!what || !to) continue;
    const firm = EVENT.test(what) || TIME_OBJECT.test(` ${what}`) || CONTAINER.test(what);
    // "X is at eight instead of seven" is said of nothing but an event.
    const isInstead = form === INSTEAD && /^(?:at|on) /i.test(to);
    const known = firm || isInstead || PRONOUN.test(what) || MOVES_IT.test(command);
    const isShifted =
      form === LENGTH && IS_SHIFTED.test(command) && !/ (?:on|off|open|up|out|in|running)$/i.test(what);
    if (form === LENGTH ? firm || isShifted || PRONOUN.test(what) : known && isTime(sentence, to)) {
      // The day of "it" is known, so that "from 7 to 6" is no time of today.
      const isOfIt = PRONOUN.test(what) && isTimeAlone(to) && isTimeAlone(groups.from ?? '');
      const old = isOfIt ? '' : oldTime(groups, form === INSTEAD);
      const object = [what, old].filter(Boolean).join(' ');
      const sure = firm || PRONOUN.test(what) ? confidence : 0.75;
      // "extend it until 5" says when it ends.
      if (form === LENGTH && groups.to2) return [extended(sentence, object, sure, to)];
      return [changed(sentence, object, sure, to)];
    }
  }
  const better = BETTER.exec(command)?.groups?.to;
  if (better && isTime(sentence, better)) return [changed(sentence, 'it', 0.7, better)];
  const { what: placed, to: place } = MOVES.exec(command)?.groups ?? {};
  if (placed && place && TO_PLACE.test(place) && (PRONOUN.test(placed) || EVENT.test(placed)))
    return [changed(sentence, placed, 0.9, undefined, { place })];
  const what = MOVES_THEN.exec(command)?.groups?.what;
  if (what && PUTS_IT_OFF.test(what) && amountsOf(command).laterBy !== undefined)
    return [changed(sentence, 'it', 0.85)];
  // "reschedule the dentist tomorrow": without a preposition, the time is the new one.
  return what && (EVENT.test(what) || CONTAINER.test(what))
    ? [changed(sentence, dates(what).rest, 0.85, what)]
    : [];
}

/**
 * @param what the words that name the event
 * @param to the words that say its new time
 * @param change what becomes of it besides
 */
export function changed(
  { dates, command }: Sentence,
  words: string,
  confidence: number,
  to?: string,
  change: Slots = {},
): Candidate {
  const fill = (): Slots => {
    const { what, part } = withoutPart(words);
    const object = namedEvent(dates, what);
    const after = to === undefined ? undefined : laterThanIt(to);
    const amounts = after === undefined ? amountsOf(command) : { laterBy: after };
    const time = to === undefined || amounts.laterBy ? {} : newTime(dates, object, to, what);
    return { ...object, ...time, ...amounts, ...(part && { part }), ...change };
  };
  return { intent: 'update_event', confidence, fill };
}

function extended(sentence: Sentence, object: string, confidence: number, to: string): Candidate {
  const { fill: moved } = changed(sentence, object, confidence, to);
  const fill = (): Slots => {
    const { when, ...slots } = (moved?.() ?? {}) as Slots;
    return { ...slots, ...(when && { newEnd: when }) };
  };
  return { intent: 'update_event', confidence, fill };
}

/** "from november on", "starting next week" */
const FROM_ON =
  /,? (?:(?:starting |beginning )?from (?<from>.+) on(?:wards?)?|(?:starting|beginning|as of) (?<from2>.+))$/i;

function newTime(dates: Sentence['dates'], { currentWhen }: Slots, said: string, what: string): Slots {
  const { from, from2 } = FROM_ON.exec(said)?.groups ?? {};
  const since = from ?? from2;
  const first = since === undefined ? undefined : dates(since);
  if (first?.when && first.rest === '' && !currentWhen) {
    const slots = newTime(dates, {}, said.replace(FROM_ON, ''), what);
    if (slots.when) return { ...slots, currentWhen: first.when, part: 'following' };
  }
  const minute = minuteAlone(said);
  const atMinute = minute === undefined ? undefined : dates(`at 12:${String(minute).padStart(2, '0')}`).when;
  if (atMinute) return { when: atMinute, timeOnly: 'minute' };
  // The time that it has stays: "the same time on friday".
  const onDay = said.replace(/^(?:at )?(?:the )?same time (?=.)|,? (?:at )?(?:the )?same time$/i, '');
  const { what: to, part } = withoutPart(onDay.replace(/ instead$/i, ''));
  // "to 4" is a time here, which it is not in every text.
  const next = dates(BARE_TIME.test(to) ? `at ${to.replace(/^at /i, '')}` : to);
  const isAlone = isTimeAlone(to);
  const when = isAlone && currentWhen ? timeOn(dates, currentWhen, to, what) : next.when;
  return {
    ...(when && { when }),
    ...(isAlone && !currentWhen && when && { timeOnly: timeOnly(to) }),
    ...(next.recurrence && { recurrence: next.recurrence }),
    ...(part && { part }),
    ...(!when && next.noSuchDate && { noSuchDate: next.noSuchDate }),
  };
}

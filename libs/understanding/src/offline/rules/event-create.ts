import { isEventObject } from '../event-object.ts';
import type { Candidate, Slots } from '../found.ts';
import { isTimed } from '../is-timed.ts';
import {
  ADD,
  CALENDAR,
  CREATE,
  EVENT_KIND,
  firstGroups,
  GENERIC_EVENT,
  LOOSE_EVENT,
  pattern,
} from '../lexicon.ts';
import { dayOfCalendar } from '../named-event.ts';
import type { Sentence } from '../sentence.ts';
import { announced } from './announced.ts';
import { bareEvent, stated } from './bare-event.ts';
import { isChoreBeside } from './chore-beside.ts';
import { event } from './event-slots.ts';
import { OWN_THING } from './notes.ts';
import { timeFor } from './time-for.ts';
import { plannedIn } from './what-i-have.ts';

const MY_CALENDAR = `(?:(?:my|the|our|a|[\\w']+'s) )?(?:[\\w']+ )?(?:${CALENDAR})(?: app)?`;
const NO_LIST = '(?!.*\\blist\\b)';
const IT = '(?:it|that|this|them)';

/** Verb, thing and calendar in each of their orders; `what` is the thing with its date. */
const IN_CALENDAR = [
  `^(?:${ADD}|${CREATE}) (?:to|in|into|on) (?<day>${MY_CALENDAR})(?: that)? ?,? ?(?<what>.*)$`,
  `^(?:in|on|to|into) ${MY_CALENDAR},? (?:please )?(?:${ADD}|${CREATE})(?: that)? (?<what>.+)$`,
  `^(?:have|let|make|i(?:'d| would) like|i (?:want|need)) (?:${MY_CALENDAR}) (?:to )?(?:show|say|know|have|reflect|include|read)(?: that)? (?<what>.+)$`,
  `^(?:remember to )?(?:${ADD}|${CREATE}|have|get|remember|i (?:want|need)(?: to have)?)(?: down)?(?: that)? (?<what>.+?)(?: added| put| placed| entered| scheduled)? (?:to|in|into|on|onto) (?<day>${MY_CALENDAR})(?<rest>.*)$`,
  `^(?:mark|set|block(?: off| out)?) (?:${MY_CALENDAR}|(?:off )?on ${MY_CALENDAR}) (?:for|on|as|with)? ?(?<what>.+)$`,
  `^(?:(?:${ADD}|${CREATE}) (?:an? |me an? )?)?(?:new )?(?:calend[ae]r (?:event|entry)|event)\\b(?: in ${MY_CALENDAR})?(?::| called\\b| named\\b| for\\b| -| to\\b)? ?(?<what>.*)$`,
  `^calend[ae]r(?::|,? (?:${ADD})) (?<what>.+)$`,
  `^send (?:out )?(?:an? |the )?(?:meeting |calend[ae]r |event )?(?:invite|invitation)s? (?<what>.+)$`,
].map((form) => pattern(NO_LIST, form));

/** "There is a party on the 12th, add it": the clause before says what. */
const THEN_ADD_IT = [
  `^(?:i(?:'?ve| have)(?: got)?|there(?:'?s| is| are| will be)|(?:my|the) [\\w']+ (?:has|have|is having)(?: got)?|we(?:'?ve| have|'?re having| are having)(?: got)?|i(?:'m| am) (?:having )?)? ?(?<what>.+?),? (?:so |and |please |can you |could you )*(?:${ADD}|schedule) ${IT}(?: down| in)?(?: (?:to|in|into|on) ${MY_CALENDAR})?$`,
].map((form) => pattern(NO_LIST, form));

const SCHEDULE = pattern(
  NO_LIST,
  `^(?:save the date for|(?:${CREATE}|${ADD}|(?:i|we) (?:need|want)|have(?! (?:i|we|you|they)\\b)|do(?! (?:i|we|you|they)\\b)|grab|let's have|get(?! rid\\b))(?: me)?(?: in)?(?: with)?) (?<what>.*\\b(?<kind>${LOOSE_EVENT})\\b.*)$`,
);
/** What follows is an event, whatever stands before its name; other verbs are done to things as well. */
const EVENT_VERB = /^(?:book|reserve|save the date)\b/i;
/** "have Tom over for dinner" */
const HOSTS = pattern(
  `^have .+? (?:(?:over|round|around)(?= on| at| for| to|$)|in (?:for|to) (?:an? |the )?(?:[\\w-]+ )?(?:${EVENT_KIND})\\b)`,
);
/** "have a good trip", unless it is one's own: "let's have a nice dinner". */
const WISH =
  /^(?:have|enjoy) (?:an? |the |your )?(?:(?:very|really|absolutely) )?(?:good|great|nice|lovely|safe|wonderful|fun|fantastic|amazing|brilliant|pleasant|super|happy|merry|relaxing|fabulous|awesome|blast|ball)\b(?!.* with\b)/i;
const OWN_WISH = /\b(?:let's|let us|we|i)\b/i;
const SCHEDULE_ANY =
  /^(?:schedule|pencil(?: in)?|block(?: off| out)?|book me(?: in)?|arrange|organi[sz]e|plan) (?<what>.+)$/i;
const PUT_ANY = pattern(
  NO_LIST,
  `^(?:put|add|pop|stick|slot|set|enter|mark|plan)(?: (?:in|down|me down for))? (?<what>(?!(?:it|that|this) (?:to|at|for|on|by)\\b).+)$`,
);
/** "I need to go to the meeting" */
const GOES_TO = /^to (?:go (?:along )?to|attend|be (?:at|in)|get to|come to|make it to|join|have|do) /i;
const INVITES = pattern(
  `^invite (?<who>.+?) (?:to|for) (?<kind>(?:an? )?(?:[\\w'-]+ )?(?:${EVENT_KIND}))\\b(?<rest>.*)$`,
);
/** "keep saturday free for moving house", "hold friday at noon for lunch": a time and what it is for. */
const KEEPS_TIME =
  /^(?:keep|hold|save|reserve|set aside|block(?: off| out)?) (?<time>.+?)(?: (?:free|open|clear|off))? (?:for|to) (?<what>(?!\d).+)$/i;
const REPEATING = pattern(
  `^(?:make |set |add )?(?<what>.+? )?(?:an? )?(?:recurring|repeating|repeat) (?<kind>${EVENT_KIND})(?: for)? ?(?<more>.*)$`,
);
const I_HAVE = pattern(
  `^(?:(?:please )?(?:note|remember|keep in mind|write down|put down|mark)(?: down)?(?: that)? )?(?:i(?:'?ve| have)(?: got)?|there(?:'?s| is)|it(?:'?s| is)|we(?:'?ve| have)(?: got)?|i(?:'m| am) (?:having|going to|attending|(?=(?:meeting|seeing|visiting) ))|we(?:'re| are) (?:having|going to|(?=(?:meeting|seeing|visiting) ))) ?(?<what>.+)$`,
);
/** "my car is at the mechanic on friday at 9" */
const THING_AT = pattern(
  `^(?:my|our|the) (?<thing>(?:[\\w'-]+ )?${OWN_THING}) (?:is|are) (?<where>(?:at|in) .+)$`,
);
const KIND = pattern(`\\b(?:${LOOSE_EVENT})\\b`);
const FIRM_KIND = pattern(`\\b(?:${EVENT_KIND})\\b`);
const GENERIC = pattern(`\\b(?:${GENERIC_EVENT})\\b`);
/** Bookings with others, and things of this assistant that are no events. */
const OTHER_OBJECT =
  /\b(?:reminders?|remind|timers?|alarms?|lists?|tasks?|to-?dos?|table|tickets?|hotel|room at|seats?|rental|taxi|cab|uber|ride|reservation|pto|playlist|volume|lights?|temperature|thermostat|brightness|note|cars?|songs?|music|order|payment|pick-?up|transfer|recipe|(?:heating|boiler|oven|kettle|fan|tv|telly|blinds|curtains|dishwasher|washing machine) (?:to|on|off|up|down))\b|^(?:book|reserve)\b.*\b(?:flights?|trip|vacation|show|movie)\b/i;

/** Of these, what somebody has a time for, where nothing is ordered: "hotel check-in friday 3pm", "music lesson at 5". */
const BOOKED = /\b(?:hotel|rental|car|music (?:lessons?|class(?:es)?|exams?|school|practice))\b/i;

/** "put dentist on tuesday at 3", "add lunch with Sarah to my calendar", "haircut saturday 11am" */
export function createEvent(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  if (/^schedule$/i.test(command) && !sentence.isQuestion) return [event(sentence, '', 0.95)];
  const inCalendar = firstGroups(IN_CALENDAR, command);
  if (inCalendar && !/\breminders?\b/i.test(command)) return [event(sentence, joined(inCalendar), 0.95)];
  const thenAdd = firstGroups(THEN_ADD_IT, command);
  if (thenAdd?.what && dates(thenAdd.what).when) return [event(sentence, thenAdd.what, 0.9)];
  const { thing, where } = THING_AT.exec(command)?.groups ?? {};
  if (thing && where && isTimed(dates(where).when))
    return [{ ...event(sentence, `${thing} ${where}`, 0.7), isOwn: true }];
  if (WISH.test(command) && !OWN_WISH.test(sentence.text)) return [];
  const plan = announced(sentence);
  if (plan) return [{ ...event(sentence, plan, 0.75), isOwn: true }];
  if (isChoreBeside(sentence)) return [];
  if (OTHER_OBJECT.test(command.replace(/^note\b/i, '')))
    return BOOKED.test(command) ? bareEvent(sentence).map((each) => ({ ...each, isOwn: true })) : [];

  const repeating = REPEATING.exec(command)?.groups;
  if (repeating) return [event(sentence, command.replace(/^(?:make|set|add) /i, ''), 0.9)];

  const scheduled = SCHEDULE.exec(command)?.groups;
  const { when, recurrence, noSuchDate } = dates(command);
  const dated = (when ?? recurrence ?? noSuchDate) !== undefined;
  const time = timeFor(sentence);
  if (time && dated) return [event(sentence, time, 0.85)];
  // "put out the bins before dinner", "make a cake for the party" are chores.
  const what = scheduled?.what?.replace(GOES_TO, '');
  if (
    scheduled?.what &&
    what &&
    (EVENT_VERB.test(command) || HOSTS.test(command) || isEventObject(what, dates))
  ) {
    if (GENERIC.test(what)) return [event(sentence, scheduled.what, 0.9)];
    // "make me a coffee" is no appointment.
    if ((FIRM_KIND.test(what) && !/^(?:make|get|start|have|new|do|grab)\b/i.test(command)) || dated)
      return [event(sentence, scheduled.what, dated ? 0.85 : 0.7)];
  }
  const { who, kind, rest = '' } = INVITES.exec(command)?.groups ?? {};
  if (who && kind) return [event(sentence, `${kind} with ${who}${rest}`, 0.85)];
  const kept = KEEPS_TIME.exec(command)?.groups ?? {};
  if (kept.what && kept.time && dates(kept.time).when && dates(kept.time).rest === '')
    return [event(sentence, `${kept.what} ${kept.time}`, 0.85)];
  const any =
    SCHEDULE_ANY.exec(command)?.groups?.what ?? (dated ? PUT_ANY.exec(command)?.groups?.what : undefined);
  if (any && (dated || !/^plan\b/i.test(command) || FIRM_KIND.test(any)))
    return [event(sentence, any, isTimed(when) ? 0.85 : dated ? 0.75 : 0.6)];

  const away = AWAY.exec(command)?.groups ?? {};
  if (away.what && when && when.grain !== 'week' && !/\b(?:now|today|tonight)\b/i.test(command)) {
    // "off to Paris", "away at mom's": where to is part of what it is.
    const title = `${away.what} ${dates(away.rest ?? '').rest}`.replace(/[ ,.;:-]+$/, '');
    const fill = (): Slots => ({ title, when });
    return [{ intent: 'create_event', confidence: 0.7, isOwn: true, fill }];
  }
  const own = stated(sentence);
  if (own !== undefined) return [{ ...event(sentence, own, 0.75), isOwn: true }];
  const had = I_HAVE.exec(command)?.groups?.what;
  if (!had) return bareEvent(sentence);
  const planned = plannedIn(had, dates);
  if (planned && dated && KIND.test(planned))
    return [{ ...event(sentence, planned, 0.75), isOwn: /^(?:i|we)\b/i.test(command) }];
  // "I'm going to my sister's the weekend after next"
  const isVisit = /^(?:i|we)(?:'m|'re| am| are) going to (?:my|our|the|[\w-]+'s) /i.test(command);
  const isDay = when?.grain === 'day' && !/\bnow\b/i.test(command);
  return planned && (isTimed(when) || (isVisit && isDay)) ? [event(sentence, planned, 0.6)] : [];
}

/** "I'm on holiday from monday to friday" */
const AWAY =
  /^(?:(?:i|we)(?:'m|'re| am| are|'ll be| will be) |(?=off (?:work|school)\b))(?<what>(?:off(?: work| school)?|away|out of (?:town|office|the office)|on (?:holiday|vacation|leave|a (?:business )?trip)|working from home|home alone))\b(?<rest>.*)$/i;

/** "add to my friday calendar a doctor's appointment" */
function joined({ what = '', day = '', rest = '' }: Partial<Record<string, string>>): string {
  const date = dayOfCalendar(day);
  return `${what} ${date ? `on ${date}` : ''} ${rest}`.replaceAll(/ +/g, ' ').trim();
}

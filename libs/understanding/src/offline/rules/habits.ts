import { DateTime } from 'luxon';

import type { When } from '../../meaning.ts';
import type { Slots } from '../found.ts';
import { firstGroups, pattern } from '../lexicon.ts';
import { NUMBER_WORDS } from '../numbers.ts';
import type { Sentence } from '../sentence.ts';

const OFF =
  /\b(?:no|not|don'?t|never|stop|off|disable|without|end|remove|cancel|deactivate|unsubscribe|drop)\b/i;

const MORNING = [
  '^(?:my|our) mornings? (?:is|are|starts?|begins?|should (?:start|begin|be)|means) ?(?:at |from )?(?<time>.+)$',
  '^(?:set|change|make|move) my mornings?(?: start)? (?:to|at) (?<time>.+)$',
].map((form) => pattern(form));
const ORDER = [
  '^(?:please )?(?:(?:use|i (?:write|use|say|prefer|want)|write|read|show) )?(?:(?:my |the )?dates? ?(?:are|is|should be|with|as|format)? )?(?:the )?(?<first>day|month)(?: comes| goes)? (?:first|before (?:the )?(?:month|day))(?: (?:in|for|of) (?:my |the )?dates?)?(?:,? please)?$',
  '^(?:(?:set|change|switch) (?:my |the )?)date format (?:to )?(?<first>day|month)[ -]first$',
  '^(?:(?:use|i (?:write|use|prefer)) )?(?:(?:my |the )?dates? ?(?:are|as|format|in|is)? )?(?<format>dd|mm)[/.-](?:mm|dd)(?:[/.-]yy(?:yy)?)?$',
].map((form) => pattern(form));
const WEEK = pattern(
  '^(?:my |the |our )?(?:work ?|calend[ae]r )?weeks? (?:starts?|begins?|should (?:start|begin)) (?:on |with )?(?:a )?(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?$',
);
const EVENTS =
  '(?:everything|(?:each|every|all|any|my)(?: of)?(?: my)? (?:events?|appointments?|meetings?|things?)|events|appointments|meetings)';
const REMINDERS = [
  `^(?:always |please |by default )*(?:remind|alert|notify|warn) me (?<lead>.+? (?:before|ahead of)) ${EVENTS}$`,
  '^(?:always|by default,?) (?:remind|alert|notify|warn) me (?<lead>.+? (?:before|beforehand|ahead|in advance))$',
  '^(?:set|change|make) my (?:default|usual|standard|event) reminders?(?: times?)? (?:to |at )?(?<length>.+?)(?: before(?:hand)?)?$',
].map((form) => pattern(form));
const NO_REMINDERS = pattern(
  `^(?:(?:don'?t|do not|never) remind me|stop reminding me|no (?:more )?reminders?|turn off (?:the )?reminders?) (?:before|of|for) ${EVENTS}$`,
);
const QUIET = pattern("\\b(?:quiet (?:hours|time)|do not disturb|don't disturb)\\b");
const NO_MESSAGES = pattern(
  "^(?:don'?t|do not|never|no) (?:message|text|write|ping|notify|bother|disturb|ring|buzz|wake|call|contact|messages?|notifications?)\\b(?: to)?(?: me| us)? ?(?:up )?(?:with )?(?:anything )?(?=after|before|between|from|past)",
);
const DIGEST = '(?:agenda|briefing|digest|overview|day ahead)';
const AGENDA = [
  `^(?:please )?(?:send|give|show|tell|message|text|read) me (?:my |the |a |an )?(?:daily |morning )?(?:agenda|schedule|briefing|day|plans|calend[ae]r|summary|overview|to-?do list|tasks)\\b.* (?:every|each|daily)\\b`,
  "^(?:please )?(?:send|give|show|tell|message|text|read) me (?:what(?:'s| is)|what i(?:'ve| have)(?: got)?) (?:coming up|on|ahead|planned|happening|up|going on|due|next)\\b.* (?:every|each|daily)\\b",
  `^(?:(?:send|give|message|text) me|i(?:'d like| want| would like)|turn on|switch on|enable|start(?: sending(?: me)?)?|set)\\b(?: (?:my|the|a|an))? (?:daily|morning) ${DIGEST}\\b`,
  `^(?:(?:my|the|a) )?(?:daily|morning) ${DIGEST} (?:at|every)\\b`,
  `^(?:change|move|set|send(?: me)?|make) (?:my|the) (?:daily |morning )?${DIGEST} (?:come )?(?:to|at|for)\\b(?= ?\\d| half| quarter| noon)`,
].map((form) => pattern(form));
const NO_AGENDA = pattern(
  `^(?:(?:stop|no|cancel|end|turn off|switch off|disable|unsubscribe(?: from)?|don'?t send|do not send|i don'?t want)(?: sending)?(?: me)?(?: (?:my|the|a|an|any|more))*)(?: (?:daily|morning|evening|weekly))? ${DIGEST}s?(?: (?:any ?more|please|now|again|every (?:day|morning)))*$`,
);

/** "25", "99": in place of an hour, it must not pass for none. */
const NO_HOUR = /(?<![\d:.])(?:2[5-9]|[3-9]\d)(?!\d)/;

/** What a person chooses for good: "my morning is 7:30", "quiet hours 10pm to 7am". Undefined when it is no such choice. */
export function habitOf({ command, dates }: Pick<Sentence, 'command' | 'dates'>): Slots | undefined {
  const morning = firstGroups(MORNING, command)?.time;
  if (morning !== undefined) {
    const { when, rest } = dates(`at ${morning.replace(/^(?:at|from) /i, '')}`);
    return when && rest === '' ? { preference: 'morning', when: inMorning(when, morning) } : undefined;
  }
  const order = firstGroups(ORDER, command);
  if (order) {
    const isDay = /^d/i.test(order.first ?? order.format ?? '');
    return { preference: isDay ? 'day_first' : 'month_first' };
  }
  const day = WEEK.exec(command)?.groups?.day;
  if (day !== undefined) return { preference: 'week_start', when: dates(day).when };
  if (NO_REMINDERS.test(command)) return { preference: 'event_reminders', off: true };
  const { lead, length } = firstGroups(REMINDERS, command) ?? {};
  const { leadTimes } = lead || length ? dates(lead ?? `${length} before`) : {};
  if (leadTimes) return { preference: 'event_reminders', leadTimes };
  const wrong = NO_HOUR.exec(command)?.[0];
  const isQuiet = QUIET.test(command);
  if (wrong !== undefined && (isQuiet || AGENDA.some((form) => form.test(command))))
    return { preference: isQuiet ? 'quiet_hours' : 'agenda', noSuchDate: { words: wrong, isTime: true } };
  if (isQuiet) return quietHours(command.replace(QUIET, ''), dates, OFF.test(command));
  if (NO_MESSAGES.test(command)) return quietHours(command.replace(NO_MESSAGES, ''), dates, false);
  if (NO_AGENDA.test(command)) return { preference: 'agenda', off: true };
  if (AGENDA.some((form) => form.test(command))) return agenda(command, dates);
  return undefined;
}

function quietHours(command: string, dates: Sentence['dates'], isOff: boolean): Slots {
  const range =
    /\b(?<from>\d[\w:. ]*?|midnight|noon) ?(?:to|until|till|-|–|and) ?(?<until>\d[\w:.]*(?: ?[ap]\.?m\.?)?|midnight|noon)/i.exec(
      command,
    )?.groups;
  const time = (words: string | undefined): When | undefined =>
    words ? dates(`at ${words}`).when : undefined;
  const [start, end] = [time(range?.from), time(range?.until)];
  if (start && end)
    return {
      preference: 'quiet_hours',
      when: { start: start.start, grain: start.grain },
      newEnd: inMorning(end, range?.until ?? ''),
    };
  const { when } = dates(command.replace(/\b(?:after|before|past|from)\b/gi, 'at'));
  if (!when) return { preference: 'quiet_hours', ...(isOff && { off: true }) };
  return /\bbefore\b/i.test(command)
    ? { preference: 'quiet_hours', newEnd: inMorning(when, command) }
    : { preference: 'quiet_hours', when };
}

const SAYS_HOUR = pattern(`\\d|morning|noon|midnight|o'clock|\\b(?:half|quarter|${NUMBER_WORDS})\\b`);

function agenda(command: string, dates: Sentence['dates']): Slots {
  // "move it to 6" alone would be no time.
  const { time } = /\bto (?<time>\d[\w:. ]*)$/i.exec(command)?.groups ?? {};
  const { when } = dates(time === undefined ? command : `at ${time}`);
  return {
    preference: 'agenda',
    ...(when && SAYS_HOUR.test(command) && { when: inMorning(when, command) }),
  };
}

/** "7:30" is in the morning, unless the words say otherwise. */
function inMorning(when: When, words: string): When {
  const at = DateTime.fromISO(when.start, { setZone: true });
  const isSaid = /\bp\.?m\b|\dp\.?m|evening|night|afternoon|noon|lunch|\b(?:1[3-9]|2[0-3])[:.]?\d?/i.test(
    words,
  );
  const start = isSaid || at.hour < 12 ? at : at.minus({ hours: 12 });
  return { start: start.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"), grain: when.grain };
}

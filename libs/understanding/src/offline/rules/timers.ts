import type { Candidate, Slots } from '../found.ts';
import { firstGroups, pattern } from '../lexicon.ts';
import { NUMBER_WORDS } from '../numbers.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf } from '../title.ts';

const TIMER = '(?:timers?|stop ?watch|countdown)';
const LASTS = `(?:\\d+(?:[.,]\\d+)?|an?|half an|${NUMBER_WORDS})(?: and a (?:half|quarter))?[- ](?:seconds?|secs?|minutes?|mins?|hours?|hrs?)(?: and (?:a half|(?:\\d+|${NUMBER_WORDS}) (?:seconds?|minutes?)))?`;
const LASTING = pattern(LASTS);
const SAYS_TIMER = pattern(`\\b${TIMER}\\b`);
const CREATES = [
  `^(?:set|start|put|create|make|begin|run|give|i need|add|launch)(?: on| up)?(?: me)?(?: (?:an?|the|my|another|new)\\b)* ?(?<what>.*\\b${TIMER}\\b.*)$`,
  `^(?:set|put|give me|start) (?<what>.*) on the (?:clock|timer)(?: please)?$`,
  `^time (?!is|to|zone)(?<what>.*)$`,
  `^(?<what>(?:[\\w-]+ ){0,3}timer\\b.*)$`,
  `^(?:count ?down|time me)(?: for| from)? (?<what>.*)$`,
].map((form) => pattern(form));
const ASKS = pattern(
  `^(?:how (?:much|long|many)|how(?:'s| is| are)|where(?:'s| is)|what|is|are|show|list|check|when|do i have|any|which|tell)\\b.*\\b${TIMER}\\b`,
);
/** "how much longer for the rice": of the timer for it. */
const ASKS_LEFT_ON =
  /^how (?:much (?:time|longer)|long|many (?:more )?minutes)(?: (?:is|are|have|has|do|does|there|got|still|left|longer|more))* (?:for|on|until|till) (?<what>(?:the|my) [\w' -]{2,30}?)(?: (?:is|are) (?:done|ready))?$/i;
/** "how much time is left": of nothing but a timer, as long as nothing else is named. */
const ASKS_LEFT =
  /^how (?:much (?:time|longer)|long|many minutes)(?: (?:is|are|have|has|do|does|i|we|it|there|got|still))* (?:left|remaining|to go|longer)(?: now)?$/i;
/** The one of several that is asked about: "how long is left on the pasta timer". */
const ASKED = pattern(`\\b(?:on|of|for|does|has|is) ((?:the|my) (?:[\\w'-]+ ){1,3}timer)\\b`);
const CANCELS = pattern(
  `^(?:stop|cancel|end|kill|forget(?: about)?|scrap|ditch|abort|lose|bin|delete|remove|turn off|clear|reset|silence|dismiss|shut off|get rid of) (?<named>.*\\b${TIMER}\\b.*)$|^(?:turn|switch|shut) (?<turnedOff>.*\\b${TIMER}\\b.*) off$`,
);

const ALL = /\ball\b|timers/i;

/** None can be paused: the answer says so, and how long is left. */
const PAUSES = pattern(
  `^(?:pause|hold|freeze|suspend)(?: on)? (?<named>.*\\b${TIMER})(?: please| now| for (?:now|a .*))?$`,
);
const RESUMES = pattern(
  `^(?:resume|continue|unpause|un-pause|go on with|carry on with|keep) (?<named>.*\\b${TIMER})(?: running| going)?$`,
);

/** "add 5 minutes to the timer", "give the pasta timer another 5 minutes" */
const MORE = '(?:(?:another|an? (?:extra|additional|more)|extra|additional) )?';
const EXTENDS = [
  `^(?:add|put)(?: on)? ${MORE}(?<more>${LASTS}|(?:\\d+|an?|${NUMBER_WORDS}) more (?:seconds?|secs?|minutes?|mins?|hours?|hrs?))(?: more| extra)? (?:to|on|onto)(?: to)? (?<named>.*\\b${TIMER}\\b.*)$`,
  `^(?:give|extend|lengthen|increase|prolong|add to|keep) (?<named>.*\\b${TIMER}\\b)(?: going)?(?: by| for| with)? ${MORE}(?<more>${LASTS}|\\d+ more \\w+)(?: more| extra| longer)?$`,
  // "give the rice three more minutes": what the timer is for stands for it.
  `^(?:give|add to) (?<named>(?:the|my) (?:[\\w'-]+ ){1,3}?)(?:(?:another|an extra) (?<more>${LASTS})|(?<more2>(?:\\d+|an?|${NUMBER_WORDS}) (?:more|extra) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?)))$`,
  `^(?:make|run) (?<named>.*\\b${TIMER}\\b) (?<more>${LASTS}) (?:longer|more)$`,
  `^(?<more>${LASTS}|\\d+ more \\w+)(?: more| extra)? (?:on|for|to) (?<named>(?:the|my) .*\\b${TIMER}\\b)$`,
  `^(?:add|put on) ${MORE}(?<more>${LASTS})(?: more| extra)?$`,
].map((form) => pattern(form));

/** "1h30", "90s", "5 m": what is short for a unit here may be metres or a time of day elsewhere. */
const SHORTHAND: [RegExp, string][] = [
  [/\b(\d+) ?h(?:rs?|ours?)? ?(\d{1,2})(?: ?m(?:ins?)?)?\b/gi, '$1 hours and $2 minutes'],
  [/\b(\d+) ?m(?:ins?)? ?(\d{1,2}) ?s(?:ecs?)?\b/gi, '$1 minutes and $2 seconds'],
  [/\b(\d+) ?h\b/gi, '$1 hours'],
  [/\b(\d+) ?m\b/gi, '$1 minutes'],
  [/\b(\d+) ?s\b/gi, '$1 seconds'],
];
const spelledOut = (command: string): string =>
  SHORTHAND.reduce((text, [form, words]) => text.replace(form, words), command);

/** "set a 10 minute timer for the pasta"; the moment it ends is its `when`. */
export function timers({ command: said, dates }: Sentence): Candidate[] {
  const command = /\d ?[hms]/i.test(said) ? spelledOut(said) : said;
  const { named, turnedOff: cancelled = named } = CANCELS.exec(command)?.groups ?? {};
  if (cancelled) {
    const all = ALL.test(cancelled);
    return [
      {
        intent: 'cancel_timer',
        confidence: 0.95,
        fill: () => ({ ...timed(cancelled), ...(all && { all }) }),
      },
    ];
  }
  if (ASKS.test(command) || ASKS_LEFT.test(command))
    return [{ intent: 'list_timers', confidence: 0.95, fill: () => timed(ASKED.exec(command)?.[1] ?? '') }];

  const paused = PAUSES.exec(command)?.groups?.named;
  if (paused)
    return [
      {
        intent: 'update_timer',
        confidence: 0.95,
        fill: () => ({ ...timed(paused), ...(ALL.test(paused) && { all: true }) }),
      },
    ];
  const resumed = RESUMES.exec(command)?.groups?.named;
  if (resumed) return [{ intent: 'list_timers', confidence: 0.95, fill: () => timed(resumed) }];

  const left = ASKS_LEFT_ON.exec(command)?.groups?.what;
  if (left) return [{ intent: 'list_timers', confidence: 0.7, fill: () => timed(left) }];

  const { named: extended = '', more2, more = more2 } = firstGroups(EXTENDS, command) ?? {};
  if (more) {
    const { when } = dates(`in ${more.replace(/ (?:more|extra)\b/i, '').replace('-', ' ')}`);
    return [
      {
        intent: 'update_timer',
        // "give the dog another 5 minutes" may be about anything.
        confidence:
          more2 === undefined && /^give (?!.*\btimer)/i.test(command)
            ? 0.6
            : SAYS_TIMER.test(command) || !extended
              ? 0.95
              : 0.7,
        fill: () => ({ ...timed(extended), ...(when && { when }) }),
      },
    ];
  }
  for (const form of CREATES) {
    const what = form.exec(command)?.groups?.what;
    if (!what) continue;
    const lasts = LASTING.exec(what);
    if (form !== CREATES[0] && !lasts) continue;
    const several = what.split(SEVERAL);
    if (several.length > 1 && several.every((one) => LASTING.test(one)))
      return [
        { intent: 'create_timer', confidence: 0.95, fill: () => several.map((one) => lasting(one, dates)) },
      ];
    const when = lasts ? dates(`in ${lasts[0].replace('-', ' ')}`).when : dates(what).when;
    return [
      {
        intent: 'create_timer',
        confidence: 0.95,
        fill: () => ({ ...timed(what.replace(LASTS_ALL, ' ')), ...(when && { when }) }),
      },
    ];
  }
  return [];
}

/** "a pasta timer for 10 minutes [and] an egg timer for 6 minutes" */
const SEVERAL = /,? and (?=(?:an?|another|one|the)\b)|, /i;

function lasting(what: string, dates: Sentence['dates']): Slots {
  const [lasts = ''] = LASTING.exec(what) ?? [];
  const { when } = dates(`in ${lasts.replace('-', ' ')}`);
  const { title } = timed(
    what.replace(LASTS_ALL, ' ').replace(/^(?:another|two|three|four)(?: one)?\b|^one\b|:/gi, ''),
  );
  return { ...(title && { title }), ...(when && { when }) };
}

const LASTS_ALL = pattern(`(?:for |of |, ?)?${LASTS}`);

const ANY_TIMER = pattern(`\\b(?:all )?(?:(?:my|the|a) )?(?:of )?(?:my |the )?${TIMER}\\b`);

/** What the timer is for: "pasta" in "the pasta timer". */
function timed(what: string): Slots {
  const title = nameOf(
    what
      .replace(ANY_TIMER, '')
      .replaceAll(/ +/g, ' ')
      .replace(/^[ ,]*(?:(?:for|to|called|named|of|all) )*/i, '')
      .replace(/[ ,]+$/, ''),
  );
  return title ? { title } : {};
}

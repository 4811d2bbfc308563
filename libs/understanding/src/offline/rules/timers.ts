import type { Candidate, Slots } from '../found.ts';
import { pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf } from '../title.ts';

const TIMER = '(?:timers?|stop ?watch|countdown)';
const LASTS =
  '(?:\\d+|an?|half an|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty[- ]?five|forty|sixty|ninety)(?: and a half)?[- ](?:seconds?|secs?|minutes?|mins?|hours?|hrs?)(?: and (?:a half|\\w+ (?:seconds?|minutes?)))?';
const LASTING = pattern(LASTS);
const CREATES = [
  `^(?:set|start|put|create|make|begin|run|give|i need|add|launch)(?: on| up)?(?: me)?(?: (?:a|an|the|my|another|new))* ?(?<what>.*\\b${TIMER}\\b.*)$`,
  `^(?:set|put|give me|start) (?<what>.*) on the (?:clock|timer)(?: please)?$`,
  `^time (?!is|to|zone)(?<what>.*)$`,
  `^(?<what>(?:[\\w-]+ ){0,3}timer\\b.*)$`,
  `^(?:count ?down|time me)(?: for| from)? (?<what>.*)$`,
].map((form) => pattern(form));
const ASKS = pattern(
  `^(?:how (?:much|long)|how(?:'s| is| are)|where(?:'s| is)|what|is|are|show|list|check|when|do i have|any|which|tell)\\b.*\\b${TIMER}\\b`,
);
/** "how much time is left": of nothing but a timer, as long as nothing else is named. */
const ASKS_LEFT =
  /^how (?:much (?:time|longer)|long|many minutes)(?: (?:is|are|have|has|do|does|i|we|it|there|got|still))* (?:left|remaining|to go|longer)(?: now)?$/i;
const CANCELS = pattern(
  `^(?:stop|cancel|end|kill|forget(?: about)?|scrap|ditch|abort|lose|bin|delete|remove|turn off|clear|reset|silence|dismiss|shut off|get rid of) (?<named>.*\\b${TIMER}\\b.*)$|^(?:turn|switch|shut) (?<turnedOff>.*\\b${TIMER}\\b.*) off$`,
);

/** "set a 10 minute timer for the pasta"; the moment it ends is its `when`. */
export function timers({ command, dates }: Sentence): Candidate[] {
  const { named, turnedOff: cancelled = named } = CANCELS.exec(command)?.groups ?? {};
  if (cancelled) {
    const all = /\ball\b|timers/i.test(cancelled);
    return [
      {
        intent: 'cancel_timer',
        confidence: 0.95,
        fill: () => ({ ...timed(cancelled), ...(all && { all }) }),
      },
    ];
  }
  if (ASKS.test(command) || ASKS_LEFT.test(command))
    return [{ intent: 'list_timers', confidence: 0.95, fill: () => timed('') }];

  for (const form of CREATES) {
    const what = form.exec(command)?.groups?.what;
    if (!what) continue;
    const lasts = LASTING.exec(what);
    if (form !== CREATES[0] && !lasts) continue;
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

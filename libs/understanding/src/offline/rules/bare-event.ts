import { isDenied } from '../denial.ts';
import type { Candidate } from '../found.ts';
import { isTimed } from '../is-timed.ts';
import { EVENT_KIND, LOOSE_EVENT, pattern } from '../lexicon.ts';
import { findPlace } from '../place.ts';
import type { Sentence } from '../sentence.ts';
import { STARTS_OTHERWISE } from '../starts.ts';
import { nameOf } from '../title.ts';
import { isPlanned } from '../topics.ts';
import { isAtWork } from './at-work.ts';
import { event } from './event-slots.ts';

const KIND = pattern(`\\b(?:${LOOSE_EVENT})\\b`);
const FIRM_KIND = pattern(`\\b(?:${EVENT_KIND})\\b`);
const LONGEST_BARE_WORDS = 9;
/** "dinner with my parents": only the time is missing. */
const WITH_SOMEBODY = pattern(`^(?:[\\w-]+ )?(?:${EVENT_KIND}) with (?!you\\b|u\\b)\\w`);
/** "my flight is on monday at 6am": the name of an event of one's own and its time. */
export function stated({ command, isQuestion, dates }: Sentence): string | undefined {
  const over = EXPIRES.exec(command)?.groups;
  if (over?.what && !isQuestion && dates(over.date ?? '').when && dates(over.date ?? '').rest === '')
    return `${over.what} ${over.date}`;
  const { what, date } = STATED.exec(command)?.groups ?? {};
  if (!what || !date || !KIND.test(what)) return undefined;
  const { when, rest } = dates(date);
  if (isQuestion || isDenied(command, dates(command))) return undefined;
  return isTimed(when) && (rest === '' || /^(?:at|in) /i.test(rest)) ? `${what} ${date}` : undefined;
}
/** "my passport expires on the 31st": what ends on a day is known by that. */
const EXPIRES =
  /^(?:my|our|the) (?<what>(?:[\w'-]+ ){1,4}(?:expires?|runs? out|lapses?|ends?|renews?)) (?<date>(?:on|at|by|in|next|this|tomorrow|the)\b.+)$/i;
const STATED =
  /^(?:my|our|the) (?<what>(?!calend|schedule)(?:[\w'-]+ ){0,4}?[\w'-]+?)(?:'s| is| are| starts| begins| will be| has been set) (?:now |scheduled |set |booked |planned )?(?:for )?(?<date>.*\d.*)$/i;

/** "dentist next tuesday at 3pm": a thing and a date, without a verb. */
export function bareEvent(sentence: Sentence): Candidate[] {
  const { isQuestion, dates } = sentence;
  const command = sentence.command.replace(NOT_FORGOTTEN, '');
  const { when, noSuchDate, others, recurrence, rest, spans } = dates(command);
  // "call at 5pm" orders nothing that could be done: whom to call is not said.
  const named = spans[0]?.start === 0 ? rest : command;
  if (isDenied(command, { spans }) || IS_SO_NOW.test(command) || UNDOES.test(command)) return [];
  if (isQuestion && STATES.test(rest)) return [];
  if (STARTS_OTHERWISE.test(named) && !/^(?:a )?call$/i.test(rest) && !isAtWork(sentence)) return [];
  const isDated = Boolean(when ?? noSuchDate);
  if (!isDated && WITH_SOMEBODY.test(command) && command.split(' ').length <= LONGEST_BARE_WORDS)
    return [event(sentence, command, 0.55)];
  if (
    !isDated ||
    !isName(nameOf(rest) ?? '') ||
    /^(?:(?:and |the )*same(?: again| thing)? for|(?:also |and )?(?:another|one more|a second|one)(?: one)?$|good|happy|nice|see you|bye|sweet|enjoy|congrat\w*|all the best|best of luck)\b/i.test(
      rest,
    )
  )
    return [];
  if (
    rest.split(' ').length > LONGEST_BARE_WORDS ||
    /\b(?:was|were|is|are|turns?|closes?|(?<!\b(?:us|french|australian|british) )opens?|shuts?|sets|rises)$/i.test(
      rest,
    )
  )
    return [];
  const timed = noSuchDate !== undefined || isTimed(when);
  const atEdge =
    spans[0]?.start === 0 || spans.at(-1)?.end === command.length || findPlace(rest) !== undefined;
  if (FIRM_KIND.test(rest)) return [event(sentence, command, timed ? 0.85 : 0.7)];
  // Whatever else it may be about: "pizza night friday at 7".
  const own = timed && !isQuestion && isPlanned(rest) && { isOwn: true };
  if (KIND.test(rest) && timed) return [{ ...event(sentence, command, 0.7), ...own }];
  // "trip to paris 5-8 december", "camping on saturday and sunday"
  const isDays = when?.grain === 'day' && (when.end !== undefined || others !== undefined);
  const lasts = isDays && !STARTS_OTHERWISE.test(rest);
  if (lasts && KIND.test(rest)) return [{ ...event(sentence, command, 0.7), isOwn: true }];
  const isShort = rest.split(' ').length <= LONGEST_NAME_WORDS;
  if ((timed || lasts) && atEdge && isShort) return [{ ...event(sentence, command, 0.55), ...own }];
  // "every other wednesday bin day" takes no time of its own: one wants to be told.
  if (recurrence && KIND.test(rest) && atEdge && isShort && !STATES.test(rest))
    return [event(sentence, command, 0.7)];
  const isSaidEach = spans.length === 1 && /^(?:every|each|on)\b/i.test(command.slice(spans[0]?.start));
  if (recurrence && atEdge && isShort && (rest.includes(' ') || isSaidEach) && !STATES.test(rest))
    return [{ ...event(sentence, command, 0.55), intent: 'create_reminder' }];
  return when?.grain === 'day' && isShort && NAME_ON_DAY.test(beforeDate(command, spans))
    ? [event(sentence, command, 0.55)]
    : [];
}

/** "🦷" names as much as a word does; a face, a hand, a heart, a tick, a bell or an arrow only says how one feels about it, or that it matters. */
const isName = (name: string): boolean =>
  name.length >= SHORTEST_NAME || (PICTOGRAPH.test(name) && !FEELING.test(name));
const SHORTEST_NAME = 3;
const PICTOGRAPH = /^\p{Extended_Pictographic}/u;
const FEELING =
  /^[\u00A9\u00AE\u203C-\u21AA\u231A-\u23FA\u25AA-\u2614\u2616-\u263A\u2714\u2716\u2705\u274C\u2753-\u2757\u2763\u2764\u2795-\u27BF\u{1F440}\u{1F442}-\u{1F450}\u{1F48B}-\u{1F48C}\u{1F493}-\u{1F49F}\u{1F4AA}\u{1F4AF}\u{1F4C5}\u{1F4C6}\u{1F4CC}\u{1F4CD}\u{1F4E2}\u{1F4E3}\u{1F514}-\u{1F517}\u{1F51A}-\u{1F51F}\u{1F525}\u{1F550}-\u{1F567}\u{1F5D3}\u{1F590}-\u{1F596}\u{1F600}-\u{1F64F}\u{1F90C}-\u{1F92F}\u{1F970}-\u{1F97A}\u{1FAE0}-\u{1FAF8}]/u;

const NOT_FORGOTTEN = /^(?:don'?t forget|remember)(?: about)? (?!to\b|that\b)/i;
/** "cancelled dinner with Tom friday at 7" tells what has been done with it. */
const UNDOES =
  /^(?:just |already )?(?:cancell?ed|called off|postponed|moved|missed|skipped|declined|attended|forgot|forgotten|went to|rescheduled)\b/i;
/** "the rent is paid now": how things are. */
const IS_SO_NOW = /(?:'s|'re| is| are) (?:.* )?now\b/i;
/** Has a verb of its own: "the movie starts [at 8]?" asks, where "lunch [at 1]?" proposes. */
const STATES =
  /\b(?:is|are|starts?|begins?|ends?|leaves?|departs?|arrives?|lands?|comes?|takes place|kicks off)\b/i;
const LONGEST_NAME_WORDS = 4;
/** "swim [on saturday]": what is on a day is planned for it. */
const NAME_ON_DAY = /^[^,]+ on$/i;

/** What stands before the date that ends the text, with its preposition. */
function beforeDate(command: string, spans: { start: number; end: number }[]): string {
  const [only, other] = spans;
  if (!only || other || only.end !== command.length) return '';
  const lead = /^on /i.exec(command.slice(only.start))?.[0] ?? '';
  return `${command.slice(0, only.start)}${lead}`.trim();
}

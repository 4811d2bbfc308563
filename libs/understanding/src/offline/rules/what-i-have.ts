import { isArranged, isEventObject } from '../event-object.ts';
import { ADD, CHANGE, CHORE, CREATE, pattern, REMOVE } from '../lexicon.ts';
import { isDone } from '../participle.ts';
import type { Sentence } from '../sentence.ts';

const ADVERBS = '(?:(?:just|already|finally|now|also|all|both) )*';
/** Done to a plan, these make it one; what is signed up for or reserved is nothing but a plan. */
const PLANNED = pattern(
  `^${ADVERBS}(?:(?<sure>booked(?: in)?|scheduled|reserved|signed up|registered|enroll?ed|set up|made(?= (?:an?|my|our|the) (?:[\\w'-]+ ){0,3}?(?:appointment|booking|reservation|date|plans)\\b))|planned|arranged|organi[sz]ed)(?: for| in for)? (?<what>.+)$`,
);
const INVITED = pattern(
  `^${ADVERBS}been (?:invited|asked)(?: (?:out|along|over|round|back))? (?:to|for) (?:(?:come|go) to |join |attend )?(?<what>.+)$`,
);
const TO_DO = pattern(
  `^(?!(?:drinks|dinner|lunch|visit|play|review|practice)\\b)(?:${ADD}|${CREATE}|${REMOVE}|${CHANGE}|${CHORE}|help|be|do|wait|stay|leave)(?![\\w'-])`,
);
const IS_NOT_TO_COME = /^(?:no|not|never|enough)\b/i;
const SINCE = /,? \bsince (?<moment>.+)$/i;
/** What follows a date that says since when: nothing, or another thought. */
const ENDS_CLAUSE = /^ ?(?:$|[,.;]|(?:and|but|so)\b)/i;

/**
 * What there will be, of what follows "I have": all of "dinner at 7", the "dinner" of "planned dinner", the "party" of "been invited to a
 * party"; undefined for what has been done, "cancelled dinner", or has been so, "a headache since 9".
 */
export function plannedIn(had: string, dates: Sentence['dates']): string | undefined {
  const { moment } = SINCE.exec(had)?.groups ?? {};
  if (moment) return isMoment(moment, dates) ? undefined : plannedIn(had.replace(SINCE, ''), dates);
  if (IS_NOT_TO_COME.test(had)) return undefined;
  const invited = INVITED.exec(had)?.groups?.what;
  if (invited) return TO_DO.test(invited) ? undefined : invited;
  const { sure, what } = PLANNED.exec(had)?.groups ?? {};
  if (what) return sure || isArranged(what, dates) ? what : undefined;
  return isDone(had) ? undefined : had;
}

/** Since when, and not why: "9", "the match on sunday", but neither "9 is too early" nor "this tooth hurts". */
function isMoment(words: string, dates: Sentence['dates']): boolean {
  // "since 9" is a time here, which a number alone is not.
  const moment = /^\d/.test(words) ? `at ${words}` : words;
  const { spans, rest } = dates(moment);
  if (spans[0]?.start === 0) return ENDS_CLAUSE.test(moment.slice(spans[0].end));
  return rest.split(' ').length <= LONGEST_EVENT_WORDS && isEventObject(rest, dates);
}
const LONGEST_EVENT_WORDS = 3;

import type { Slots } from './found.ts';
import { CALENDAR, pattern } from './lexicon.ts';
import type { Sentence } from './sentence.ts';
import { withoutPossessives } from './slots.ts';
import { nameOf } from './title.ts';

/** Names something that was spoken of before. */
export const PRONOUN = /^(?:it|that|this|them|this one|that one)$/i;

const CALENDAR_WORD = pattern(`(?:'s)? ?(?:${CALENDAR})(?: app)?$`);

/** "friday" in "my friday calendar", nothing in "the calendar": the word before the calendar may be a date. */
export function dayOfCalendar(words: string): string {
  return words.replace(CALENDAR_WORD, '').replace(/^(?:my|the|our|a) ?/i, '');
}

/** The event that `what` names, by title, by its time, or both. */
export function namedEvent(dates: Sentence['dates'], what: string): Slots {
  const all = /^(?:all|everything|every|any)\b/i.test(what);
  const object = withoutPossessives(what).replace(/^(?:my|the) (?=\d|\w+ o'?clock|\w+ [ap]m)/i, 'at ');
  const time = /^at /i.test(object) ? object.replace(/ (?:one|meeting|appointment|event)$/i, '') : object;
  const { when, rest } = dates(time);
  const bare = rest
    .replace(EVERY, '')
    .replace(IN_CALENDAR, '')
    .replace(/^(?:my |the |an? )?event (?:called|named|for) /i, '')
    .replace(
      / (?:was|is|got|has been) (?:cancell?ed|called off|off)$|,? (?:that )?(?:i|we) (?:have|had)(?: \w+)?$| time$|(?: (?:back|forward|up|out))?(?: (?:by )?(?:an?|half an|\w+) (?:hour|minute|min|day|week)s?(?: and a half)?)?$/i,
      '',
    );
  const title = PRONOUN.test(bare) ? undefined : nameOf(bare);
  return { ...(title && { title }), ...(when && { currentWhen: when }), ...(all && { all }) };
}

const EVERY =
  /^(?:(?:all|every|any|each)(?: of)?|everything) ?(?:(?:of )?(?:my|the) )?(?:(?:events?|meetings?|appointments?|things?|plans?)\b)?/i;
const IN_CALENDAR = pattern(`\\b(?:from|off|on|in|to) (?:my|the) (?:${CALENDAR})\\b.*$`);

import { CALENDAR, GENERIC_EVENT, LOOSE_EVENT, pattern, TIME_AS_EVENT } from './lexicon.ts';
import type { Sentence } from './sentence.ts';

/** Where the object of a verb ends: at what it is for, where it is, when, and with whom. */
const AFTER_OBJECT =
  /,|(?:^| )(?:at|to|before|after|from|with|for|in|on|by|of|off|until|till|near|under|behind|during|without|into|onto|out|up|down|because|since|so|about|when|while|which|that(?:'s)?|i|we|i've|we've|i'd|we'd|scheduled|set|planned|booked|called|named|titled)(?![\w'-])/i;
const EVENT = pattern(`\\b(?:${LOOSE_EVENT}|calls?|plans|${CALENDAR})\\b`);
const EVENT_LAST = pattern(
  `\\b(?:${LOOSE_EVENT}|calls?|plans|(?:${CALENDAR})(?: (?:events?|entry|entries))?)(?:'s)?(?: (?:night|break|slot|court))?(?: (?:today|tomorrow|tonight|again|now|too))*$`,
);
const EVENT_NAMED = pattern(`\\b(?:${GENERIC_EVENT})\\b`);
const TIME_OBJECT = pattern(`^${TIME_AS_EVENT}`);

/**
 * Whether what a verb is done to is an event, and not a thing beside one: "the staff party on friday", but not "the pans after dinner" nor
 * "the pool heater".
 */
export function isEventObject(words: string, dates: Sentence['dates']): boolean {
  if (TIME_OBJECT.test(words)) return true;
  if (!EVENT.test(words)) return false;
  if (isEvent(objectIn(words))) return true;
  // "lunch friday", "the friday lunch": a date may stand right behind the name or within it.
  const { spans, rest } = dates(words);
  const [first] = spans;
  return first !== undefined && (isEvent(objectIn(words.slice(0, first.start))) || isEvent(objectIn(rest)));
}

const isEvent = (object: string): boolean => EVENT_LAST.test(object) || EVENT_NAMED.test(object);

const objectIn = (words: string): string =>
  words.slice(0, AFTER_OBJECT.exec(words)?.index ?? words.length).trim();

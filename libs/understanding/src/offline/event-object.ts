import { CALENDAR, GENERIC_EVENT, LOOSE_EVENT, pattern, TIME_AS_EVENT } from './lexicon.ts';
import type { Sentence } from './sentence.ts';

/** Where the object of a verb ends: at what it is for, where it is, when, and with whom. */
const AFTER_OBJECT =
  /,|(?:^| )(?:at|(?<!\bone )(?:to|on)|before|after|from|with|for|in|by|of|off|until|till|near|under|behind|during|without|into|onto|out|(?<!\b(?:catch|follow) )up|down|because|since|so|about|when|while|which|that(?:'s)?|i|we|i've|we've|i'd|we'd|scheduled|set|planned|booked|called|named|titled)(?![\w'-])/i;
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
  const { spans, rest, leadTimes, leadDays } = dates(words);
  const [first] = spans;
  // "a minute before the meeting"
  if ((leadTimes ?? leadDays) && first?.start === 0) return false;
  return first !== undefined && (isEvent(objectIn(words.slice(0, first.start))) || isEvent(objectIn(rest)));
}

/** "a pub quiz", "paintball": what is arranged is an event, unless it is a thing of one's own, "my closet", or for an event, "flowers for the wedding". */
export function isArranged(words: string, dates: Sentence['dates']): boolean {
  return isEventObject(words, dates) || !(EVENT.test(words) || OWN_THING.test(words));
}

/** Whether a thing is brought to its place: "the cake in the oven", "the bins out", but not "lunch in the garden". */
export function isPlaced(words: string, dates: Sentence['dates']): boolean {
  return STORED.test(words) || (PLACED.test(words) && !isEventObject(words, dates));
}

/** Where there are things only, so that drinks and lunch are things there as well. */
const STORED =
  /\b(?:in|into|on|onto|inside) (?:the|my|our) (?:[\w-]+ )?(?:fridge|freezer|oven|microwave|kettle|dishwasher|washing machine|washer|dryer|wash|laundry|basket|car|boot|trunk|van|bag|backpack|suitcase|case|box|cupboard|wardrobe|drawer|loft|shed|bin|post|mail|shelf|rack|hook|desk|counter|pan|pot|bowl|tin)\b/i;
const PLACED =
  / (?:in|into|inside|on|onto|under|behind|over|by|next to|on top of) (?:the|my|our|a|an) (?!(?:first|last|morning|afternoon|evening|night|weekend|mon|tues|wednes|thurs|fri|satur|sun)\w*)[a-z]|(?:^|(?<!\b(?:night|day|evening|weekend|meal|trip)) )(?:out|away|back|outside|up)(?: |$)/i;
const OWN_THING = /^(?:the|my|our|this|that|these|those|his|her|their) /i;

const isEvent = (object: string): boolean => EVENT_LAST.test(object) || EVENT_NAMED.test(object);

const objectIn = (words: string): string =>
  words.slice(0, AFTER_OBJECT.exec(words)?.index ?? words.length).trim();

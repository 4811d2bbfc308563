import { POLITE } from './clauses.ts';
import { isTimed } from './is-timed.ts';
import { CHORE, LOOSE_EVENT, pattern } from './lexicon.ts';
import type { Sentence } from './sentence.ts';
import { SAYS_END } from './start-and-end.ts';
import { STARTS_OTHERWISE } from './starts.ts';

type ReadDates = Sentence['dates'];

const VERB_AND_REST = pattern(
  `^(${POLITE}(?:remind me|put|add|schedule|book|create|set (?:up )?a reminder|new event:?)(?: to)?) (.+)$`,
);

/**
 * "remind me to eat at 8 and to sleep at 9": two with one verb. A lone "and" joins names or things, so each side must
 * have a time of its own, the first one right before the "and".
 */
export function withSharedVerb(text: string, dates: ReadDates): string[] {
  const [, verb, rest = ''] = VERB_AND_REST.exec(text) ?? [];
  const [left = '', ...others] = rest.split(/,? and (?:also )?(?:to )?/i);
  const right = others.join(' and ');
  if (!verb || !left || !right || SAYS_END.test(right)) return [text];
  const first = dates(left);
  const second = dates(right);
  const endsInDate = first.spans.at(-1)?.end === left.length;
  // "at 8 to eat and at 9 to sleep"
  const startInDate =
    [left, right].every((side) => /^(?:at|on|in) /i.test(side)) &&
    [first, second].every(({ spans }) => spans[0]?.start === 0);
  const hasBoth = [first, second].every(({ when, rest: name }) => when && name !== '');
  if (!(endsInDate || startInDate) || !hasBoth || joins(left.length, dates(rest))) return [text];
  const [head, tail] = withSharedWords(left, right, dates);
  return [`${verb} ${head}`, `${verb} ${tail}`];
}

/** Whether the dates on both sides of the "and" at `index` were read as one list: "monday and thursday". */
const joins = (index: number, { spans }: ReturnType<ReadDates>): boolean =>
  spans.some(({ start, end }) => start < index && end > index);

const AND_THEN = /,? (?:and then|then|and) (?:also )?(?!to\b)/i;
const DAY =
  'today|tonight|tomorrow|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\\d{1,2}(?:st|nd|rd|th)|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|in \\d+|next|every|\\d+[/-]\\d+';
const DAY_SAID = pattern(`\\b(?:${DAY})\\b`);
/** Among the words that say when: Mark and Jane are no months, and neither is April at whose place one meets. */
const saysDay = (text: string, dates: ReadDates): boolean =>
  dates(text).spans.some(({ start, end }) => DAY_SAID.test(text.slice(start, end)));
/** A day that follows the time is that of all that was said: "… at 3 and … at 4 [tomorrow]". */
const DAY_AT_END = pattern(`(?:[ap]m|\\d|o'clock|noon),? ((?:on |this |next )?(?:the )?(?:${DAY}))$`);

/**
 * "lunch with bob tomorrow at 1 and gym at 6": two appointments, each a name and its own time, the first one right before the "and". The
 * day goes for both where one of them says none.
 */
export function asAppointments(text: string, dates: ReadDates): string[] {
  const join = AND_THEN.exec(text);
  if (!join || VERB_AND_REST.test(text)) return [text];
  const [left, right] = [text.slice(0, join.index), text.slice(join.index + join[0].length)];
  const [first, second] = [dates(left), dates(right)];
  const areTimed = [first, second].every(({ when, rest }) => isTimed(when) && /[a-z]{2}/i.test(rest));
  if (!areTimed || SAYS_END.test(right) || first.spans.at(-1)?.end !== left.length) return [text];
  return withSharedWords(left, right, dates);
}

/** "gym tomorrow and friday dinner with Ann": the date after the "and" begins another thing and is no second one of the first. */
export function asDatedPair(text: string, dates: ReadDates): string[] {
  const join = AND_THEN.exec(text);
  if (!join || VERB_AND_REST.test(text)) return [text];
  const [left, right] = [text.slice(0, join.index), text.slice(join.index + join[0].length)];
  const [first, second] = [dates(left), dates(right)];
  const start = second.spans[0];
  const isBetween = first.spans.at(-1)?.end === left.length && start?.start === 0 && saysDay(right, dates);
  const areNamed = [first, second].every(({ when, rest }) => when && /[a-z]{2}/i.test(rest));
  if (!isBetween || !areNamed || joins(join.index, dates(text))) return [text];
  // "tomorrow wash the car" is an order to oneself only with the verb in front.
  const matter = right.slice(start.end).trim();
  return [left, CHORE_AT_START.test(matter) ? `${matter} ${right.slice(0, start.end)}` : right];
}

/** Each side with the day and the verb that only one of them says. */
function withSharedWords(left: string, right: string, dates: ReadDates): [string, string] {
  const day = dates(left).when?.start.slice(0, 10);
  const later = !saysDay(left, dates) && DAY_AT_END.exec(right)?.[1];
  const second = withVerbOf(left, right, dates);
  if (later) return [`${left} ${later}`, second];
  return [left, saysDay(right, dates) || !saysDay(left, dates) ? second : `${second} on ${day}`];
}

const LONGEST_THING_WORDS = 2;
const EVENT = pattern(`\\b(?:${LOOSE_EVENT})\\b`);
const CHORE_AT_START = pattern(`^(?:to )?(?:${CHORE})(?= )`);
/** "lunch with [Ann at 1 and] Bob at 6" */
const WITH_NAME = /^.* with (?=[A-Z])/;

/** "pick up Tom at 3 and [pick up] Mia at 4": a name or a thing without a verb of its own takes the one before. */
function withVerbOf(left: string, right: string, dates: ReadDates): string {
  const isName = /^[A-Z][\w'-]+ (?:at|@|around|\d)/.test(right);
  const verb = CHORE_AT_START.exec(left)?.[0] ?? (isName ? WITH_NAME.exec(left)?.[0].trim() : undefined);
  if (!verb || STARTS_OTHERWISE.test(right)) return right;
  const words = dates(right).rest;
  const isThing =
    isName ||
    /^(?:the|my|our|a|an|his|her|their) /i.test(right) ||
    (words.split(' ').length <= LONGEST_THING_WORDS && !EVENT.test(words));
  return isThing ? `${verb} ${right}` : right;
}

/** "remind me at 4", and nothing more */
const REMINDS_AT = pattern(`^${POLITE}remind me(?: again)? (?:at|around|by) .{1,12}$`);

/** "dentist friday at 9, remind me at 8": at 8 on that day. */
export function withDayBefore(clauses: string[], dates: ReadDates): string[] {
  return clauses.map((clause, index) => {
    const before = clauses[index - 1] ?? '';
    if (!REMINDS_AT.test(clause) || saysDay(clause, dates) || !saysDay(before, dates)) return clause;
    const day = dates(before).when?.start.slice(0, 10);
    return day ? `${clause} on ${day}` : clause;
  });
}

import { days as daysOf, weekdayAfter } from './days.ts';
import { type Phrase, phrase, type Sides } from './phrase.ts';
import { type Recurring, recurring } from './recurring.ts';
import type { Reader } from './reader.ts';
import { partOfDay } from './part-of-day.ts';
import type { Span } from './span.ts';
import type { Token } from './token.ts';
import { UNITS } from './vocabulary.ts';

/** A date phrase in a text; `from` is empty when it recurs. */
export interface DatePhrase extends Sides, Span {
  recurring?: Recurring;
  /** Further times of the same thing: "tuesday [and thursday]". */
  also?: DatePhrase[];
  /** One of them only is meant: "friday or saturday". */
  isChoice?: boolean;
  /** An "or" stands before it. */
  isAfterOr?: boolean;
}

const TO = 'to - until through';

/** All date phrases, in order; they do not overlap. */
export function datePhrases(reader: Reader): DatePhrase[] {
  const found: DatePhrase[] = [];
  let endOfLast = 0;
  while (!reader.isAtEnd) {
    const last = found.at(-1);
    if (last && reader.at === endOfLast && isForPeople(reader, last)) reader.at += 2;
    const before = last && reader.tokens.slice(endOfLast, reader.at).every(isJoint) ? last : undefined;
    const next = reader.attempt((rest) => datePhrase(rest, before));
    if (next) {
      found.push(next);
      endOfLast = reader.at;
    } else reader.at++;
  }
  return found;
}

const isJoint = ({ word }: Token): boolean => /^(?:,|and|&|plus|or|also|again|then)$/.test(word);

/** @param before the phrase that only an "and" separates from this one */
function datePhrase(reader: Reader, before?: DatePhrase): DatePhrase | undefined {
  const start = reader.at;
  if (isPartOfNumber(reader) || isPartOfWord(reader)) return undefined;
  const found = reader.first(dayNumberRange, recurringWords, range, (rest) => nextPart(rest, before));
  const last = reader.ahead(-1);
  if (!found || !(isMeant(found, reader, start) || isNextTime(found, before))) return undefined;
  const first = reader.tokens[start + connectorsAt(reader, start)];
  if (!first || !last) return undefined;
  return { ...found, start: first.start, end: last.end };
}

/** "buy tickets [for] friday", "move it [to] 4": these belong to the sentence, not to the date. */
function connectorsAt({ tokens }: Reader, start: number): number {
  let count = 0;
  while (/^(?:for|of|to|about|due)$/.test(tokens[start + count]?.word ?? '')) count++;
  const isLength =
    tokens[start + count - 1]?.word === 'for' && UNITS.has(tokens[start + count + 1]?.word ?? '');
  return isLength ? count - 1 : count;
}

/** "tomorrow morning and [evening]" */
function nextPart(reader: Reader, before?: DatePhrase): Said | undefined {
  const part = (before?.from.part ?? before?.recurring?.time?.part) && reader.attempt(partOfDay);
  return part && { from: { part } };
}

/** "at 3 and [5]": a mere number is a time after another time. */
function isNextTime({ from, to }: Said, before?: DatePhrase): boolean {
  const isAfterTime = (before?.from.clock ?? before?.recurring?.time?.clock) !== undefined;
  return isAfterTime && from.clock !== undefined && !from.clock.noSuch && !to;
}

/** "dinner at 7 [for 4]": right after a time it counts who comes. */
function isForPeople(reader: Reader, { from, recurring: repeated }: DatePhrase): boolean {
  const isAfterTime = (from.clock ?? repeated?.time?.clock) !== undefined;
  const number = reader.ahead();
  if (!isAfterTime || reader.word !== 'for' || number?.number === undefined || number.ordinal) return false;
  const after = reader.ahead(2);
  return !/^(?:am|pm|o'clock|[:.h])$/.test(after?.word ?? '') && !UNITS.has(after?.word ?? '');
}

type Said = Omit<DatePhrase, keyof Span>;

function recurringWords(reader: Reader): Said | undefined {
  const found = reader.first(
    (rest) => recurring(rest),
    (rest) => (rest.eat('on') ? recurring(rest) : undefined),
  );
  return found && { from: {}, recurring: found };
}

function range(reader: Reader): Said | undefined {
  const start = reader.at;
  const from = phrase(reader);
  if (!from) return undefined;
  const to = reader.first(
    (rest) => lastDayNumber(rest, from),
    (rest) => end(rest, from),
  );
  const repeated = from.instant || to?.days ? undefined : reader.attempt((rest) => recurring(rest, from));
  if (repeated) return { from: {}, recurring: { ...repeated, ...(to && { timeTo: to }) } };
  const daily = to && eachDay(from, to, reader.tokens.slice(start, reader.at));
  if (daily) return { from: {}, recurring: daily };
  return to ? { from, to } : { from };
}

/** "mon-fri 9:15", "monday to friday at 9": on each of these days. "From monday …" and "… until friday at 9" last as long. */
function eachDay(from: Phrase, to: Phrase, tokens: readonly Token[]): Recurring | undefined {
  const first = from.days?.weekday && from.days.from;
  const isRow = first && to.days?.weekday && !from.clock && !from.part && !from.lead && (to.clock ?? to.part);
  if (!isRow || !tokens.some(({ word }) => /^(?:-|to|through)$/.test(word))) return undefined;
  const last = weekdayAfter(first, to.days?.weekday ?? 1);
  const { days: _, ...time } = to;
  return { rule: { freq: 'DAILY', until: last.plus({ days: 1 }) }, starting: from.days, time };
}

function end(reader: Reader, { isBetween, instant }: Phrase): Phrase | undefined {
  const joint =
    reader.eat(isBetween ? `${TO} and` : TO) ?? (reader.eatAll('but before') || reader.eatAll('and before'));
  if (!joint || (instant && !instant.until)) return undefined;
  const side = phrase(reader);
  return side && (side.days ?? side.clock ?? side.part) ? side : undefined;
}

/** "july 13 [through 15]", "july third [to tenth]" */
function lastDayNumber(reader: Reader, { days, clock }: Phrase): Phrase | undefined {
  if (!days || days.grain !== 'day' || days.isRange || clock) return undefined;
  const joint = reader.eat(TO);
  reader.eat('the');
  if (!joint || !(reader.token?.ordinal || joint === 'through')) return undefined;
  const number = reader.number(days.from.day + 1, days.from.daysInMonth ?? 31);
  if (!number || /^(?:am|pm|:|<date>|of)$/.test(reader.word ?? '')) return undefined;
  return { days: daysOf(days.from.set({ day: number })) };
}

/** "between ninth and seventeenth of april", "from 4 to 22 january", "3-12 this month" */
function dayNumberRange(reader: Reader): Said | undefined {
  const lead = reader.eat('from between on');
  reader.eat('the');
  const fromDay = reader.number(1, 31);
  if (!fromDay || !reader.eat(lead === 'between' ? `${TO} and` : TO)) return undefined;
  const to = phrase(reader);
  return to?.days?.grain === 'day' && !to.days.isRange && !to.clock && fromDay < to.days.from.day
    ? { from: {}, to, fromDay }
    : undefined;
}

/** A time that is only a number needs "at", another part beside it, or to be all that was said. */
function isMeant({ from, to, fromDay, recurring: repeated }: Said, reader: Reader, first: number): boolean {
  if (fromDay ?? repeated) return true;
  const parts = [from.days, from.part, from.instant, to?.days, to?.part];
  if (parts.some((part) => part !== undefined)) return true;
  const clocks = [from.clock, to?.clock].filter((clock) => clock !== undefined);
  if (clocks.length === 0) return false;
  if (clocks.some(({ bare }) => !bare)) return true;
  if (first === 0 && reader.isAtEnd) return true;
  if (from.isBetween && !to) return false;
  // "meeting 10 until 12"
  if (from.clock && to?.clock && reader.tokens.slice(first, reader.at).some(({ word }) => word === 'until'))
    return true;
  if (from.lead === 'for') return !FOR_PEOPLE.test(reader.tokens[first - 1]?.word ?? '');
  return (
    /^(?:at|@|by|until|around|from|between|before|after|since)$/.test(from.lead ?? '') ||
    from.clock?.exact === true
  );
}

/** "a table for 4" */
const FOR_PEOPLE =
  /^(?:tables?|dinner|lunch|breakfast|brunch|seats?|reservation|booking|rooms?|tickets?|recipe|cook|food|drinks|party|enough)$/;

/** The "in" of "check-in". */
const isPartOfWord = ({ tokens, at }: Reader): boolean =>
  /^(?:in|on|at|by|for|from|around|until)$/.test(tokens[at]?.word ?? '') &&
  tokens[at]?.glued === true &&
  tokens[at - 1]?.word === '-' &&
  tokens[at - 1]?.glued === true;

/** The "4" of "v1.4", "555-4" and "1,400" is no time. */
function isPartOfNumber(reader: Reader): boolean {
  const { token } = reader;
  const before = reader.ahead(-1);
  if (token?.number === undefined || !token.glued || !before) return false;
  return (
    /^[a-z.+#$€£/]/.test(before.word) ||
    (/^[,:-]$/.test(before.word) && reader.ahead(-2)?.number !== undefined && before.glued)
  );
}

import { type CalendarDate, dayAt, dayOfDate, monthOfDate } from './calendar-date.ts';
import { days, type Days } from './days.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';
import { mayFollowDate, MONTHS, OTHER_WORDS_TOO } from './vocabulary.ts';

/** "jul 18", "5/3/18", "july 13-15", "march 2015", "15 march next year" */
export function writtenDate(reader: Reader): Days | undefined {
  reader.eat('the');
  const date = reader.token?.date;
  if (!date) return undefined;
  const before = reader.ahead(-1)?.word ?? '';
  reader.at++;
  const dated = date.year === undefined ? { ...date, ...yearAfter(reader) } : date;
  if (dated.day === undefined)
    return isMonthMeant(reader, dated, before) ? writtenMonth(dated, reader) : undefined;
  return isFraction(reader, before) ? undefined : writtenDay(dated, reader.now);
}

export function writtenDay(date: CalendarDate, now: Days['from']): Days | undefined {
  const from = dayOfDate(date, now);
  if (!from) return { ...days(now), noSuchDate: wordsOf(date) };
  if (date.lastDay === undefined)
    return { ...days(from), inMonth: true, ...(date.year === undefined && { written: date }) };
  const last = dayAt(now, from.year, from.month, date.lastDay);
  if (!last) return { ...days(now), noSuchDate: wordsOf(date) };
  return { from, to: last.plus({ days: 1 }), grain: 'day', isRange: true };
}

/** "march", "march after next" */
function writtenMonth(date: CalendarDate, reader: Reader): Days | undefined {
  const month = monthOfDate(date, reader.now);
  if (!month) return undefined;
  const isAfterNext = date.year === undefined && reader.eatAll('after next');
  return days(isAfterNext ? month.plus({ years: 1 }) : month, 'month');
}

/** "next march" is of next year when this year's is still to come; "last march" the latest that is over. */
export function monthByStep(reader: Reader): Days | undefined {
  const steps = step(reader);
  const date = reader.token?.date;
  if (steps === undefined || !date || date.day !== undefined || date.year !== undefined) return undefined;
  reader.at++;
  const { now } = reader;
  const first = now.startOf('year').set({ month: date.month });
  if (steps < 0) return days(first < now.startOf('month') ? first : first.minus({ years: 1 }), 'month');
  if (steps === 0) return days(first, 'month');
  return days(first > now ? first : first.plus({ years: 1 }), 'month');
}

/** "[15 march] next year", "[march] of last year", "[march] in 2 years" */
function yearAfter(reader: Reader): { year?: number } {
  const steps = reader.attempt((rest) => {
    rest.eat('of in ,');
    const found = step(rest);
    return found !== undefined && rest.eat('year yr') ? found : undefined;
  });
  if (steps !== undefined) return { year: reader.now.year + steps };
  const years = reader.attempt((rest) => {
    if (!rest.eat('in')) return undefined;
    const count = rest.eat('a one') ? 1 : rest.number(1, 50);
    return count && rest.eat('year years') ? count : undefined;
  });
  return years === undefined ? {} : { year: reader.now.year + years };
}

/** "march on" and "may I" are no months, "in march" and "may 2027" are. */
function isMonthMeant({ tokens, word }: Reader, { year, words }: CalendarDate, before: string): boolean {
  if (year !== undefined || !OTHER_WORDS_TOO.has(words.toLowerCase())) return true;
  if (tokens.length === 1 || (before === '' && word === 'after')) return true;
  return /^(?:in|of|during|until|till|since|from|to|by|before|after|through|next|last|this|every|early|mid|late|end|-|each)$/.test(
    before,
  );
}

/** "1/2 cup", "24/7" */
function isFraction({ tokens, at }: Reader, before: string): boolean {
  const { raw = '' } = tokens[at - 1] ?? {};
  if (raw === '24/7') return true;
  const isLed = /^(?:on|by|until|from|due|before|after|between|since|to|-)$/.test(before);
  return /^[1-7]\/[2348]$/.test(raw) && !isLed && !mayFollowDate(tokens[at]);
}

function wordsOf({ day, month, year, words }: CalendarDate): string {
  if (/[a-z]/i.test(words) || month > 12) return words;
  return [day, MONTHS[month - 1], year].filter((part) => part !== undefined).join(' ');
}

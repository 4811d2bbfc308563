import { type CalendarDate, dayAt, dayOfDate } from './calendar-date.ts';
import { days, type Days, weekdayAfter, weekdayBefore, weekdayInWeekOf } from './days.ts';
import type { Reader } from './reader.ts';
import { writtenDay } from './written-day.ts';
import { step } from './relative-word.ts';
import { WEEKDAYS } from './vocabulary.ts';

/** Within this many years every day and month falls on every weekday. */
const YEARS_AHEAD = 28;

/** "this friday", "next friday", "last friday": Monday-based weeks, but "last" is the latest that is over. */
export function weekdayByStep(reader: Reader): Days | undefined {
  const { now } = reader;
  const isNearest = reader.attempt(nearest);
  const steps = isNearest ? 0 : step(reader);
  if (steps === undefined) return undefined;
  const weekday = weekdayName(reader);
  if (!weekday) return undefined;
  if (isNearest) return days(weekdayAfter(now, weekday));
  if (steps < 0) return days(weekdayBefore(now, weekday));
  return days(weekdayInWeekOf(now.plus({ weeks: steps }), weekday));
}

/** "the coming friday" is the next one, also within this week. */
function nearest(reader: Reader): true | undefined {
  reader.eat('the this');
  return reader.eat('coming upcoming following') ? true : undefined;
}

/** "tuesday of last week", "friday next week", "next week's friday", "last week friday" */
export function weekdayOfWeek(reader: Reader): Days | undefined {
  const weekBefore = reader.attempt(week);
  if (weekBefore !== undefined) {
    reader.eat('on');
    const weekday = weekdayName(reader);
    return weekday ? days(weekdayInWeekOf(reader.now.plus({ weeks: weekBefore }), weekday)) : undefined;
  }
  const weekday = weekdayName(reader);
  if (!weekday) return undefined;
  reader.eat('of from in ,');
  const steps = reader.attempt(week);
  return steps === undefined ? undefined : days(weekdayInWeekOf(reader.now.plus({ weeks: steps }), weekday));
}

function week(reader: Reader): number | undefined {
  if (reader.eatAll('the week after next')) return 2;
  const steps = step(reader);
  return steps !== undefined && reader.eat("week week's weeks wk") ? steps : undefined;
}

/** "Fri, Jul 18", "tuesday the 11th", "Jul 18, Fri": the first day ahead for which both are true. */
export function weekdayWithDate(reader: Reader): Days | undefined {
  const weekday = weekdayName(reader);
  if (weekday) {
    reader.eat(',');
    reader.eat('on the');
    reader.eat('the');
    const date = dateToken(reader);
    if (date) return fitting(date, weekday, reader);
    const number = reader.token?.ordinal ? reader.number(1, 31) : undefined;
    return number ? dayNumberOn(number, weekday, reader) : undefined;
  }
  const date = dateToken(reader);
  if (!date) return undefined;
  reader.eat(', on');
  const after = weekdayName(reader);
  return after ? fitting(date, after, reader) : undefined;
}

/** "friday", "friday after next": the next one, so today's name means in a week. */
export function bareWeekday(reader: Reader): Days | undefined {
  const weekday = weekdayName(reader);
  if (!weekday) return undefined;
  const isAfterNext = reader.eatAll('after next') || reader.eatAll('week');
  const day = days(weekdayAfter(reader.now, weekday).plus({ weeks: isAfterNext ? 1 : 0 }));
  return isAfterNext ? day : { ...day, weekday };
}

export function weekdayName(reader: Reader): number | undefined {
  const isWord = AMBIGUOUS.has(reader.word ?? '') && !isWeekdayMeant(reader);
  const weekday = isWord ? undefined : reader.eatFrom(WEEKDAYS);
  // "Mon."
  if (weekday && reader.word === '.' && reader.token?.glued && !reader.ahead()?.glued) reader.at++;
  return weekday;
}

const AMBIGUOUS = new Set(['sun', 'sat', 'wed']);

/** "sun cream", "sat down" */
function isWeekdayMeant(reader: Reader): boolean {
  const before = reader.ahead(-1)?.word;
  if (reader.ahead(-1)?.ordinal) return true;
  const after = reader.ahead();
  // "mon wed fri"
  if (WEEKDAYS.has(before ?? '') || WEEKDAYS.has(after?.word ?? '')) return true;
  if (before === 'the' || before === 'a') return false;
  if (!after || after.number !== undefined || after.date) return true;
  if (
    before !== undefined &&
    /^(?:on|this|next|last|by|until|every|each|from|to|before|after|coming|of|-|and|,|&)$/.test(before)
  )
    return true;
  return (
    /^(?:morning|afternoon|evening|night|noon|next|this|the|-|[.,!?])$/.test(after.word) ||
    (/^(?:at|@|from)$/.test(after.word) &&
      (reader.ahead(2)?.number !== undefined ||
        /^(?:noon|midday|midnight)$/.test(reader.ahead(2)?.word ?? '')))
  );
}

function dateToken(reader: Reader): CalendarDate | undefined {
  const date = reader.token?.date;
  if (date?.day === undefined || date.lastDay !== undefined) return undefined;
  reader.at++;
  return date;
}

/** When no year fits the weekday, the date is right and the weekday a slip. */
function fitting(date: CalendarDate, weekday: number, { now }: Reader): Days | undefined {
  const first = dayOfDate(date, now);
  if (!first || date.year !== undefined) return writtenDay(date, now);
  // This year's may be over: "sunday, february 10" said on the 12th.
  for (let ahead = now.year - first.year; ahead <= YEARS_AHEAD; ahead++) {
    const day = dayAt(now, first.year + ahead, date.month, date.day ?? 1);
    if (day?.weekday === weekday) return { ...days(day), inMonth: true };
  }
  return { ...days(first), inMonth: true };
}

function dayNumberOn(number: number, weekday: number, { now }: Reader): Days | undefined {
  for (let ahead = number < now.day ? 1 : 0; ahead <= YEARS_AHEAD * 12; ahead++) {
    // The weekday of a date is the same in every zone, and UTC's is cheap to find.
    const inUtc = new Date(Date.UTC(now.year, now.month - 1 + ahead, number));
    if (inUtc.getUTCDate() !== number || (inUtc.getUTCDay() || 7) !== weekday) continue;
    const day = dayAt(now, inUtc.getUTCFullYear(), inUtc.getUTCMonth() + 1, number);
    if (day) return days(day);
  }
  return undefined;
}

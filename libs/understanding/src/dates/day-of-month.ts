import { dayAt } from './calendar-date.ts';
import { days, type Days } from './days.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';
import { isCounted, mayFollowDate } from './vocabulary.ts';

/** Every day number occurs within three months. */
const MONTHS_AHEAD = 3;

/** "20th of next month", "the 12th day of this month" */
export function dayOfThatMonth(reader: Reader): Days | undefined {
  reader.eat('the');
  const number = reader.number(1, 31);
  if (!number) return undefined;
  reader.eat('day');
  if (!reader.eat('of in')) reader.eat(',');
  const steps = step(reader);
  if (steps === undefined || !reader.eat('month')) return undefined;
  return monthDay(number, steps, reader);
}

/** "the 15th", "on the 17": the next day with that number, today included. */
export function bareDayOfMonth(reader: Reader): Days | undefined {
  const isFirst = reader.at === 0;
  const before = reader.ahead(-1)?.word ?? '';
  // "on the 1st and 15th", "march 12 and 13", "on 2 and 3 may"
  const isNext = /^(?:and|&|,)$/.test(before);
  const isBeforeDate = (): boolean =>
    /^(?:and|&|,)$/.test(reader.word ?? '') && reader.ahead()?.date?.day !== undefined;
  const isAfterDate = isNext && reader.ahead(-2)?.date?.day !== undefined;
  const goesOn = isAfterDate || (isNext && reader.ahead(-2)?.ordinal === true);
  const isLed = goesOn || /^(?:on|by|until|from|before|between|after|for|since|due)$/.test(before);
  const hasArticle = reader.eat('the') !== undefined;
  const { token } = reader;
  const number = reader.number(1, 31);
  if (!token) return undefined;
  // After "for" and "since" such a number is a birthday or an anniversary, unless it is said to be of a month.
  if (!number) return noSuchDay(reader, goesOn || /^(?:on|by|until)$/.test(before));
  const isEnd = reader.isAtEnd || /^[.,?!]$|^(?:at|from|between)$/.test(reader.word ?? '');
  // "the first, …" and "the second" order things.
  const isVague = token.spelled === true && number <= 3 && reader.word !== 'of';
  const isMeant = token.ordinal
    ? isLed || (!isVague && (hasArticle || isFirst))
    : (isLed && hasArticle) ||
      ((before === 'on' || isAfterDate) && (isEnd || isBeforeDate()) && !token.spelled);
  if (!isMeant || !(reader.eatAll('of the month') || mayFollow(reader))) return undefined;
  return nextWithNumber(number, reader);
}

/** "on the 32nd"; before anything that it could count it is a street or a floor. */
function noSuchDay(reader: Reader, isDay: boolean): Days | undefined {
  const { token } = reader;
  if (!token?.ordinal || reader.number(0, 99) === undefined) return undefined;
  const isEnd = reader.isAtEnd || /^[.,?!]$|^(?:at|from|between|to|and)$/.test(reader.word ?? '');
  const month = reader.word === 'of' ? reader.ahead()?.date : undefined;
  if (month && month.day === undefined) {
    reader.at += 2;
    return { ...days(reader.now), noSuchDate: `${ordinalOf(token.number)} of ${month.words}` };
  }
  return (isDay && isEnd) || reader.eatAll('of the month')
    ? { ...days(reader.now), noSuchDate: ordinalOf(token.number) }
    : undefined;
}

/** "32nd"; of numbers that end in 11 to 13 none is looked at. */
function ordinalOf(number = 0): string {
  return `${number}${['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'}`;
}

/** "next month 21st" */
export function dayInMonthByStep(reader: Reader): Days | undefined {
  const steps = step(reader);
  if (steps === undefined || !reader.eat('month')) return undefined;
  reader.eat(', on');
  reader.eat('on the');
  reader.eat('the');
  const number = reader.token?.ordinal ? reader.number(1, 31) : undefined;
  return number === undefined ? undefined : monthDay(number, steps, reader);
}

function monthDay(number: number, steps: number, { now }: Reader): Days {
  const month = now.startOf('month').plus({ months: steps });
  const day = dayAt(now, month.year, month.month, number);
  return day
    ? { ...days(day), inMonth: true }
    : { ...days(month), noSuchDate: `${number} ${month.setLocale('en').monthLong}` };
}

function nextWithNumber(number: number, { now }: Reader): Days | undefined {
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    const month = now.startOf('month').plus({ months: ahead });
    const day = dayAt(now, month.year, month.month, number);
    if (day && day >= now.startOf('day')) return { ...days(day), monthDay: number };
  }
  return undefined;
}

function mayFollow({ token, tokens, at }: Reader): boolean {
  return mayFollowDate(token) && !isCounted(tokens[at + 1]?.word);
}

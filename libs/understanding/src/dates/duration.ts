import type { DateTime, DurationLikeObject } from 'luxon';

import type { Reader } from './reader.ts';
import { type Unit, UNITS } from './vocabulary.ts';

type Local = DateTime<true>;

/** A length of time as it was said, "an hour and a half": whole units as luxon takes them. */
export interface Duration {
  amount: DurationLikeObject;
  /** It is counted in hours or less, so it is elapsed time; days and longer keep the time of day. */
  timed: boolean;
}

/**
 * "2 hours and 30 minutes", "a couple of weeks", "three quarters of an hour", "2.5 hours"
 *
 * @param most how many units may follow each other
 */
export function duration(reader: Reader, most = 4): Duration | undefined {
  const first = reader.attempt(counted);
  if (!first) return undefined;
  const parts = [first];
  for (let next: Counted | undefined; parts.length < most; parts.push(next)) {
    next = reader.attempt((rest) => {
      rest.eat('and ,');
      return counted(rest);
    });
    if (!next) break;
  }
  return { amount: sumOf(parts), timed: parts.some(({ unit, count }) => isTimed(unit, count)) };
}

/** @returns how many minutes `from` the duration takes; months and years by the calendar */
export function minutesOf({ amount }: Duration, from: Local): number {
  return Math.round(from.plus(amount).diff(from, 'minutes').minutes);
}

interface Counted {
  count: number;
  unit: Unit;
}

function counted(reader: Reader): Counted | undefined {
  const quarters = reader.attempt(quartersOfHour);
  if (quarters) return quarters;

  const count = countOf(reader);
  if (count === undefined) return undefined;
  const before = reader.eatAll('and a half') || reader.eatAll('and an half') ? 0.5 : 0;
  reader.eat('more');
  const unit = reader.eatFrom(UNITS) ?? reader.attempt(possessive);
  // "a quarter to three" is no quarter of a year.
  const isOfClock = unit === 'quarters' && /^(?:past|to|til|until|after|before)$/.test(reader.word ?? '');
  if (!unit || isOfClock) return undefined;
  const after = !before && reader.eatAll('and a half') ? 0.5 : 0;
  return { count: count + before + after, unit };
}

/** "in a fortnight's time" */
function possessive(reader: Reader): Unit | undefined {
  const [, name] = /^(.*)'s$/.exec(reader.word ?? '') ?? [];
  const unit = UNITS.get(name ?? '');
  reader.at++;
  return reader.eat('time') ? unit : undefined;
}

/** "a quarter of an hour", "three-quarters of an hour" */
function quartersOfHour(reader: Reader): Counted | undefined {
  const count = reader.number(1, 3) ?? 1;
  reader.eat('a -');
  if (!reader.eat('quarter quarters')) return undefined;
  if (reader.eat('of') && !reader.eat('an')) return undefined;
  return reader.eat('hour') ? { count: count * 15, unit: 'minutes' } : undefined;
}

function countOf(reader: Reader): number | undefined {
  if (reader.eatAll('half a') || reader.eatAll('half an') || reader.eatAll('a half') || reader.eat('half')) {
    return 0.5;
  }
  if (
    reader.eatAll('a couple of') ||
    reader.eatAll('a couple') ||
    reader.eatAll('couple of') ||
    reader.eat('couple')
  ) {
    return 2;
  }
  if (reader.eatAll('a few') || reader.eat('few several')) return 3;
  if (reader.eat('a an')) return 1;
  return fractionOf(reader);
}

/** "2", "2.5", "3/4" */
function fractionOf(reader: Reader): number | undefined {
  const { token } = reader;
  if (token?.number === undefined || token.ordinal) return undefined;
  const mark = reader.ahead(1);
  const second = reader.ahead(2);
  if (mark?.glued && second?.glued && second.number !== undefined) {
    if (mark.word === '.') {
      reader.at += 3;
      return Number(`${token.number}.${second.raw}`);
    }
    if (mark.word === '/' && second.number > token.number) {
      reader.at += 3;
      return token.number / second.number;
    }
  }
  reader.at++;
  return token.number;
}

function isTimed(unit: Unit, count: number): boolean {
  return unit === 'seconds' || unit === 'minutes' || unit === 'hours' || (unit === 'days' && count % 1 !== 0);
}

function sumOf(parts: Counted[]): DurationLikeObject {
  const sum: Record<string, number> = {};
  for (const { count, unit } of parts) {
    const [part, amount] = inWholeUnits(unit, count);
    sum[part] = (sum[part] ?? 0) + amount;
  }
  return sum;
}

/** The calendar has no half months: "half a year" is six months, "a day and a half" 36 hours. */
function inWholeUnits(unit: Unit, count: number): [part: string, amount: number] {
  if (unit === 'fortnights') return inWholeUnits('weeks', count * 2);
  if (unit === 'quarters') return inWholeUnits('months', count * 3);
  if (count % 1 === 0 || unit === 'hours') return [unit, count];
  if (unit === 'years') return ['months', Math.round(count * 12)];
  if (unit === 'months') return ['days', Math.round(count * 30)];
  if (unit === 'minutes') return ['seconds', Math.round(count * 60)];
  if (unit === 'weeks') return ['days', Math.round(count * 7)];
  return unit === 'days' ? ['hours', count * 24] : [unit, Math.round(count)];
}

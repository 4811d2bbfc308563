import type { DateTime } from 'luxon';

import { type Duration, duration } from './duration.ts';
import type { Reader } from './reader.ts';
import type { Span } from './span.ts';
import { pastTheHour, sameTime } from './relative-moments.ts';
import { step } from './relative-word.ts';

type Local = DateTime<true>;

/** A moment counted from now in elapsed time, so no clock change can shift it. */
export interface Instant {
  at: Local;
  /** Of a spell, "the next 2 hours", its end. */
  until?: Local;
  /** Where it says what is no moment, "in -5 minutes"; the rest means nothing then. */
  noSuch?: Span;
}

/** "now", "in 20 minutes", "2 hours ago", "30 min later", "within 2 weeks", "the next 3 hours" */
export function instant(reader: Reader): Instant | undefined {
  return reader.first(now, noMoment, sameTime, pastTheHour, fromNow, within, spell);
}

function now(reader: Reader): Instant | undefined {
  const found =
    reader.eatAll('right now') ||
    reader.eatAll('just now') ||
    reader.eatAll('at the moment') ||
    reader.eatAll('right away') ||
    reader.eat('now immediately asap');
  return found ? { at: reader.now } : undefined;
}

function fromNow(reader: Reader): Instant | undefined {
  const first = reader.at;
  const isIn = reader.eat('in after') !== undefined;
  reader.eat('about around exactly approximately just');
  const isOnlySecond = reader.word === 'sec' && isIn;
  const length = duration(reader);
  if (isOnlySecond || !length?.timed) return undefined;
  if (
    isIn &&
    !reader.eatAll('or so') &&
    reader.eat('or') &&
    (reader.number(1, 100) ?? reader.attempt(duration))
  ) {
    return { at: reader.now, noSuch: reader.spanFrom(first) };
  }
  if (reader.eatAll("' time")) return { at: reader.now.plus(length.amount) };
  if (reader.eat('ago') || reader.eatAll('before now')) return { at: reader.now.minus(length.amount) };
  const isAhead = reader.eat('later hence') || reader.eatAll('from now') || isIn;
  return isAhead ? { at: reader.now.plus(length.amount) } : undefined;
}

/** "in -5 minutes", "in 2 or 3 hours": no one moment. */
function noMoment(reader: Reader): Instant | undefined {
  const first = reader.at;
  if (!reader.eat('in after')) return undefined;
  const isNegative = reader.eat('minus negative') ?? (reader.ahead()?.glued ? reader.eat('-') : undefined);
  const isChoice = reader.attempt((rest) => rest.number(1, 100) && rest.eat('or'));
  if (!(isNegative ?? isChoice) || !duration(reader)) return undefined;
  reader.eatAll("' time");
  return { at: reader.now, noSuch: reader.spanFrom(first) };
}

function within(reader: Reader): Instant | undefined {
  if (!reader.eat('within')) return undefined;
  reader.eat('the');
  reader.eat('next');
  const length = duration(reader) ?? reader.attempt(oneUnit);
  return length && { at: reader.now, until: reader.now.plus(length.amount) };
}

/** "[the next] hour" */
function oneUnit(reader: Reader): Duration | undefined {
  const unit = reader.eat('hour minute');
  return unit === undefined ? undefined : { amount: { [`${unit}s`]: 1 }, timed: true };
}

/** Days and longer are whole ones of the calendar, not counted from now. */
function spell(reader: Reader): Instant | undefined {
  reader.eat('for over');
  const steps = step(reader);
  if (!steps) return undefined;
  const length = duration(reader) ?? reader.attempt(oneUnit);
  if (!length?.timed) return undefined;
  return steps > 0
    ? { at: reader.now, until: reader.now.plus(length.amount) }
    : { at: reader.now.minus(length.amount), until: reader.now };
}

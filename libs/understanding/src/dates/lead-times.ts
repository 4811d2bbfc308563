import { DateTime } from 'luxon';

import type { LeadDay } from '../meaning.ts';
import { clock } from './clock-words.ts';
import { type Duration, duration, minutesOf } from './duration.ts';
import { normalise } from './normalise.ts';
import { partOfDay, type PartOfDay } from './part-of-day.ts';
import { Reader } from './reader.ts';
import type { Span } from './span.ts';

/** Lengths of months differ; a lead time of months is counted from here, as 30 or 31 days. */
const ANY_MOMENT = DateTime.fromISO('2026-01-01', { zone: 'UTC' }) as DateTime<true>;

/** Without one of these there is none, which most sentences are. */
const SAYS_BEFORE =
  /\b(?:before|beforehand|prior|earlier|ahead|advance)\b|\b(?:morning|afternoon|evening|night|day) of\b/i;

export interface LeadTimes {
  /** Before it, in minutes. */
  minutes: number[];
  /** By the clock of its day, or of one before it. */
  days: LeadDay[];
  spans: Span[];
}

/**
 * How long before an event to be reminded, with the words that say it: "10 minutes before", "a day and an hour before" (two reminders),
 * "30 min ahead", "the evening before", "two days before at 6pm", "on the morning of".
 *
 * @param usage when the person's mornings begin
 */
export function findLeadTimes(text: string, usage: { morning?: number } = {}): LeadTimes | undefined {
  if (!SAYS_BEFORE.test(text)) return undefined;
  const reader = new Reader(normalise(text), ANY_MOMENT, usage);
  const found: LeadTimes = { minutes: [], days: [], spans: [] };
  while (!reader.isAtEnd) {
    const { token } = reader;
    const before = reader.ahead(-1);
    const one = reader.first<Duration[] | LeadDay>(leadDay, leadTimes);
    const last = reader.ahead(-1);
    if (one && token && last) {
      if (Array.isArray(one)) found.minutes.push(...one.map((each) => minutesOf(each, ANY_MOMENT)));
      else found.days.push(one);
      // "at noon and [again] the morning of"
      const { start } = before?.word === 'again' && found.spans.length > 0 ? before : token;
      found.spans.push({ start, end: last.end });
    } else {
      reader.at++;
    }
  }
  return found.spans.length > 0 ? { ...found, minutes: [...new Set(found.minutes)] } : undefined;
}

const BEFORE = 'before beforehand prior earlier ahead';

function leadTimes(reader: Reader): Duration[] | undefined {
  const leads: Duration[] = [];
  for (let next = reader.attempt(lead); next; next = reader.attempt(lead)) {
    leads.push(next);
    reader.eat(',');
    reader.eat('and');
  }
  const isBefore = reader.eat(BEFORE) ?? reader.eatAll('in advance');
  return isBefore && leads.length > 0 ? leads : undefined;
}

/** "the evening before", "a day before at noon", "the day before in the evening", "on the morning of" */
function leadDay(reader: Reader): LeadDay | undefined {
  reader.eat('on');
  const part = reader.attempt(partNamed);
  if (part) {
    const days = daysOf(reader);
    return days === undefined
      ? undefined
      : { days, minute: reader.attempt(atTime) ?? Math.round(part.from * 60) };
  }
  const days = reader.first(dayNamed, countOfDays);
  const minute = days === undefined ? undefined : reader.first(atTime, partMinute);
  return days === undefined || minute === undefined ? undefined : { days, minute };
}

/** A part of any day, "the evening", and not of one that is named, "this evening". */
function partNamed(reader: Reader): PartOfDay | undefined {
  const part = partOfDay(reader);
  const isAny = part?.day === undefined && /^(?:morning|afternoon|evening|night)$/.test(part?.name ?? '');
  return isAny ? part : undefined;
}

function partMinute(reader: Reader): number | undefined {
  const part = partNamed(reader);
  return part && Math.round(part.from * 60);
}

/** "before" is the day before, "of" its own. */
function daysOf(reader: Reader): number | undefined {
  if (reader.eat(BEFORE)) return 1;
  return isOfThing(reader) ? 0 : undefined;
}

/** "the morning [of] the flight", where "of the 3rd" is a date. */
function isOfThing(reader: Reader): boolean {
  const [next, second] = [reader.ahead(), reader.ahead(2)];
  const isNamed =
    /^(?:the|my|our|his|her|their|an?|it|that|this)$/.test(next?.word ?? '') && !second?.ordinal;
  return (isNamed || next === undefined) && reader.eat('of') !== undefined;
}

/** "the day before", "on the day of" */
function dayNamed(reader: Reader): number | undefined {
  reader.eat('the');
  return reader.eat('day') ? daysOf(reader) : undefined;
}

/** "two days before" */
function countOfDays(reader: Reader): number | undefined {
  const length = duration(reader, 1);
  const { days, weeks } = { days: 0, weeks: 0, ...length?.amount };
  const count = days + weeks * 7;
  return length && !length.timed && count > 0 && reader.eat(BEFORE) ? count : undefined;
}

/** "at 6pm", "at 8": in the evening where neither half was said and it is no hour at which people are up. */
function atTime(reader: Reader): number | undefined {
  reader.eat(',');
  if (!reader.eat('at @ around by')) return undefined;
  const time = clock(reader);
  if (!time || time.noSuch || time.zone) return undefined;
  const isEvening = time.half === undefined && time.hour < EARLIEST_HOUR;
  return (time.hour + (isEvening ? 12 : 0)) * 60 + time.minute;
}

/** Nobody wants to hear earlier of what is the day after. */
const EARLIEST_HOUR = 7;

/** "an hour and 10 minutes" is one time, "a day and an hour" are two. */
function lead(reader: Reader): Duration | undefined {
  const first = reader.attempt((rest) => duration(rest, 1)) ?? reader.attempt(theUnit);
  if (!first?.amount.hours) return first;
  const minutes = reader.attempt((rest) => {
    rest.eat('and');
    const second = duration(rest, 1);
    return second?.amount.minutes ? second : undefined;
  });
  return minutes ? { amount: { ...first.amount, ...minutes.amount }, timed: true } : first;
}

/** "the day [before]" is a day before. */
function theUnit(reader: Reader): Duration | undefined {
  const unit = reader.eat('the') && reader.eat('hour day week');
  return unit === undefined ? undefined : { amount: { [`${unit}s`]: 1 }, timed: unit === 'hour' };
}

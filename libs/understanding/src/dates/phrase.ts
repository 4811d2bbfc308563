import type { ClockTime } from './clock-time.ts';
import { dayWords } from './day-words.ts';
import type { Days } from './days.ts';
import type { Duration } from './duration.ts';
import { type Instant, instant } from './instant.ts';
import { partOfDay, type PartOfDay } from './part-of-day.ts';
import { lengthWords, timeWords } from './phrase-parts.ts';
import type { Reader } from './reader.ts';
import type { Span } from './span.ts';
import { WEEKDAYS } from './vocabulary.ts';
import { zoneAfter } from './zone-words.ts';

/** The parts of one date phrase, each as it was said and in any order. */
export interface Phrase {
  days?: Days;
  clock?: ClockTime;
  /** Where the clock's time was said. */
  clockSpan?: Span;
  part?: PartOfDay;
  /** "for 30 minutes" */
  length?: Duration;
  instant?: Instant;
  /** The word in front: "at", "until", "every"; some parts are a date only after one. */
  lead?: string;
  isBetween?: boolean;
}

/** A phrase, or the two sides of a range. */
export interface Sides {
  from: Phrase;
  to?: Phrase;
  /** A number of a day without its month, "[between 9th] and 17th of april". */
  fromDay?: number;
}

const LEADS =
  'on at @ in by from for around about before after until since between during starting due to of approximately roughly';
const JOINTS = ', at @ on in for from of around about between - t starting';

/**
 * One side of a range, or a whole phrase without one: "friday at 5pm", "tomorrow morning for two hours".
 *
 * @param isTimeOnly stops before a day: "[every monday at 9] starting tomorrow"
 */
export function phrase(reader: Reader, isTimeOnly = false): Phrase | undefined {
  const found: Phrase = {};
  readLeads(reader, found);
  const first = reader.at;
  while (reader.at < reader.tokens.length) {
    const before = reader.at;
    if (before > first && readJoints(reader)) found.isBetween = true;
    if (readPart(reader, found, isTimeOnly)) continue;
    // What looked like a joint may belong to the part: "in 3 weeks".
    reader.at = before;
    if (before === first || !readPart(reader, found, isTimeOnly)) break;
  }
  if (found.clock && !found.clock.zone) found.clock = withZone(reader, found.clock);
  return reader.at > first ? found : undefined;
}

/** "3 pm tomorrow [EST]" */
function withZone(reader: Reader, clock: ClockTime): ClockTime {
  const zone = reader.attempt((rest) => {
    rest.eat(',');
    return zoneAfter(rest);
  });
  return zone ? { ...clock, zone, bare: false } : clock;
}

/** "the evening [of march 3rd]" */
function isOfDay(reader: Reader): boolean {
  if (reader.word !== 'of') return false;
  const next = reader.ahead()?.word === 'the' ? reader.ahead(2) : reader.ahead();
  return next !== undefined && (next.date !== undefined || next.ordinal === true || WEEKDAYS.has(next.word));
}

function readLeads(reader: Reader, found: Phrase): void {
  for (let count = 0; count < 3; count++) {
    if (reader.eatAll('no later than') || reader.eatAll('later than') || reader.eatAll('earlier than'))
      found.lead = 'after';
    const lead = reader.isAt(LEADS) && !isLeadOfPart(reader) ? reader.eat(LEADS) : undefined;
    if (!lead) return;
    if (lead === 'between') found.isBetween = true;
    // "from around 5": the first one says what it is.
    found.lead = found.lead && /^(?:from|between|until|by|at|@)$/.test(found.lead) ? found.lead : lead;
  }
}

/** "in 20 minutes", "in the morning", "at the end of may": the preposition is part of the expression. */
function isLeadOfPart(reader: Reader): boolean {
  const before = reader.at;
  const isPart = reader.first<Instant | PartOfDay>(instant, partOfDay) !== undefined;
  reader.at = before;
  return isPart;
}

/** @returns whether one of them was "between" */
function readJoints(reader: Reader): boolean {
  let isBetween = false;
  for (let count = 0; count < 3; count++) isBetween ||= reader.eat(JOINTS) === 'between';
  return isBetween;
}

function readPart(reader: Reader, found: Phrase, isTimeOnly: boolean): boolean {
  if (!found.instant && !found.clock && !found.part) {
    const moment = reader.attempt(instant);
    if (moment) {
      found.instant = moment;
      return true;
    }
  }
  if (found.instant && found.days) return false;

  if (!found.length) {
    const length = reader.attempt(lengthWords);
    if (length) {
      found.length = length;
      return true;
    }
  }
  if (!found.part) {
    const part = reader.attempt((rest) => {
      const read = partOfDay(rest);
      return read?.bare && !found.days && !found.clock && !isOfDay(rest) ? undefined : read;
    });
    if (part) {
      found.part = part;
      return true;
    }
  }
  if (!found.days && !isTimeOnly) {
    const days = reader.attempt(dayWords);
    if (days) {
      found.days = days;
      return true;
    }
  }
  if (!found.clock && !found.instant) {
    const first = reader.at;
    const time = reader.attempt(timeWords);
    if (time) {
      found.clock = time;
      found.clockSpan = reader.spanFrom(first);
      return true;
    }
  }
  return false;
}

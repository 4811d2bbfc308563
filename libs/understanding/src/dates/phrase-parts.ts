import type { ClockTime } from './clock-time.ts';
import { clock } from './clock-words.ts';
import { type Duration, duration } from './duration.ts';
import type { Reader } from './reader.ts';
import { isCounted, mayFollowDate } from './vocabulary.ts';
import { isOccasion } from './zone-places.ts';

/** Their numbers name them: "building 4". */
const NUMBERED =
  /^(?:building|room|gate|platform|floor|flat|apartment|apt|number|no|terminal|page|chapter|line|track|bus|route|level|unit|suite|table|seat|episode|part|step|option|version|task|item|highway|exit|size|grade|class|phase|week|day|team|group|step|iphone|top|chapter|section)$/;

/** "for 30 minutes", "7 hours [from 9:30am]" */
export function lengthWords(reader: Reader): Duration | undefined {
  const isAfterFor = reader.ahead(-1)?.word === 'for';
  if (reader.eat('for lasting') ?? isAfterFor) {
    reader.eat('about');
    return duration(reader);
  }
  const length = duration(reader);
  const start = reader.at;
  const isBeforeStart = length?.timed && reader.eat('from starting') && reader.attempt(clock) !== undefined;
  reader.at = start;
  return isBeforeStart ? length : undefined;
}

/** A mere number is a time after "at" and where nothing follows that it could count: "9 tomorrow", not "2 tickets". */
export function timeWords(reader: Reader): ClockTime | undefined {
  const first = reader.at;
  const before = reader.ahead(-1)?.word ?? '';
  const time = clock(reader);
  if (!time?.bare) return time;
  if (/^(?:at|@)$/.test(before) && isOccasion(reader)) return time;
  const mayFollow = mayFollowDate(reader.token);
  // "5 people", "at 5 main street"
  if (isCounted(reader.word) || (!mayFollow && isCounted(reader.ahead()?.word))) return undefined;
  if (before === '#' || NUMBERED.test(reader.tokens[first - 1]?.word ?? '')) return undefined;
  return before === 'at' || before === '@' || mayFollow || time.noSuch ? time : undefined;
}

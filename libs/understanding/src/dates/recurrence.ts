import { DateTime } from 'luxon';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** Rules in elapsed time, with their steps in milliseconds; a day may have 23 or 25 hours, an hour is an hour. */
const ELAPSED_MS: Record<string, number> = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1000 };

/**
 * The times of a recurring thing in the person's zone: what is at 9:00 stays at 9:00 when the clocks change, and a time
 * that a change skips moves forward by the gap instead of being dropped.
 *
 * @param recurrence an RFC 5545 rule without `DTSTART`, "FREQ=WEEKLY;BYDAY=MO"; a second line, "EXDATE:20261217T090000,…", may
 *   name times in the zone that are left out
 * @param startIso the first time, ISO 8601; `COUNT` and `INTERVAL` count from it
 * @param after only later times are given
 * @param limit how many at most
 * @param before only earlier times are given: later ones are not even looked for
 * @throws RangeError for an invalid rule, start or zone
 */
export function nextOccurrences(
  recurrence: string,
  startIso: string,
  timezone: string,
  after: Date,
  limit: number,
  before?: Date,
): Date[] {
  const start = DateTime.fromISO(startIso, { zone: timezone });
  if (!start.isValid) throw new RangeError(`No start of a recurrence: ${start.invalidExplanation}`);
  const { rule, excluded } = setOf(recurrence, timezone);
  const until = untilOf(rule, start);
  const found: Date[] = [];
  for (const moment of occurrences(rule, start, after)) {
    if (moment > until || (before && moment >= before.getTime()) || found.length >= limit) break;
    if (moment > after.getTime() && !excluded.has(moment)) found.push(new Date(moment));
  }
  return found;
}

/** Periods and moments that are looked at for a first occurrence; a rule from outside may be made to have none. */
const FIRST = { maxIterations: 1_500, maxCandidateEvaluations: 5_000 };

/**
 * Whether a rule from outside has any occurrence, found with little effort: what is well-formed may still name days that never come.
 *
 * @param startIso see `nextOccurrences`
 */
export function hasOccurrence(recurrence: string, startIso: string, timezone: string): boolean {
  const start = DateTime.fromISO(startIso, { zone: timezone });
  if (!start.isValid) return false;
  try {
    const { rule, excluded } = setOf(recurrence, timezone);
    const until = untilOf(rule, start);
    for (const moment of occurrences(rule, start, start.minus(1).toJSDate(), FIRST)) {
      if (moment > until) return false;
      if (!excluded.has(moment)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Excluded are epoch milliseconds. */
function setOf(recurrence: string, zone: string): { rule: string; excluded: Set<number> } {
  const [rule = '', dates = ''] = recurrence.split('\nEXDATE:');
  // Of a time that comes twice in a night the first, as with the times of the rule; which of them Luxon takes depends on the season.
  const momentOf = (date: string): number =>
    Math.min(...DateTime.fromISO(date, { zone }).getPossibleOffsets().map(Number));
  return { rule, excluded: new Set(dates === '' ? [] : dates.split(',').map(momentOf)) };
}

function occurrences(
  rule: string,
  start: DateTime<true>,
  after: Date,
  effort: Partial<typeof FIRST> = {},
): Generator<number> {
  const step = ELAPSED_MS[partOf(rule, 'FREQ') ?? ''];
  return step ? elapsed(rule, step, start, after) : byCalendar(rule, start, after, effort);
}

function* elapsed(rule: string, step: number, start: DateTime<true>, after: Date): Generator<number> {
  const interval = Number(partOf(rule, 'INTERVAL') ?? 1) * step;
  const count = Number(partOf(rule, 'COUNT') ?? Infinity);
  if (!(interval > 0)) throw new RangeError(`Not a rule of recurrence: ${rule}`);
  const first = start.toMillis();
  for (let index = Math.max(0, Math.floor((after.getTime() - first) / interval)); index < count; index++) {
    yield first + index * interval;
  }
}

/**
 * The rule is worked out on the wall clock, as if it were in UTC, and each time is then placed in the zone: the library
 * drops times that a clock change skips. Of a time that comes twice in a night the first is taken.
 */
function* byCalendar(
  rule: string,
  start: DateTime<true>,
  after: Date,
  effort: Partial<typeof FIRST>,
): Generator<number> {
  // A day earlier: a moved time may be later than its place on the wall clock.
  const from = onWallClock(DateTime.fromJSDate(after, { zone: start.zone })).subtract({ days: 1 });
  const next = nextOf(rule, broughtNear(rule, onWallClock(start), from), effort);
  for (let wall = next(from, true); wall; wall = next(wall, false)) {
    yield wall.toPlainDateTime().toZonedDateTime(start.zoneName).epochMilliseconds;
  }
}

/** Days of the steps that can be left out without going through them. */
const STEP_DAYS: Record<string, number> = { DAILY: 1, WEEKLY: 7 };

/** A later start from which the same times follow after `from`: the library would go through all since the first, of a century too. */
function broughtNear(
  rule: string,
  start: Temporal.ZonedDateTime,
  from: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  const days = STEP_DAYS[partOf(rule, 'FREQ') ?? ''];
  const step = (days ?? 0) * Number(partOf(rule, 'INTERVAL') ?? 1);
  if (!(step > 0) || partOf(rule, 'COUNT') !== undefined) return start;
  const steps = Math.floor(start.until(from, { largestUnit: 'days' }).days / step) - 1;
  return steps > 0 ? start.add({ days: steps * step }) : start;
}

function onWallClock(moment: DateTime): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(
    moment.setZone('UTC', { keepLocalTime: true }).toMillis(),
  ).toZonedDateTimeISO('UTC');
}

/** The library throws plain errors, also when it finds no time after long search. */
function nextOf(
  rule: string,
  dtstart: Temporal.ZonedDateTime,
  effort: Partial<typeof FIRST>,
): RRuleTemporal['next'] {
  const refused = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new RangeError(`Not a rule of recurrence: ${rule}`, { cause });
    }
  };
  const made = refused(() => new RRuleTemporal({ rruleString: withoutUntil(rule), dtstart, ...effort }));
  return (after, isIncluded) => refused(() => made.next(after, isIncluded));
}

/** `UNTIL` is a moment, in UTC or in the person's zone, or a day of their calendar that is still included. */
function untilOf(rule: string, start: DateTime<true>): number {
  const value = partOf(rule, 'UNTIL');
  if (!value) return Infinity;
  const zone = value.endsWith('Z') ? 'UTC' : start.zone;
  const until = value.includes('T')
    ? DateTime.fromFormat(value.replace('Z', ''), "yyyyMMdd'T'HHmmss", { zone })
    : DateTime.fromFormat(value, 'yyyyMMdd', { zone }).endOf('day');
  if (!until.isValid) throw new RangeError(`No end of a recurrence: ${value}`);
  return until.toMillis();
}

function partOf(rule: string, name: string): string | undefined {
  return new RegExp(`(?:^|;)${name}=([^;]*)`).exec(rule)?.[1];
}

function withoutUntil(rule: string): string {
  return rule.replace(/(?:^|;)UNTIL=[^;]*/, '');
}

import { DateTime } from 'luxon';

import { nextOccurrences } from '../dates/recurrence.ts';
import { later } from './next-ring.ts';

/** From and until when nothing rings at a time that we chose, in minutes of the day; over midnight where it ends before it begins. */
export interface Quiet {
  from: number;
  until: number;
}

/** An event, as it is announced. */
export interface Announced {
  /** Of an event without a time of day, in the morning of its day; of a repeated one, its first time. */
  start: Date;
  /** IANA name of the zone in which it repeats. */
  timezone: string;
  /** RFC 5545 rule, without its start. */
  rule?: string;
  isAllDay: boolean;
}

/** When the person is reminded of events that they asked no reminder of. */
export interface UsualLead {
  /** Minutes before; of an event without a time of day, as `usualLead` has it. */
  leadMinutes: number;
  /** Absent where it rings at any time. */
  quiet?: Quiet;
  /** Where the person is: an IANA name. */
  timezone: string;
}

/** Hour of the evening in which the next day's events without a time are announced. */
const eveningHour = 18;
const minutesOfDay = 1_440;
/** What would ring in quiet hours rings so long before they begin. */
const beforeQuietMinutes = 15;
/** Some may ring together: an hourly event at night. */
const mostTogether = 1_500;
const atOnce = 3;

export function isQuiet(at: DateTime, { from, until }: Quiet): boolean {
  const minute = at.hour * 60 + at.minute;
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** The end of the quiet hours that `at` falls into. */
export function quietEnd(at: DateTime, { until }: Quiet): DateTime {
  const end = atMinute(at, until);
  return end > at ? end : atMinute(at.plus({ days: 1 }), until);
}

/**
 * So many minutes before, an event is announced: one without a time of day in an evening, so what is less than a day before is the evening
 * before, and "a day and an hour before" is one ring.
 */
export const usualLead = (leadMinutes: number, isAllDay: boolean): number =>
  isAllDay ? Math.max(1, Math.floor(leadMinutes / minutesOfDay)) * minutesOfDay : leadMinutes;

/**
 * Which time of a repeated event a ring announces: the next one, unless it rings days before.
 *
 * @throws RangeError for an invalid rule or zone
 */
export function announcedBy(
  { rule, start, timezone, isAllDay }: Announced & { rule: string },
  leadMinutes: number,
  dueAt: Date,
): Date | undefined {
  const days = Math.floor(usualLead(leadMinutes, isAllDay) / minutesOfDay) - (isAllDay ? 1 : 0);
  const due = DateTime.fromJSDate(dueAt, { zone: timezone });
  // What begins at the same time of day that many days later is the one.
  const from = days > 0 ? due.plus({ days }).minus({ milliseconds: 1 }) : due;
  return nextOccurrences(rule, start.toISOString(), timezone, from.toJSDate(), 1)[0];
}

/** When a ring is sought. */
interface Sought {
  /** It rings later than this. */
  now: Date;
  /** The time of the event that was announced last; it and those before are not announced again. */
  announced?: Date;
}

/**
 * When the usual reminder of an event rings next.
 *
 * @throws RangeError for an invalid rule or zone
 */
export function nextUsualRing(
  event: Announced,
  lead: UsualLead,
  { now, announced = now }: Sought,
): Date | undefined {
  const { rule, start, timezone } = event;
  const dueFor = (at: Date): Date =>
    usualRing(DateTime.fromJSDate(at, { zone: timezone }), event, lead).toJSDate();
  if (rule === undefined) {
    const due = dueFor(start);
    return due > now && start > announced ? due : undefined;
  }
  let from = announced > now ? announced : now;
  for (let seen = 0; seen < mostTogether; seen += atOnce) {
    const times = nextOccurrences(rule, start.toISOString(), timezone, from, atOnce);
    const due = times.map(dueFor).find((one) => one > now);
    const last = times.at(-1);
    if (due || !last) return due;
    from = last;
  }
  return undefined;
}

/** Nobody is rung at night for a time that we chose: it rings when the quiet hours end, if the event has not begun by then, or before them. */
function usualRing(
  event: DateTime,
  { isAllDay }: Pick<Announced, 'isAllDay'>,
  { leadMinutes, quiet, timezone }: UsualLead,
): DateTime {
  const plain = later(event, -usualLead(leadMinutes, isAllDay));
  const due = (isAllDay ? plain.set({ hour: eveningHour, minute: 0 }) : plain).setZone(timezone);
  if (!quiet || !isQuiet(due, quiet)) return due;
  const end = quietEnd(due, quiet);
  if (end < event) return end;
  const evening = atMinute(due, quiet.from);
  const start = evening <= due ? evening : atMinute(due.minus({ days: 1 }), quiet.from);
  return start.minus({ minutes: beforeQuietMinutes });
}

const atMinute = (day: DateTime, minute: number): DateTime =>
  day.set({ hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 });

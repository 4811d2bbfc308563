import { DateTime, Duration } from 'luxon';

import type { Event } from '#data';
import { type Action, isInEvening } from '#understanding';
import { later } from '#understanding/recurrence';

import { lengthOf } from './event-times.ts';

/** When an event takes place after a change. */
export interface Times {
  start: DateTime;
  /** Absent when nobody said. */
  end?: DateTime;
  isAllDay: boolean;
}

export type MovedTimes =
  | { outcome: 'moved'; times: Times }
  /** The action names no time. */
  | { outcome: 'same' }
  /** A month, or an end before the start. */
  | { outcome: 'unclear' };

type TimeOnly = NonNullable<Action['timeOnly']>;

/** Between these hours, what is said as "five" takes place. */
const [earliestHour, latestHour] = [7, 22];
/** Of what is in the evening, "ten" is at night. */
const eveningHour = 18;
/** An event whose end nobody said is taken to last so long when it is made longer or shorter. */
const usualLength = Duration.fromObject({ hours: 1 });
/** A span of this many hours is a part of the day, "friday afternoon", and not how long an event lasts. */
const partOfDayHours = 4;

/**
 * Where a change puts an event: the length stays, unless it is the length that changes; the day stays when only a time of day was said, and
 * the time of day when only a day was.
 *
 * @param start of the event or of the meant time of a series
 * @param timezone the person's
 */
export function movedTimes(event: Event, start: DateTime, action: Action, timezone: string): MovedTimes {
  const { longerBy, length, newEnd, timeOnly } = action;
  const begun = movedStart(event, event.isAllDay ? start : start.setZone(timezone), action);
  if (begun === 'unclear') return { outcome: 'unclear' };
  const isSame = begun === undefined && longerBy === undefined && length === undefined && !newEnd;
  if (isSame) return { outcome: 'same' };
  const { start: from = start, isAllDay = event.isAllDay, length: said } = begun ?? {};
  const hadLength = event.endsAt !== undefined && isAllDay === event.isAllDay ? lengthOf(event) : undefined;
  let end = said ? from.plus(said) : hadLength && from.plus(hadLength);
  if (longerBy !== undefined) end = later(end ?? from.plus(usualLength), longerBy);
  else if (length !== undefined) end = later(from, length);
  else if (newEnd) end = endOn(from, newEnd.start, timeOnly);
  if (end && end <= from) return { outcome: 'unclear' };
  return { outcome: 'moved', times: { start: from, end, isAllDay } };
}

interface Begun {
  start: DateTime;
  isAllDay?: boolean;
  /** Where it was said until when. */
  length?: Duration;
}

function movedStart(
  event: Event,
  local: DateTime,
  { when, laterBy, timeOnly, allDay }: Action,
): Begun | 'unclear' | undefined {
  if (laterBy !== undefined) return { start: later(local, laterBy) };
  if (allDay)
    return {
      start: (when ? DateTime.fromISO(when.start, { zone: local.zone }) : local).startOf('day'),
      isAllDay: true,
    };
  if (!when) return undefined;
  const said = DateTime.fromISO(when.start, { zone: local.zone });
  const until = when.end === undefined ? undefined : DateTime.fromISO(when.end, { zone: local.zone });
  const onDay = (day: DateTime): DateTime =>
    day.startOf('day').set({ hour: local.hour, minute: local.minute, second: local.second });
  switch (when.grain) {
    case 'day':
      return {
        start: onDay(said),
        ...(until && event.isAllDay && { length: until.diff(said, 'days') }),
      };
    case 'week':
      return { start: onDay(said.startOf('week').plus({ days: local.weekday - 1 })) };
    case 'month':
    case 'year':
      return 'unclear';
    default:
      break;
  }
  const length = until?.diff(said);
  if (length && length.as('hours') >= partOfDayHours && !event.isAllDay && !timeOnly) {
    const sameTime = onDay(said);
    return { start: said <= sameTime && sameTime < said.plus(length) ? sameTime : said };
  }
  const start = timeOnly ? onSameDay(timeNear(event, local), said, timeOnly) : said;
  return { start, isAllDay: false, ...(length && { length }) };
}

/** What had no time of day takes place by day, or in the evening where it says so: "dinner on friday", "at seven". */
const timeNear = ({ isAllDay, title }: Event, local: DateTime): DateTime =>
  isAllDay ? local.set({ hour: isInEvening(title ?? '') ? 20 : 13 }) : local;

/** "to five": on the day that it is, and where the half of the day was not said, when people are up. */
const onSameDay = (local: DateTime, said: DateTime, timeOnly: TimeOnly): DateTime =>
  timesOfSameDay(local, said, timeOnly)[0];

/** What "five" can mean on the day of `local`, likeliest first: the nearest, when people are up, unless it is early or late as it is. */
export function timesOfSameDay(
  local: DateTime,
  { hour, minute }: DateTime,
  timeOnly: TimeOnly,
): [DateTime, ...DateTime[]] {
  if (timeOnly === 'minute') return [nearestMinute(local, minute)];
  const at = (each: number): DateTime => local.startOf('day').set({ hour: each, minute });
  const halves = timeOnly === 'exact' ? [hour] : [hour % 12, (hour % 12) + 12];
  const latest = local.hour >= eveningHour ? latestHour + 1 : latestHour;
  const isAwake = (each: number): boolean => each >= earliestHour && each < latest;
  const [nearest = at(hour), ...others] = halves
    .filter((each) => halves.length === 1 || isAwake(each) || !isAwake(local.hour))
    .map(at)
    .toSorted((one, other) => Math.abs(+one.diff(local)) - Math.abs(+other.diff(local)));
  return [nearest, ...others];
}

/** "a quarter past": of its own hour, or of the one before or after where that is nearer. */
function nearestMinute(local: DateTime, minute: number): DateTime {
  const own = local.set({ minute });
  const [nearest = own] = [own, own.minus({ hours: 1 }), own.plus({ hours: 1 })].toSorted(
    (one, other) => Math.abs(+one.diff(local)) - Math.abs(+other.diff(local)),
  );
  return nearest;
}

/** "until 5": the next five after it begins. */
function endOn(from: DateTime, iso: string, timeOnly: Action['timeOnly']): DateTime {
  const said = DateTime.fromISO(iso, { zone: from.zone });
  if (!timeOnly) return said;
  const { hour, minute } = said;
  if (timeOnly === 'minute') {
    const own = from.set({ minute });
    return own > from ? own : own.plus({ hours: 1 });
  }
  const hours = timeOnly === 'exact' ? [hour, hour + 24] : [hour % 12, (hour % 12) + 12, (hour % 12) + 24];
  const ends = hours.map((each) =>
    from
      .startOf('day')
      .plus({ days: Math.floor(each / 24) })
      .set({ hour: each % 24, minute }),
  );
  return ends.find((end) => end > from) ?? said;
}

import type { DateTime } from 'luxon';

import { dayOfDate } from './calendar-date.ts';
import type { ClockTime } from './clock-time.ts';
import { days as daysOf, type Days } from './days.ts';
import type { When } from '../meaning.ts';
import type { PartOfDay } from './part-of-day.ts';
import type { Phrase, Sides } from './phrase.ts';
import { endAfter, nextTime, startBefore, timeOn } from './time-of-day.ts';

type Local = DateTime<true>;

export interface Period {
  start: Local;
  /** Exclusive. */
  end?: Local;
  grain: When['grain'];
}

/** Places what was said on the person's calendar and clock. */
export function whenOf(said: Sides, now: Local): When {
  return whenFrom(periodOf(said, now));
}

export function whenFrom({ start, end, grain }: Period): When {
  return { start: iso(start), ...(end && end > start && { end: iso(end) }), grain };
}

export function periodOf({ from, to, fromDay }: Sides, now: Local): Period {
  if (to && fromDay) {
    const last = to.days?.from ?? now;
    return period(last.set({ day: fromDay }), last.plus({ days: 1 }), 'day');
  }
  const single = to ? rangeOf(from, to, now) : singleOf(from, now);
  const length = from.length ?? to?.length;
  return length ? { ...single, end: single.start.plus(length.amount) } : single;
}

function singleOf({ instant, days, clock, part }: Phrase, now: Local): Period {
  if (instant) return period(instant.at, instant.until, 'minute');
  if (clock) return period(momentOf(days, clock, part, now), undefined, clock.exact ? 'minute' : 'hour');
  if (part) return partOn(days, part, now);
  if (!days) return period(now, undefined, 'minute');
  return period(days.from, days.isRange ? days.to : undefined, days.grain);
}

function momentOf(days: Days | undefined, clock: ClockTime, part: PartOfDay | undefined, now: Local): Local {
  if (clock.zone) return inZone(days, clock, now, part);
  const day =
    days?.from ?? (part?.day === undefined ? undefined : now.startOf('day').plus({ days: part.day }));
  if (day) return timeOn(day, clock, part, now);
  if (!part) return nextTime(clock, now);
  const today = timeOn(now.startOf('day'), clock, part, now);
  return today > now ? today : timeOn(now.startOf('day').plus({ days: 1 }), clock, part, now);
}

/** "5pm EST": the clock of that zone, on its own calendar. */
function inZone(days: Days | undefined, clock: ClockTime, now: Local, part?: PartOfDay): Local {
  const there = now.setZone(clock.zone);
  if (!there.isValid) return nextTime(clock, now);
  const said = days?.from ?? (part && now.startOf('day').plus({ days: part.day ?? 0 }));
  if (!said) return nextTime(clock, there).setZone(now.zone) as Local;
  const { year, month, day } = said;
  return timeOn(there.startOf('day').set({ year, month, day }), clock, part, there).setZone(
    now.zone,
  ) as Local;
}

/** A part of a day that is going on gives its next full hour: "tonight" said at half past nine is ten. */
function partOn(days: Days | undefined, part: PartOfDay, now: Local): Period {
  const today = now.startOf('day');
  const said = days?.from ?? (part.day === undefined ? undefined : today.plus({ days: part.day }));
  const isGoingOn = (said ?? today).hasSame(now, 'day') && now.hour >= part.from && now.hour < part.to - 1;
  if (isGoingOn && (said ?? part.name !== 'morning')) {
    return period(
      now.plus({ hours: 1 }).startOf('hour'),
      part.isMoment ? undefined : hourOf(today, part.to),
      'hour',
    );
  }
  const day = said ?? (now.hour >= part.from ? today.plus({ days: 1 }) : today);
  return period(hourOf(day, part.from), part.isMoment ? undefined : hourOf(day, part.to), 'hour');
}

function rangeOf(from: Phrase, to: Phrase, now: Local): Period {
  if (from.days && to.days && !from.clock && !to.clock && !from.part && !to.part)
    return dayRangeOf(from.days, to.days);

  // "from 10:30 to 3 on friday" says the day once, at the end.
  const days = from.days ?? (from.clock || from.part ? to.days : undefined);
  const clock = from.clock && to.clock ? withEndOf(from.clock, to.clock) : from.clock;
  const part = from.part ?? (to.clock?.half || clock?.half ? undefined : to.part);
  const { start, grain } = singleOf({ ...from, clock, days, part }, now);

  if (to.clock && !(from.days && to.days)) {
    const { zone } = to.clock;
    if (zone && !from.clock) return period(start, inZone(days, to.clock, now), 'minute');
    return period(start, endIn(zone, start, to), grain);
  }
  const last = singleOf(weekLater(to, start), now);
  return period(start, to.clock || to.part ? last.start : (to.days?.to ?? last.end), grain);
}

/** "monday until friday at 5", said on a thursday: the friday after that monday. */
function weekLater(to: Phrase, start: Local): Phrase {
  const { days } = to;
  if (!days?.weekday || days.to > start) return to;
  return { ...to, days: { ...days, ...daysOf(days.from.plus({ weeks: 1 })) } };
}

function dayRangeOf(from: Days, to: Days): Period {
  const start =
    from.written && !to.written
      ? (dayOfDate({ ...from.written, year: to.from.year }, from.from) ?? from.from)
      : from.from;
  // The end is the first such day after the beginning: "next friday to monday".
  let last = to;
  if (to.written) last = daysOf(dayOfDate(to.written, start) ?? to.from);
  while (last.to <= start && to.grain === 'day') last = daysOf(last.from.plus({ weeks: 1 }));
  return period(start, last.to, from.grain === to.grain ? from.grain : 'day');
}

/** What only the end of a range says holds for its beginning too: "3 to 4pm", "9:00 - 11:00 GMT". */
function withEndOf(clock: ClockTime, end: ClockTime): ClockTime {
  return { ...startBefore(clock, end), ...(end.zone && !clock.zone && { zone: end.zone }) };
}

function endIn(zone: string | undefined, start: Local, { clock, part }: Phrase): Local {
  if (!clock) return start;
  const there = zone ? (start.setZone(zone) as Local) : start;
  return endAfter(there, clock, part).setZone(start.zone) as Local;
}

function hourOf(day: Local, hour: number): Local {
  return hour < 24
    ? day.set({ hour: Math.floor(hour), minute: Math.round((hour % 1) * 60) })
    : day.plus({ days: 1 });
}

function period(start: Local, end: Local | undefined, grain: When['grain']): Period {
  return { start, ...(end && { end }), grain };
}

function iso(moment: Local): string {
  return moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

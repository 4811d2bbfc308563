import type { DateTime } from 'luxon';

import type { ClockTime } from './clock-time.ts';
import type { PartOfDay } from './part-of-day.ts';

type Local = DateTime<true>;

/** People mean the hours at which they are awake: "set an alarm for 4:45" said at one is for the afternoon. */
const WAKING = { from: 7, to: 22 };

/** The time on a day that was said. Of today the half that is still to come. */
export function timeOn(day: Local, time: ClockTime, part: PartOfDay | undefined, now: Local): Local {
  if (time.half) return at(day, time, isAfterMidnight(time, part) ? 24 : 0);
  if (part) return at(day, time, hoursToPart(time.hour, part));
  const usual = at(day, time, time.hour < WAKING.from ? 12 : 0);
  if (!day.hasSame(now, 'day') || usual > now) return usual;
  const later = [0, 12].map((hours) => at(day, time, hours % 24)).find((moment) => moment > now);
  return time.hour < 12 && later ? later : usual;
}

/** The next time at which a clock shows it; of two possible ones that in waking hours. */
export function nextTime(time: ClockTime, now: Local): Local {
  const today = now.startOf('day');
  const halves = time.half ? [0] : [0, 12];
  let coming: Local | undefined;
  for (const ahead of [0, 24, 48]) {
    for (const hours of time.hour === 12 && halves.length > 1 ? [-12, 0] : halves) {
      const moment = at(today, time, ahead + hours);
      if (moment <= now) continue;
      if (time.half !== undefined || isWaking(moment)) return moment;
      coming ??= moment;
    }
  }
  return coming ?? at(today, time);
}

/** The end of a range that begins at `start`: the first time after it that the clock shows. */
export function endAfter(start: Local, time: ClockTime, part?: PartOfDay): Local {
  const day = start.startOf('day');
  const hours = time.half ? [0, 24] : part ? [hoursToPart(time.hour, part), 24] : [0, 12, 24, 36];
  const ends = hours.map((ahead) => at(day, time, ahead));
  return ends.find((end) => end > start) ?? start;
}

/** The beginning of a range whose end said its half: "3:30 to 6pm" is 15:30, "11 to 1pm" is 11:00, "6 to 14" is 6:00. */
export function startBefore(time: ClockTime, end: ClockTime): ClockTime {
  if (!time.half && end.half === 'both' && end.hour > 12 && time.hour < end.hour)
    return { ...time, half: 'both' };
  if (time.half || !end.half || end.half === 'both') return time;
  const minutes = time.hour * 60 + time.minute;
  const endMinutes = end.hour * 60 + end.minute;
  const [first, second] = [minutes % 720, (minutes % 720) + 720];
  const best = second < endMinutes ? second : first;
  return { ...time, hour: Math.floor(best / 60), half: best >= 720 ? 'pm' : 'am' };
}

/** A time in the gap of a clock change moves forward by the gap; luxon does so. */
function at(day: Local, { hour, minute, second }: ClockTime, ahead = 0): Local {
  const hours = hour + ahead;
  const days = Math.floor(hours / 24);
  const date = days === 0 ? day : day.plus({ days });
  return date.set({ hour: ((hours % 24) + 24) % 24, minute, second, millisecond: 0 });
}

function hoursToPart(hour: number, { name }: PartOfDay): number {
  const inHalf = hour % 12;
  if (name === 'morning') return inHalf - hour;
  if (name === 'night' || name === 'other') {
    if (inHalf >= 5) return inHalf + 12 - hour;
    return inHalf + 24 - hour;
  }
  return inHalf + 12 - hour;
}

/** "midnight tonight" is the end of the day, "at 1am tonight" the night after it. */
function isAfterMidnight({ hour, half }: ClockTime, part: PartOfDay | undefined): boolean {
  return part?.name === 'night' && hour < 5 && half !== 'pm';
}

function isWaking(moment: Local): boolean {
  const hour = moment.hour + moment.minute / 60;
  return hour >= WAKING.from && hour <= WAKING.to;
}

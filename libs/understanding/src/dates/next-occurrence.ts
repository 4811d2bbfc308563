import type { ParsedComponents } from 'chrono-node';
import type { DateTime } from 'luxon';

import { type ClockTime, clockTimeOf } from './clock-time.ts';
import type { When } from '../meaning.ts';

type Local = DateTime<true>;
type Grain = When['grain'];

/** The next moment that fits a date and time in which the day, the week or the year may be left out. */
export function nextOccurrence(components: ParsedComponents, text: string, grain: Grain, now: Local): Local {
  const time = clockTimeOf(components, text);
  const day = dayOf(components, now);
  const open = openUnit(components, text);
  const isPast = (moment: Local): boolean => {
    if (grain === 'minute' || grain === 'hour') return moment <= now;
    // "friday" said on a friday is the next one, "this friday" is today.
    const earliest = open === 'week' && !/\bthis\b/i.test(text) ? now.endOf('day') : now.startOf(grain);
    return moment < earliest;
  };

  const first = onGrain(at(day, time), grain);
  if (!isPast(first)) return first;

  const today = day.hasSame(now, 'day') ? laterToday(time, text, now) : undefined;
  if (today || !open) return today ?? first;

  // Eight years ahead: a 29 February does not come every year.
  for (let ahead = 1; ahead <= 8; ahead++) {
    const candidate = day.plus({ [open]: ahead });
    const moment = onGrain(at(candidate, time), grain);
    if (!isPast(moment) && (open !== 'year' || candidate.day === day.day)) return moment;
  }
  return first;
}

/** The exclusive end of a period that begins at `start`: "from 2 to 4pm", "monday to wednesday". */
export function firstAfter(start: Local, components: ParsedComponents, text: string, grain: Grain): Local {
  const time = clockTimeOf(components, text);
  const timed = grain === 'minute' || grain === 'hour';
  const stated = at(dayOf(components, start), time);
  const end = timed ? stated : stated.startOf(grain).plus({ [grain]: 1 });
  if (end > start) return end;

  const secondHalf = time.eitherHalf ? end.plus({ hours: 12 }) : end;
  return secondHalf > start ? secondHalf : end.plus({ [openUnit(components, text) ?? 'day']: 1 });
}

/** "at 9" said at noon is 21:00, "tonight" said at half past eight the next full hour. */
function laterToday(time: ClockTime, text: string, now: Local): Local | undefined {
  if (time.eitherHalf) {
    const secondHalf = at(now, { ...time, hour: time.hour + 12 });
    return secondHalf > now ? secondHalf : undefined;
  }
  if (!/\b(?:tonight|this (?:afternoon|evening))$/i.test(text)) return undefined;
  const nextHour = now.plus({ hours: 1 }).startOf('hour');
  return nextHour.hasSame(now, 'day') ? nextHour : undefined;
}

/**
 * The unit that was left out and may advance until the moment is in the future; none for "last friday" or a full date.
 */
function openUnit(components: ParsedComponents, text: string): 'day' | 'week' | 'year' | undefined {
  if (components.isCertain('year') || components.tags().has('result/relativeDate')) return undefined;
  if (components.isCertain('month')) return 'year';
  if (components.isCertain('weekday')) return /\b(?:last|past)\b/i.test(text) ? undefined : 'week';
  return isTimeOnly(components) ? 'day' : undefined;
}

function dayOf(components: ParsedComponents, today: Local): Local {
  if (isTimeOnly(components)) return today.startOf('day');
  const { year, month, day } = today;
  return today
    .set({
      year: components.get('year') ?? year,
      month: components.get('month') ?? month,
      day: components.get('day') ?? day,
    })
    .startOf('day');
}

function isTimeOnly(components: ParsedComponents): boolean {
  return !(['weekday', 'day', 'month', 'year'] as const).some((part) => components.isCertain(part));
}

/** A time skipped by a clock change moves forward. */
function at(day: Local, { hour, minute, second }: ClockTime): Local {
  return day.set({ hour, minute, second, millisecond: 0 });
}

function onGrain(moment: Local, grain: Grain): Local {
  return grain === 'minute' || grain === 'hour' ? moment : moment.startOf(grain);
}

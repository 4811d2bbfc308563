import { days, type Days, weekdayAfter, weekdayBefore } from './days.ts';
import { duration } from './duration.ts';
import { weekendOf } from './periods.ts';
import type { Reader } from './reader.ts';
import { weekdayName } from './weekdays.ts';
import { WEEKDAY_PLURALS } from './vocabulary.ts';

type Local = Days['from'];
type DayRule = (reader: Reader) => Days | undefined;

/** "in 3 days", "two weeks ago", "2 weeks from tomorrow", "three months after easter": calendar time. */
export function dayOffset(reader: Reader, anchor: DayRule): Days | undefined {
  const weekday = reader.attempt(weekdayBeforeOffset);
  const isIn = reader.eat('in') !== undefined || reader.ahead(-1)?.word === 'in';
  reader.eat('about around exactly');
  const length = duration(reader);
  if (!length || length.timed) return undefined;
  // "in 2 weeks' time"
  if (reader.eatAll("' time")) reader.eat('from');

  const from = origin();
  if (!from) return undefined;
  const day = from.sign > 0 ? from.day.plus(length.amount) : from.day.minus(length.amount);
  return days(weekday ? inWeekFromSunday(day, weekday) : day);

  function origin(): { day: Local; sign: 1 | -1 } | undefined {
    const today = reader.now.startOf('day');
    if (reader.eat('ago') || reader.eatAll('before today')) return { day: today, sign: -1 };
    if (reader.eat('later hence') || reader.eatAll('from now')) return { day: today, sign: 1 };
    const word = reader.attempt((rest) => {
      const found = rest.eat('from after before past on');
      const counted = found && rest.attempt(anchor);
      return counted
        ? { day: counted.from, sign: found === 'before' ? (-1 as const) : (1 as const) }
        : undefined;
    });
    return word ?? (isIn ? { day: today, sign: 1 } : undefined);
  }
}

/** "3 fridays from now", "two sundays ago" */
export function countedWeekdays(reader: Reader): Days | undefined {
  const count = reader.number(1, 52);
  const weekday = count && (reader.eatFrom(WEEKDAY_PLURALS) ?? weekdayName(reader));
  if (!count || !weekday) return undefined;
  if (reader.eat('ago')) return days(weekdayBefore(reader.now, weekday).minus({ weeks: count - 1 }));
  if (!reader.eatAll('from now') && !reader.eatAll('from today')) return undefined;
  return days(weekdayAfter(reader.now, weekday).plus({ weeks: count - 1 }));
}

/** "the day after christmas", "the week after easter", "the day before the 3rd of may" */
export function neighbourOf(reader: Reader, anchor: DayRule): Days | undefined {
  reader.eat('the');
  const unit = reader.eat('day week month');
  const which = unit && reader.eat('after before following');
  const day = which && reader.attempt(anchor);
  if (!day) return undefined;
  const sign = which === 'before' ? -1 : 1;
  const near = sign > 0 ? day.to.minus({ days: 1 }) : day.from;
  if (unit === 'day') return days(near.plus({ days: sign }));
  return unit === 'week'
    ? days(near.plus({ weeks: sign }), 'week')
    : days(near.plus({ months: sign }), 'month');
}

/** "the monday after easter", "the friday before the 3rd of may" */
export function weekdayNear(reader: Reader, anchor: DayRule): Days | undefined {
  reader.eat('the');
  const weekday = weekdayName(reader);
  const which = weekday && reader.eat('after before following preceding');
  const day = which && reader.attempt(anchor);
  if (!day || !weekday) return undefined;
  return days(
    which === 'before' || which === 'preceding'
      ? weekdayBefore(day.from, weekday)
      : weekdayAfter(day.to.minus({ days: 1 }), weekday),
  );
}

/** "the week of october 6th", "the weekend of march 2nd" */
export function weekOf(reader: Reader, anchor: DayRule): Days | undefined {
  reader.eat('the');
  if (reader.eatAll('weekend of')) {
    const within = reader.attempt(anchor);
    return within?.grain === 'day' ? weekendOf(within.from) : undefined;
  }
  if (!reader.eatAll('week of') && !reader.eatAll('week commencing') && !reader.eatAll('week starting'))
    return undefined;
  const day = reader.attempt(anchor);
  if (day?.grain !== 'day') return undefined;
  // Where weeks begin on a Sunday, that of a Sunday is the one it begins.
  return days(day.from.weekday === 7 ? day.from.plus({ days: 1 }) : day.from, 'week');
}

/** "[sunday] 3 weeks after january 15th", "[monday] in 2 weeks" */
function weekdayBeforeOffset(reader: Reader): number | undefined {
  const weekday = weekdayName(reader);
  if (!weekday) return undefined;
  reader.eat(',');
  const next = reader.word;
  return next === 'in' || reader.token?.number !== undefined || next === 'a' ? weekday : undefined;
}

/** Of weeks that begin on a Sunday, as where a weekday is named before them. */
function inWeekFromSunday(day: Local, weekday: number): Local {
  return day.startOf('day').plus({ days: (weekday % 7) - (day.weekday % 7) });
}

/** "the closest monday to october 5th" */
export function closestWeekday(reader: Reader, anchor: DayRule): Days | undefined {
  reader.eat('the');
  if (!reader.eat('closest nearest')) return undefined;
  const weekday = weekdayName(reader);
  const day = weekday && reader.eat('to') ? reader.attempt(anchor) : undefined;
  if (!day || !weekday) return undefined;
  return days(weekdayAfter(day.from.minus({ days: 4 }), weekday));
}

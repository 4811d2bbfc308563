import { dayRange, days, type Days, weekOf } from './days.ts';
import { quarterAround } from './quarters.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';
import { UNITS } from './vocabulary.ts';

/** "next week", "this month", "last year", "the week after next", "this weekend", "next quarter" */
export function periodByStep(reader: Reader): Days | undefined {
  const {
    now,
    usage: { weekStart },
  } = reader;
  if (reader.eatAll('the week after next') || reader.eatAll('week after next')) {
    return weekOf(now.plus({ weeks: 2 }), weekStart);
  }
  if (reader.eatAll('the month after next')) return days(now.plus({ months: 2 }), 'month');
  if (reader.eatAll('the weekend after next') || reader.eatAll('weekend after next'))
    return weekendOf(now.plus({ weeks: 2 }));
  const steps = step(reader);
  if (steps === undefined) return undefined;
  if (reader.eat('weekend')) return weekendOf(now.plus({ weeks: steps }));
  const unit = reader.eatFrom(UNITS);
  switch (unit) {
    case 'days':
      return days(now.plus({ days: steps }));
    case 'weeks':
      return weekOf(now.plus({ weeks: steps }), weekStart);
    case 'months':
      return days(now.plus({ months: steps }), 'month');
    case 'quarters':
      return quarterAround(now.plus({ quarters: steps }));
    case 'years':
      return days(now.plus({ years: steps }), 'year');
    default:
      return undefined;
  }
}

/** "the weekend" is this week's, or the next one on a Sunday evening already begun: the days are the same. */
export function weekend(reader: Reader): Days | undefined {
  if (!reader.eatAll('the weekend') && !reader.eatAll('weekend')) return undefined;
  return weekendOf(reader.now);
}

export function weekendOf(day: Days['from']): Days {
  const saturday = day.startOf('week').plus({ days: 5 });
  return dayRange(saturday, saturday.plus({ days: 2 }));
}

/** "next three days", "the last 2 weeks", "the coming few months": whole ones, without the present one. */
export function countedPeriods(reader: Reader): Days | undefined {
  const steps = step(reader);
  if (!steps) return undefined;
  const count =
    reader.eatAll('couple of') || reader.eat('couple')
      ? 2
      : reader.eat('few several')
        ? 3
        : reader.number(1, 1000);
  const unit = count && reader.eatFrom(UNITS);
  if (!count || !unit || unit === 'seconds' || unit === 'minutes' || unit === 'hours') return undefined;
  const [grain, size] =
    unit === 'fortnights'
      ? (['week', 2] as const)
      : unit === 'quarters'
        ? (['month', 3] as const)
        : ([GRAINS[unit], 1] as const);
  const { now } = reader;
  const from = steps > 0 ? now.plus({ [grain]: 1 }) : now.minus({ [grain]: count * size });
  return { ...days(from, grain, count * size), isRange: true };
}

const GRAINS = { days: 'day', weeks: 'week', months: 'month', years: 'year' } as const;

/** "[end of] the month" */
export function thePresent(reader: Reader): Days | undefined {
  reader.eat('the');
  const unit = reader.eat('week month year');
  if (unit === 'week') return weekOf(reader.now, reader.usage.weekStart);
  return unit === 'month' || unit === 'year' ? days(reader.now, unit) : undefined;
}

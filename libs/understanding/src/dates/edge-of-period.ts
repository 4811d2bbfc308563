import { dayRange, days, type Days } from './days.ts';
import { thePresent } from './periods.ts';
import type { Reader } from './reader.ts';

type Period = (reader: Reader) => Days | undefined;

/** "end of the month", "beginning of 2017", "middle of next week", "end of june": one day, the plain reading of it. */
export function edgeOfPeriod(reader: Reader, period: Period): Days | undefined {
  const { now } = reader;
  if (reader.eat('eom')) return days(now.endOf('month'));
  if (reader.eat('eoy')) return days(now.endOf('year'));
  if (reader.eatAll('month end')) return days(now.endOf('month'));
  if (reader.eatAll('year end')) return days(now.endOf('year'));
  if (reader.eat('eow')) return edge('end', days(now, 'week'));
  reader.eat('the');
  const which = reader.eat('beginning start end middle');
  if (!which) return undefined;
  reader.eat('of');
  const span = reader.attempt(thePresent) ?? reader.attempt(period);
  return span && span.grain !== 'day' ? edge(which, span) : undefined;
}

/** "early next week", "late march", "mid-july", "rest of the week" */
export function partOfPeriod(reader: Reader, period: Period): Days | undefined {
  if (reader.eatAll('the rest of') || reader.eatAll('rest of')) {
    const span = reader.attempt(thePresent) ?? reader.attempt(period);
    return span && dayRange(reader.now.startOf('day'), span.to);
  }
  if (reader.eat('later')) {
    const span = reader.word === 'this' ? reader.attempt(period) : undefined;
    return span && span.grain !== 'day' ? dayRange(reader.now.startOf('day'), span.to) : undefined;
  }
  const which = reader.eat('early mid late');
  if (!which) return undefined;
  reader.eat('- in');
  const span = reader.attempt(period) ?? reader.attempt(year);
  if (!span || span.grain === 'day') return undefined;
  const third = Math.ceil(span.to.diff(span.from, 'days').days / 3);
  const from = span.from.plus({ days: which === 'early' ? 0 : which === 'mid' ? third : 2 * third });
  return dayRange(from, which === 'late' ? span.to : from.plus({ days: third }));
}

/** "[late] 2013" */
function year(reader: Reader): Days | undefined {
  const number = reader.number(1900, 2100);
  return number ? days(reader.now.set({ year: number }), 'year') : undefined;
}

/** The end of a week is its friday. */
function edge(which: string, { from, to, grain }: Days): Days {
  if (which === 'end') return days(grain === 'week' ? from.plus({ days: 4 }) : to.minus({ days: 1 }));
  if (which !== 'middle') return days(from);
  return days(
    grain === 'week'
      ? from.plus({ days: 2 })
      : grain === 'month'
        ? from.plus({ days: 14 })
        : from.plus({ months: 6 }),
  );
}

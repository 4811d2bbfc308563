import type { Days } from './days.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';

/** "third quarter of 2018", "the last quarter of next year", "q4 2014", "2018q4" */
export function quarterOfYear(reader: Reader): Days | undefined {
  const { now } = reader;
  const yearFirst = reader.attempt(yearBeforeQuarter);
  reader.eat('the');
  const isLast = reader.word === 'last' && reader.ahead(2)?.word === 'of' && reader.eat('last') !== undefined;
  const number = isLast ? 4 : reader.eat('q') || reader.token?.ordinal ? reader.number(1, 4) : undefined;
  const isNamed = reader.tokens[reader.at - 2]?.word === 'q' || reader.eat('quarter qtr');
  if (!number || !isNamed) return undefined;
  reader.eat('of in');
  const steps = reader.attempt((rest) => {
    const found = step(rest);
    return found !== undefined && rest.eat('year') ? found : undefined;
  });
  const year = yearFirst ?? (steps === undefined ? reader.number(1900, 2100) : now.year + steps) ?? now.year;
  return quarterAround(now.startOf('year').set({ year, month: number * 3 - 2 }));
}

/** "2018[q4]", "18[q4]" */
function yearBeforeQuarter(reader: Reader): number | undefined {
  const number = reader.number(1, 2100);
  if (number === undefined || reader.word !== 'q') return undefined;
  return number < 100 ? 2000 + number : number;
}

export function quarterAround(day: Days['from']): Days {
  const from = day.startOf('quarter');
  return { from, to: from.plus({ months: 3 }), grain: 'month', isRange: true };
}

import type { Reader } from './reader.ts';
import { dayCode, WEEKEND, WORKDAYS } from './rule.ts';
import { WEEKDAY_PLURALS, WEEKDAYS } from './vocabulary.ts';

const GROUPS = new Map([
  ['weekday', WORKDAYS],
  ['workday', WORKDAYS],
  ['weekend', WEEKEND],
]);
const GROUP_PLURALS = new Map([
  ['weekdays', WORKDAYS],
  ['workdays', WORKDAYS],
  ['weekends', WEEKEND],
]);

/** "thursday and saturday and sunday", "monday to friday", "weekday" as codes of days */
export function dayList(reader: Reader, first: ReadonlyMap<string, number> = BOTH): string[] | undefined {
  if (reader.eatAll('working day') || reader.eatAll('business day')) return WORKDAYS;
  const group = reader.eatFrom(GROUP_PLURALS) ?? (first === BOTH ? reader.eatFrom(GROUPS) : undefined);
  if (group) return group;

  const start = reader.eatFrom(first);
  if (!start) return undefined;
  const end = reader.attempt((rest) => (rest.eat('to through - until') ? rest.eatFrom(BOTH) : undefined));
  if (end)
    return Array.from({ length: ((end - start + 7) % 7) + 1 }, (_, index) =>
      dayCode(((start - 1 + index) % 7) + 1),
    );

  const days = new Set([start]);
  for (;;) {
    const before = reader.at;
    const next = reader.attempt((rest) => {
      const joint = rest.eat(', and & or plus') ?? (rest.eatAll('as well as') || undefined);
      rest.eat('and');
      rest.eat('also again');
      rest.eat('on every each');
      // As it is heard: "monday wednesday and friday".
      return (joint ?? rest.at === before) ? rest.eatFrom(BOTH) : undefined;
    });
    if (!next) break;
    days.add(next);
  }
  return [...days].toSorted().map(dayCode);
}

const BOTH = new Map([...WEEKDAYS, ...WEEKDAY_PLURALS]);

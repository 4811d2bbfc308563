import type { Reader } from './reader.ts';
import { dayCode, type Rule, WORKDAYS } from './rule.ts';
import { WEEKDAYS } from './vocabulary.ts';

/** "first monday", "last day", "last weekday", "15th" of a month */
export function placeInMonth(reader: Reader): Rule | undefined {
  reader.eat('the');
  const isLast = reader.eat('last') !== undefined;
  const number = isLast ? -1 : reader.token?.ordinal ? reader.number(1, 31) : undefined;
  if (!number) return undefined;
  const weekday = reader.eatFrom(WEEKDAYS);
  if (weekday) return number <= 5 ? { freq: 'MONTHLY', byDay: [`${number}${dayCode(weekday)}`] } : undefined;
  if (reader.eat('weekday workday') || reader.eatAll('working day') || reader.eatAll('business day')) {
    return { freq: 'MONTHLY', byDay: WORKDAYS, position: number };
  }
  reader.eat('day');
  return { freq: 'MONTHLY', monthDay: number };
}

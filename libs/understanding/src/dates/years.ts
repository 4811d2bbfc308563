import { days, type Days } from './days.ts';
import type { Reader } from './reader.ts';

/** "in 2014", "by 2030"; a bare number in a sentence is no year. */
export function bareYear(reader: Reader): Days | undefined {
  const before = reader.tokens[reader.at - 1]?.word ?? '';
  reader.eat('the');
  const named = reader.eat('year') !== undefined;
  // "in 3000" counts something, "in the year 3000" does not.
  const number = reader.number(named ? 1000 : 1900, named ? 9999 : 2100);
  const isMeant =
    named ||
    /^(?:in|of|since|until|by|before|after|during|from|to|for)$/.test(before) ||
    reader.tokens.length === 1;
  const follows = reader.word;
  if (
    !number ||
    !isMeant ||
    (follows !== undefined && !/^[.,;!?)-]$|^(?:to|until|at|on|and|i|we)$/.test(follows))
  )
    return undefined;
  return days(reader.now.set({ year: number, month: 1, day: 1 }), 'year');
}

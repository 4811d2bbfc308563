import { dayRange, type Days } from './days.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';

/** Their first days in the northern half of the world. */
const SEASONS = [
  { names: ['spring'], month: 3, day: 20 },
  { names: ['summer'], month: 6, day: 21 },
  { names: ['autumn', 'fall'], month: 9, day: 23 },
  { names: ['winter'], month: 12, day: 21 },
];

/** "this summer", "next winter", "summer 2027": astronomical seasons of the northern half of the world. */
export function season(reader: Reader): Days | undefined {
  const { now } = reader;
  const steps = step(reader);
  reader.eat('the');
  const name = reader.eat('spring summer autumn fall winter');
  if (!name) return undefined;
  const inYear = steps === undefined ? reader.attempt(yearAfter) : undefined;
  if (steps === undefined && inYear === undefined && !isPlace(reader)) return undefined;

  const index = SEASONS.findIndex(({ names }) => names.includes(name));
  const starting = (ofYear: number, which: number) => {
    const { month, day } = SEASONS[which % SEASONS.length] ?? { month: 1, day: 1 };
    return now.startOf('year').set({ year: ofYear + Math.floor(which / SEASONS.length), month, day });
  };
  // The day of change belongs to both.
  const spell = (ofYear: number) =>
    dayRange(starting(ofYear, index), starting(ofYear, index + 1).plus({ days: 1 }));
  if (inYear !== undefined) return spell(inYear);
  // The winter that began last December may still be this one.
  const present = [now.year - 1, now.year, now.year + 1].map(spell).findIndex(({ to }) => to > now);
  const current = now.year - 1 + present;
  const hasBegun = spell(current).from <= now;
  if (steps === -1) return spell(current - 1);
  return spell(steps === 1 && hasBegun ? current + 1 : current);
}

function yearAfter(reader: Reader): number | undefined {
  reader.eat('of in');
  return reader.number(1900, 2100);
}

/** "in the summer" */
function isPlace({ tokens, at }: Reader): boolean {
  return (
    /^(?:in|during|by|until|before|after)$/.test(tokens[at - 3]?.word ?? '') && tokens[at - 2]?.word === 'the'
  );
}

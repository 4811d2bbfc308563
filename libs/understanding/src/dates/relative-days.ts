import { days, type Days } from './days.ts';
import type { Reader } from './reader.ts';

const FROM_TODAY: [words: string, offset: number][] = [
  ['day after tomorrow', 2],
  ['day before yesterday', -2],
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
];

/** "tomorrow", "the day after tomorrow" */
export function relativeDay(reader: Reader): Days | undefined {
  reader.eat('the');
  for (const [words, offset] of FROM_TODAY) {
    if (reader.eatAll(words)) return days(reader.now.plus({ days: offset }));
  }
  return undefined;
}

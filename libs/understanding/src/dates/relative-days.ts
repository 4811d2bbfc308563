import { days, type Days } from './days.ts';
import type { Reader } from './reader.ts';
import { mayFollowDate } from './vocabulary.ts';

const FROM_TODAY: [words: string, offset: number][] = [
  ['day after tomorrow', 2],
  ['day before yesterday', -2],
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
];

/** "today [week]", as the British say for in a week. */
function isWeekLater(reader: Reader): boolean {
  return mayFollowDate(reader.ahead()) && reader.eat('week') !== undefined;
}

/** "tomorrow", "the day after tomorrow" */
export function relativeDay(reader: Reader): Days | undefined {
  reader.eat('the');
  for (const [words, offset] of FROM_TODAY) {
    if (reader.eatAll(words))
      return days(reader.now.plus({ days: isWeekLater(reader) ? offset + 7 : offset }));
  }
  return undefined;
}

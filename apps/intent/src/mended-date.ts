import type { NoSuchDate } from '#understanding';

/** Whole words: "noon" and "one" begin like some of them. */
const LEAD = /^(?:(?:oh|sorry|no|ok|i meant?|make it|just|only|on|at|from|the)(?![\w'])[ ,]*)+/i;
const DAY_NUMBER = /^\d{1,2}(?:st|nd|rd|th)?$/i;

/**
 * The first words with what was answered in the place of the date that does not exist, so that what they say besides
 * stays: "dentist at 10:75 tomorrow", answered "11:15". Undefined when those words do not hold it as it was told.
 */
export function withMendedDate(
  words: string,
  { words: wrong, isTime }: NoSuchDate,
  answer: string,
): string | undefined {
  if (!words.includes(wrong)) return undefined;
  const right = answer
    .trim()
    .replace(LEAD, '')
    .replace(/[.!?]+$/, '');
  if (!right) return undefined;
  // "the 28th" of the month that has no 30th.
  const isOfMonth = !isTime && DAY_NUMBER.test(right) && /[a-z]{3}/i.test(wrong);
  return words.replace(wrong, () =>
    isOfMonth ? wrong.replace(/\d+(?:st|nd|rd|th)?/i, right.replace(/\D+/g, '')) : right,
  );
}

import type { Span } from '../dates/find-when.ts';

const UNIT =
  '(?:day|week|month|year|hour|minute|morning|afternoon|evening|night|weekday|weekend|' +
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?';
const REPEATS = new RegExp(
  `\\b(?:(?:every|each) (?:single |other |second |third |\\d{1,2} |two |three |four )?${UNIT}(?:(?:,| and|, and) ${UNIT})*` +
    `|(?:(?:on|for) )?(?:mon|tues|wednes|thurs|fri|satur|sun)days|daily|weekly|fortnightly|monthly|yearly|annually)\\b`,
  'gi',
);

/** Where a text says that something repeats. */
export function findRepeats(text: string): { spans: Span[] } | undefined {
  const found = [...text.matchAll(REPEATS)];
  if (found.length === 0) return undefined;
  return { spans: found.map(({ index, 0: words }) => ({ start: index, end: index + words.length })) };
}

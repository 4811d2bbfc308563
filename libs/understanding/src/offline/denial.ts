import type { Dates } from './slots.ts';

const DENIES =
  /n't\b(?! forget\b)|\b(?:not|cannot|never|no longer|no ?one|nobody|none|neither|hardly|without|unless)\b/i;
const DOUBTS =
  /\b(?:might|would|could|should|perhaps|if|(?<!about )whether|used to|(?:wants?|wishes|hopes?|tries|planned|promised) to|says?|said|thinks?|thought)\b/i;

/**
 * Whether what is said will not be, or need not: "my sister can't come over [on sunday at 3]", "Tom might arrive". After its date a sentence
 * says how to go there: "…, don't be late".
 */
export function isDenied(text: string, { spans }: Pick<Dates, 'spans'>): boolean {
  const said = text.slice(0, spans.at(-1)?.start);
  return DENIES.test(said) || DOUBTS.test(said);
}

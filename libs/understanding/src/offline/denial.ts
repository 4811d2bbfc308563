import type { Dates } from './slots.ts';

const DENIES = /n't\b|\b(?:not|cannot|never|no longer|no ?one|nobody|none|neither|hardly|without|unless)\b/i;

/** "my sister can't come over [on sunday at 3]": says what will not be. After its date, a sentence says how to go there: "…, don't be late". */
export function isDenied(text: string, { spans }: Pick<Dates, 'spans'>): boolean {
  return DENIES.test(text.slice(0, spans.at(-1)?.start));
}

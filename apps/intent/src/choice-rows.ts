import { short } from '#replies';
import type { Choices } from '#whatsapp';

/** WhatsApp's limits: rows of a list, and what stands in one. */
export const mostRows = 10;
const longestRow = 24;
const longestDetail = 72;

export type ChoiceRow = NonNullable<Choices['list']>['choices'][number];

/**
 * A row of a list to choose from.
 *
 * @param id comes back when it is tapped
 */
export const rowOf = (id: string, { words, detail }: { words: string; detail?: string }): ChoiceRow => ({
  id,
  title: short(words, longestRow),
  ...(detail && { description: short(detail, longestDetail) }),
});

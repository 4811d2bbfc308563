import type { Said } from './facts.ts';

/** One line of the books. */
export interface Check {
  what: string;
  count: number;
  /** What the count must be; nothing: it is only told. */
  must?: string;
  holds: boolean;
  /** A few of what was counted, in words. */
  examples: string[];
}

/** A line whose count must be 0. */
export const none = (what: string, found: readonly string[]): Check => ({
  what,
  count: found.length,
  must: '0',
  holds: found.length === 0,
  examples: found.slice(0, 5),
});

export const atMost = (what: string, count: number, limit: number): Check => ({
  what,
  count,
  must: `≤ ${limit}`,
  holds: count <= limit,
  examples: [],
});

/** A line that is told and proves nothing. */
export const told = (what: string, found: readonly string[] | number): Check => ({
  what,
  count: typeof found === 'number' ? found : found.length,
  holds: true,
  examples: typeof found === 'number' ? [] : found.slice(0, 3),
});

export const nameOf = ({ person, number }: Said): string => `${person} #${number}`;

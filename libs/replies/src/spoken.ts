import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known, while something is said, about how to say it; `speech.ts` sets it. */
export const spoken = new AsyncLocalStorage<{
  /** BCP 47 tag. */
  language: string;
  /** Whether messages in it are understood. */
  isUnderstood?: boolean;
}>();

/** An example of what to say: in English where nothing else is understood. */
export const example = (own: string, english: string): string =>
  spoken.getStore()?.isUnderstood ? own : english;

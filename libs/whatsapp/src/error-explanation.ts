import { effectsOf } from './error-effects.ts';
import { listedRow } from './reaction-to.ts';

/** What people on call need to know of an error. */
export interface ErrorExplanation {
  meaning: string;
  /** Their part. */
  advice: string;
}

/** What `docs/errors.md` says about a code, without Markdown. @returns undefined for a code that is not in the table */
export function explainError(code: number): ErrorExplanation | undefined {
  const row = listedRow(code);
  if (!row) return undefined;
  const [, meaning, reaction, advice = effectsOf(reaction).you] = row;
  return { meaning, advice: advice.replaceAll(/[*`]/g, '') };
}

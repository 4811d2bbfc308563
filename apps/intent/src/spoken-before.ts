import { type Action, type Meaning, understandOffline } from '#understanding';

import type { Said } from './said.ts';

/** What was wanted before, the last first. */
export function meaningsBefore(said: Said): Action[][] {
  const exchanges = (said.history?.() ?? []).toReversed();
  const meanings = exchanges.map(({ said: words, saidAt }) =>
    words ? meaningOf(said, words, saidAt) : undefined,
  );
  return meanings.map((each) => each?.actions ?? []);
}

/** Without a model: what was said before has been understood already, and half a sentence needs none. */
export const meaningOf = (
  { saidAt, timezone, dayFirst, habits }: Said,
  text: string,
  reference: Date = saidAt,
): Meaning =>
  understandOffline({
    text,
    reference,
    timezone,
    dayFirst,
    morning: habits?.morning,
    weekStart: habits?.weekStart,
  });

import { type Meaning, understandOffline } from '#understanding';

import type { Said } from './said.ts';

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

import { DateTime } from 'luxon';

import { replies } from '#replies';
import type { Action } from '#understanding';

/** Nobody plans beyond, and calendars and databases end somewhere. */
const lastYear = 2200;
const firstYear = 1900;
/** Nobody wants to hear of something more often. */
const shortestMinutes = 15;

/** Why an action cannot be kept, in words for the person; undefined when it can. */
export function whyNotKept({ when, recurrence }: Action): string | undefined {
  const times = [when?.start, when?.end].filter((time) => time !== undefined);
  if (!times.every((time) => isKeepable(time))) return replies.tooFarAway();
  const [, minutes = '1'] = /FREQ=MINUTELY(?:;INTERVAL=(\d+))?/.exec(recurrence?.rule ?? '') ?? [];
  const isTooOften = recurrence?.rule.includes('FREQ=MINUTELY') && Number(minutes) < shortestMinutes;
  return isTooOften || recurrence?.rule.includes('FREQ=SECONDLY')
    ? replies.tooOften(shortestMinutes)
    : undefined;
}

function isKeepable(time: string): boolean {
  const { isValid, year } = DateTime.fromISO(time, { setZone: true });
  return isValid && year >= firstYear && year <= lastYear;
}

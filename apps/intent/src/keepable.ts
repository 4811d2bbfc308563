import { DateTime } from 'luxon';

import { replies } from '#replies';
import type { Action } from '#understanding';

/** Nobody plans beyond, and calendars and databases end somewhere. */
const lastYear = 2200;
const firstYear = 1900;
/** Nobody wants to hear of something more often. */
const shortestMinutes = 15;

/** Why an action cannot be kept, in words for the person; undefined when it can. */
export function whyNotKept(action: Action): string | undefined {
  const { recurrence } = action;
  if (!isKeepable(action)) return replies.tooFarAway();
  const [, minutes = '1'] = /FREQ=MINUTELY(?:;INTERVAL=(\d+))?/.exec(recurrence?.rule ?? '') ?? [];
  const isTooOften = recurrence?.rule.includes('FREQ=MINUTELY') && Number(minutes) < shortestMinutes;
  return isTooOften || recurrence?.rule.includes('FREQ=SECONDLY')
    ? replies.tooOften(shortestMinutes)
    : undefined;
}

/** Whether it is no time that nobody lives to see. */
export function isKeepable({ when }: Action): boolean {
  const times = [when?.start, when?.end].filter((time) => time !== undefined);
  const dates = times.map((time) => DateTime.fromISO(time, { setZone: true }));
  return dates.every(({ isValid, year }) => isValid && year >= firstYear && year <= lastYear);
}

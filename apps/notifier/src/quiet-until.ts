import { DateTime } from 'luxon';

import { quietOf, type Ringing } from '#data';
import { isQuiet, type Quiet, quietEnd } from '#understanding/recurrence';

/** One that rings later than this says when it was due. */
export const lateAfterMs = 5 * 60_000;

/**
 * Until when a message has to wait that would ring now: one that is late, and whose time we chose, does not ring at night. It is asked when
 * a reminder rings, and once more when its message leaves, which may be much later.
 *
 * @returns undefined for one that may leave
 */
export function quietUntil(ringing: Ringing, now: Date): Date | undefined {
  const { timezone, habits, dueAt } = ringing;
  const quiet = quietOf(habits);
  if (!quiet || now.getTime() - dueAt.getTime() <= lateAfterMs || !isTimeOurs(ringing, quiet))
    return undefined;
  const at = DateTime.fromJSDate(now, { zone: timezone });
  return isQuiet(at, quiet) ? quietEnd(at, quiet).toJSDate() : undefined;
}

/** The person wanted what was due in quiet hours to ring in them. That of a digest is when its day began. */
function isTimeOurs(
  { kind, ring = 0, habits, dueAt, timezone, waitedForDay }: Ringing,
  quiet: Quiet,
): boolean {
  if (kind === 'event' && habits?.leadTimes === undefined) return true;
  if (isQuiet(DateTime.fromJSDate(dueAt, { zone: timezone }), quiet)) return false;
  if (kind === 'agenda') return waitedForDay === true || habits?.agenda === undefined;
  return waitedForDay === true || kind === 'preview' || ring > 0;
}

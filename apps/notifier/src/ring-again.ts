import { DateTime } from 'luxon';

import { type DueReminder, quietOf } from '#data';
import { isQuiet } from '#understanding/recurrence';

/** Between the rings of a reminder that rings until it is done; the last one from then on. */
const pausesMinutes = [10, 20, 40, 60];
/** Within a day, the first one included. */
const mostRings = 8;

/**
 * When a reminder that rings until it is done rings again: within its day, and in quiet hours only when the person chose a time in them.
 *
 * @returns undefined for the last ring, and for a reminder that rings once
 */
export function againAfter(
  { ring, dueAt, timezone, habits }: Pick<DueReminder, 'ring' | 'dueAt' | 'timezone' | 'habits'>,
  now: Date,
): Date | undefined {
  if (ring === undefined || ring + 1 >= mostRings) return undefined;
  const due = DateTime.fromJSDate(dueAt, { zone: timezone ?? 'utc' });
  const from = DateTime.max(due, DateTime.fromJSDate(now, { zone: due.zone }));
  const again = from.plus({ minutes: pausesMinutes[ring] ?? pausesMinutes.at(-1) });
  if (!again.hasSame(due, 'day')) return undefined;
  const quiet = quietOf(habits);
  const isMoved = quiet !== undefined && isQuiet(again, quiet) && !isQuiet(due, quiet);
  return isMoved ? undefined : again.toJSDate();
}

import { DateTime } from 'luxon';

import type { DueReminder } from '#data';

/** Between the rings of a reminder that rings until it is done; the last one from then on. */
const pausesMinutes = [10, 20, 40, 60];
/** Within a day, the first one included. */
const mostRings = 8;
const nightFrom = 22;
const nightUntil = 7;

/**
 * When a reminder that rings until it is done rings again: within its day, and at night only when the person chose a time at night.
 *
 * @returns undefined for the last ring, and for a reminder that rings once
 */
export function againAfter(
  { ring, dueAt, timezone }: Pick<DueReminder, 'ring' | 'dueAt' | 'timezone'>,
  now: Date,
): Date | undefined {
  if (ring === undefined || ring + 1 >= mostRings) return undefined;
  const due = DateTime.fromJSDate(dueAt, { zone: timezone ?? 'utc' });
  const from = DateTime.max(due, DateTime.fromJSDate(now, { zone: due.zone }));
  const again = from.plus({ minutes: pausesMinutes[ring] ?? pausesMinutes.at(-1) });
  if (!again.hasSame(due, 'day')) return undefined;
  return isNight(again) && !isNight(due) ? undefined : again.toJSDate();
}

const isNight = ({ hour }: DateTime): boolean => hour >= nightFrom || hour < nightUntil;

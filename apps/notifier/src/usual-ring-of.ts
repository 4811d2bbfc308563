import { DateTime } from 'luxon';

import { type DueReminder, quietOf } from '#data';
import { announcedBy, nextUsualRing } from '#understanding/recurrence';

/** When the usual reminder of a repeated event rings the next time. */
export function nextUsualRingOf(
  { event, series, timezone, habits }: DueReminder & Required<Pick<DueReminder, 'event' | 'series'>>,
  now: Date,
): Date | undefined {
  return nextUsualRing(
    { ...series, isAllDay: event.isAllDay },
    {
      leadMinutes: event.leadMinutes,
      quiet: habits?.leadTimes ? undefined : quietOf(habits),
      timezone: timezone ?? series.timezone,
    },
    { now },
  );
}

/** None where the rule cannot be read: other people's reminders must not wait for this one. */
function announcedTimeOf({ event, series, dueAt }: DueReminder): Date | undefined {
  if (!event || !series) return undefined;
  try {
    return announcedBy({ ...series, isAllDay: event.isAllDay }, event.leadMinutes, dueAt);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** When the event is that a usual reminder announces, by the clock of the person. */
export function announcedDay(due: DueReminder): DateTime | undefined {
  const { event, timezone } = due;
  if (!event) return undefined;
  const at = announcedTimeOf(due) ?? event.startsAt;
  return DateTime.fromJSDate(at, { zone: event.isAllDay ? event.timezone : (timezone ?? event.timezone) });
}

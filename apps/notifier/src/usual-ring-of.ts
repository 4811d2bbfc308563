import { DateTime } from 'luxon';

import { type DueReminder, quietOf } from '#data';
import { nextOccurrences, nextUsualRing } from '#understanding/recurrence';

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
function nextTimeOf(series: DueReminder['series'], after: Date): Date | undefined {
  if (!series) return undefined;
  try {
    return nextOccurrences(series.rule, series.start.toISOString(), series.timezone, after, 1)[0];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** When the event is that a usual reminder announces, by the clock of the person: of a repeated one, the time after it rings. */
export function announcedDay({ event, series, dueAt, timezone }: DueReminder): DateTime | undefined {
  if (!event) return undefined;
  const at = nextTimeOf(series, dueAt) ?? event.startsAt;
  return DateTime.fromJSDate(at, { zone: event.isAllDay ? event.timezone : (timezone ?? event.timezone) });
}

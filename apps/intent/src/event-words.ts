import type { DateTime } from 'luxon';

import type { Event } from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';

import { lengthOf } from './event-times.ts';
import { type Clock, whenWords } from './time-words.ts';

/** When one time of an event is, "tomorrow, Sun 22 Nov, from 5:00 PM to 6:00 PM". All-day events by the calendar where they were made: elsewhere the day would be another one. */
export function occurrenceWords(event: Event, start: DateTime, clock: Clock): string {
  const { isAllDay, timezone } = event;
  const end = event.endsAt && start.plus(lengthOf(event));
  const when: When = {
    start: start.toISO() ?? '',
    end: end?.toISO() ?? undefined,
    grain: isAllDay ? 'day' : 'minute',
  };
  return whenWords(when, { ...clock, certain: true, ...(isAllDay && { timezone }) });
}

/** The same below the name of its day: "5:00 PM to 6:00 PM", "all day". One that lasts over several days is told with them. */
export function timeOfDayWords(event: Event, start: DateTime, clock: Clock): string {
  const at = event.isAllDay ? start : start.setZone(clock.timezone);
  const end = event.endsAt && at.plus(lengthOf(event));
  const isLonger = end && !end.minus({ milliseconds: 1 }).hasSame(at, 'day');
  if (isLonger) return occurrenceWords(event, start, clock);
  return event.isAllDay ? replies.allDay() : replies.clockWords(at, end);
}

import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';

import { isRecurrenceRule } from '../gemini/recurrence-rule.ts';
import type { Action, When } from '../meaning.ts';

/** More events than anybody confirms at a glance. */
const mostEvents = 50;

/**
 * The events of an iCalendar file (RFC 5545), exactly as they stand there. Cancelled ones and exceptions to a series are left out.
 *
 * @param timezone IANA name, for times that name no zone
 * @returns undefined when it is no such file
 */
export function calendarEvents(text: string, timezone: string): Action[] | undefined {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    if (calendar.name !== 'vcalendar') return undefined;
    return calendar
      .getAllSubcomponents('vevent')
      .filter((one) => one.getFirstPropertyValue('status') !== 'CANCELLED' && one.hasProperty('dtstart'))
      .map((one) => ({ event: new ICAL.Event(one), component: one }))
      .filter(({ event }) => !event.isRecurrenceException())
      .slice(0, mostEvents)
      .map(({ event, component }) => actionOf(event, component, timezone));
  } catch {
    return undefined;
  }
}

function actionOf(event: ICAL.Event, component: ICAL.Component, timezone: string): Action {
  const rule = String(component.getFirstPropertyValue('rrule') ?? '');
  const title = event.summary?.trim() || 'Event';
  return {
    intent: 'create_event',
    confidence: 1,
    words: title,
    title,
    ...(event.location && { place: event.location }),
    when: whenOf(event, component, timezone),
    ...(isRecurrenceRule(rule) && { recurrence: { rule } }),
  };
}

function whenOf(event: ICAL.Event, component: ICAL.Component, timezone: string): When {
  const momentOf = (time: ICAL.Time, property: string): string => {
    const named = component.getFirstProperty(property)?.getParameter('tzid');
    const zone = typeof named === 'string' && IANAZone.isValidZone(named) ? named : timezone;
    // A zone that the file describes itself is known to ical.js, whatever its name.
    const isKnown = !time.isDate && time.zone !== ICAL.Timezone.localTimezone;
    const moment = isKnown
      ? DateTime.fromJSDate(time.toJSDate(), { zone: timezone })
      : DateTime.fromISO(time.toString(), { zone: time.isDate ? timezone : zone }).setZone(timezone);
    return moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
  };
  const { startDate, endDate } = event;
  const lasts = endDate.compare(startDate) > 0;
  return {
    start: momentOf(startDate, 'dtstart'),
    ...(lasts && { end: momentOf(endDate, component.hasProperty('dtend') ? 'dtend' : 'dtstart') }),
    grain: startDate.isDate ? 'day' : 'minute',
  };
}

import ical, { ICalAlarmType } from 'ical-generator';
import { DateTime } from 'luxon';

import { repetitionLines } from './repetition.ts';
import { timeZoneComponent } from './time-zone.ts';

/** An event as it is written into a file. */
export interface CalendarEntry {
  id: string;
  title: string;
  place?: string;
  /** Of a repeated event, its first time. */
  startsAt: Date;
  /** Exclusive. */
  endsAt?: Date;
  /** `startsAt` is midnight in `timezone`. */
  isAllDay: boolean;
  /** RFC 5545 rule without its start; see `nextOccurrences` for its second line. */
  rule?: string;
  /** IANA name. */
  timezone: string;
  /** In minutes before it. */
  alarms: number[];
}

const uidEnd = '@handsfree';

/** What an event is known by in every file of ours, so that no calendar has it twice. */
export const uidOf = (id: string): string => `${id}${uidEnd}`;

/** The event of ours that a file names; undefined for anybody else's. */
export const idOfUid = (uid: string): string | undefined =>
  uid.endsWith(uidEnd) ? uid.slice(0, -uidEnd.length) : undefined;

/** An iCalendar file (RFC 5545). A single event is at its moment; a repeated one follows the clocks of its zone. */
export function calendarFile(entries: readonly CalendarEntry[]): string {
  const calendar = ical({
    name: 'Handsfree',
    prodId: { company: 'Handsfree', product: 'Handsfree', language: 'EN' },
  });
  const since = new Date(Math.min(...entries.map(({ startsAt }) => startsAt.getTime())));
  calendar.timezone({ name: null, generator: (zone) => timeZoneComponent(zone, since) });
  for (const { id, title, place, startsAt, endsAt, isAllDay, rule, timezone, alarms } of entries) {
    const inZone = (at: Date): DateTime => {
      const local = DateTime.fromJSDate(at, { zone: timezone });
      // A date is one everywhere.
      return isAllDay ? local.setZone('UTC', { keepLocalTime: true }) : local;
    };
    calendar.createEvent({
      id: uidOf(id),
      summary: title,
      location: place,
      start: inZone(startsAt),
      end: endsAt && inZone(endsAt),
      allDay: isAllDay,
      timezone: rule !== undefined && !isAllDay ? timezone : undefined,
      repeating: rule === undefined ? undefined : repetitionLines(rule, { timezone, isAllDay }),
      alarms: alarms.map((minutes) => ({ type: ICalAlarmType.display, triggerBefore: minutes * 60 })),
    });
  }
  return calendar.toString();
}

import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';

import { hasOccurrence } from '../dates/recurrence.ts';
import { isRecurrenceRule } from '../gemini/recurrence-rule.ts';
import type { Action, When } from '../meaning.ts';
import type { CalendarNote } from './calendar-notes.ts';
import { windowsZones } from './windows-zones.ts';

/** What a `VEVENT` comes to. */
export interface CalendarEvent {
  title: string;
  /** Absent where it is left out. */
  action?: Action;
  notes: CalendarNote[];
}

const usualTitle = 'Event';
/** A year of days: more left out is no plan of a person. */
const mostExcluded = 366;
const isoFormat = "yyyy-MM-dd'T'HH:mm:ssZZ";

/**
 * One event of a calendar file, exactly as it stands there.
 *
 * @param text its `VEVENT` without folded lines
 * @param calendar holds the time zones that the file describes
 * @param timezone IANA name, for times that name no zone
 * @returns undefined for what was cancelled
 */
export function calendarEvent(
  text: string,
  calendar: ICAL.Component,
  timezone: string,
): CalendarEvent | undefined {
  const written = new Written(text);
  const title = written.text('SUMMARY') ?? usualTitle;
  if (/^CANCELLED$/i.test(written.text('STATUS') ?? '')) return undefined;
  try {
    if (!written.hasRealDates) return { title, notes: ['no_date'] };
    const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
    calendar.addSubcomponent(component);
    return actionOf(new ICAL.Event(component), component, written, timezone);
  } catch {
    return { title, notes: ['no_date'] };
  }
}

function actionOf(
  event: ICAL.Event,
  component: ICAL.Component,
  written: Written,
  timezone: string,
): CalendarEvent {
  const title = event.summary?.trim() || usualTitle;
  const notes: CalendarNote[] = [];
  const when = whenOf(event, component, timezone, notes);
  if (when.end !== undefined && !isInReach(DateTime.fromISO(when.end))) throw new RangeError('it never ends');
  // An occurrence that was moved is an event of its own.
  const rule = event.isRecurrenceException() ? undefined : written.text('RRULE')?.toUpperCase();
  const recurrence =
    rule !== undefined && isRecurrenceRule(rule) ? withExcluded(rule, event, component, timezone, notes) : '';
  const isKept = recurrence !== '' && hasOccurrence(recurrence, when.start, timezone);
  if ((rule !== undefined && !isKept) || written.has('RDATE')) notes.push('once');
  const action: Action = {
    intent: 'create_event',
    confidence: 1,
    words: title,
    title,
    ...(event.location && { place: event.location }),
    ...uidOf(written),
    when,
    ...(isKept && { recurrence: { rule: recurrence } }),
  };
  return { title, action, notes };
}

/** A moved occurrence of a series is an event of its own. */
function uidOf(written: Written): Pick<Action, 'uid'> {
  const uid = written.text('UID');
  const moved = written.text('RECURRENCE-ID');
  return uid ? { uid: moved === undefined ? uid : `${uid}#${moved}` } : {};
}

/** The rule and a line of the times that the file leaves out of it. */
function withExcluded(
  rule: string,
  event: ICAL.Event,
  component: ICAL.Component,
  timezone: string,
  notes: CalendarNote[],
): string {
  const excluded = component
    .getAllProperties('exdate')
    .flatMap((property) => (property.getValues() as ICAL.Time[]).map((time) => ({ time, property })));
  if (excluded.length === 0) return rule;
  // A whole day taken out of something with a time is no time of it.
  if (excluded.length > mostExcluded || excluded.some(({ time }) => time.isDate !== event.startDate.isDate)) {
    notes.push('all_days');
    return rule;
  }
  const dates = excluded.map(({ time, property }) =>
    momentOf(time, property, timezone, notes).toFormat("yyyyMMdd'T'HHmmss"),
  );
  return `${rule}\nEXDATE:${dates.join(',')}`;
}

/** In the person's zone. */
function momentOf(
  time: ICAL.Time,
  property: ICAL.Property | null,
  timezone: string,
  notes: CalendarNote[],
): DateTime {
  // A zone that the file describes itself is known to ical.js, whatever its name.
  if (!time.isDate && time.zone !== ICAL.Timezone.localTimezone)
    return DateTime.fromJSDate(time.toJSDate(), { zone: timezone });
  const named = property?.getParameter('tzid');
  const zone = time.isDate || typeof named !== 'string' ? timezone : zoneOf(named);
  if (!zone && !notes.includes('zone')) notes.push('zone');
  return DateTime.fromISO(time.toString(), { zone: zone ?? timezone }).setZone(timezone);
}

function whenOf(event: ICAL.Event, component: ICAL.Component, timezone: string, notes: CalendarNote[]): When {
  const isoOf = (time: ICAL.Time, property: string): string =>
    momentOf(time, component.getFirstProperty(property), timezone, notes).toFormat(isoFormat);
  const { startDate, endDate } = event;
  const lasts = endDate.compare(startDate) > 0;
  return {
    start: isoOf(startDate, 'dtstart'),
    ...(lasts && { end: isoOf(endDate, component.hasProperty('dtend') ? 'dtend' : 'dtstart') }),
    grain: startDate.isDate ? 'day' : 'minute',
  };
}

const zoneOf = (name: string): string | undefined =>
  IANAZone.isValidZone(name) ? name : windowsZones.get(name);

/** An event's lines as they were written: the parser makes 2 March of 30 February, and drops what it does not know of a rule. */
class Written {
  readonly #lines: string[];

  constructor(text: string) {
    this.#lines = text.split('\r\n');
  }

  /** A date is needed, and each must exist. */
  get hasRealDates(): boolean {
    const dates = ['DTSTART', 'DTEND'].map((name) => this.text(name));
    return dates[0] !== undefined && dates.every((date) => date === undefined || isReal(date));
  }

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  text(name: string): string | undefined {
    const line = this.#lines.find((one) => new RegExp(`^${name}[;:]`, 'i').test(one));
    // A parameter in quotes may hold colons.
    return line && /^[^:;]+(?:;(?:"[^"]*"|[^":])*)?:(.*)$/.exec(line)?.[1]?.trim();
  }
}

/** Nobody plans beyond. */
const [firstYear, lastYear] = [1900, 2200];

function isReal(date: string): boolean {
  const format = date.length === 8 ? 'yyyyMMdd' : "yyyyMMdd'T'HHmmss";
  return isInReach(DateTime.fromFormat(date.replace(/Z$/i, ''), format, { zone: 'UTC' }));
}

const isInReach = ({ isValid, year }: DateTime): boolean => isValid && year >= firstYear && year <= lastYear;

import { setImmediate as nextTurn } from 'node:timers/promises';

import ICAL from 'ical.js';

import type { Action } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { calendarBlocks } from './calendar-blocks.ts';
import { calendarEvent, type CalendarEvent } from './calendar-event.ts';
import { calendarSummary } from './calendar-notes.ts';
import { distinct } from './distinct.ts';

/**
 * The events of an iCalendar file (RFC 5545) but for cancelled ones, with a summary of what is not as it stands there.
 *
 * @param timezone IANA name, for times that name no zone
 * @returns undefined when it is no such file, or has no events
 */
export async function calendarReading(
  text: string,
  timezone: string,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  const blocks = await calendarBlocks(text, signal).catch(() => undefined);
  if (!blocks) return undefined;
  const calendar = frameOf(blocks.frame);
  const events: CalendarEvent[] = [];
  for (const one of withMoved(blocks.events)) {
    const event = calendarEvent(one, calendar, timezone);
    if (event) events.push(event);
    // One may take 30 ms to find that it never repeats; others get their turn in between.
    await nextTurn();
  }
  const actions = distinct(events.flatMap(({ action }): Action[] => (action ? [action] : [])));
  const summary = calendarSummary(events, blocks.more);
  if (!summary && actions.length === 0) return undefined;
  return { ...(summary && { summary }), ...(actions.length > 0 && { actions }) };
}

/**
 * Files tell a moved or cancelled occurrence of a series as an event of its own, with the time at which it would have been: that
 * one is left out of the series.
 */
function withMoved(events: string[]): string[] {
  const moved = new Map<string | undefined, string[]>();
  for (const event of events) {
    const [, time] = /^RECURRENCE-ID((?![^:]*RANGE=)[;:].*)$/im.exec(event) ?? [];
    const uid = uidOf(event);
    if (time !== undefined) moved.set(uid, [...(moved.get(uid) ?? []), `EXDATE${time.trimEnd()}`]);
  }
  return events.map((event) => {
    const excluded = /^RRULE:/im.test(event) ? moved.get(uidOf(event)) : undefined;
    return excluded ? event.replace(/^END:VEVENT/im, `${excluded.join('\r\n')}\r\n$&`) : event;
  });
}

const uidOf = (event: string): string | undefined => /^UID[^:]*:(.*)$/im.exec(event)?.[1]?.trim();

/** Without its time zones the events are still of use: where one is then unknown, that is said. */
function frameOf(frame: string): ICAL.Component {
  try {
    return new ICAL.Component(ICAL.parse(frame) as unknown[]);
  } catch {
    return new ICAL.Component('vcalendar');
  }
}

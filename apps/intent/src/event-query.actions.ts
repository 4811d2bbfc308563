import { Injectable } from '@nestjs/common';
import { DateTime, Interval } from 'luxon';

import { EventStore, type Transaction } from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';

import { EventActions, type OccurringEvent } from './event.actions.ts';
import { busyTimes, overlapping } from './event-overlaps.ts';
import { isOneDay, periodOf } from './event-times.ts';
import { occurrenceWords } from './event-words.ts';
import { freeTimes } from './free-times.ts';
import { named } from './named.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** Without a period, so many of the next events are told. */
const mostUpcoming = 10;
/** Of one event that repeats, so many times. */
const mostOfOne = 3;
const usualMinutes = 60;
/** "when am I free" asks about these days. */
const daysAhead = 7;
/** What overlaps is looked for so far ahead. */
const weeksOfOverlaps = 4;
/** What any event is called. */
const GENERIC = /\b(?:appointments?|meetings?|events?|sessions?|next|upcoming)\b/gi;

/** Answers what is in the calendar, and what is not. */
@Injectable()
export class EventQueryActions {
  constructor(
    private readonly calendar: EventActions,
    private readonly events: EventStore,
  ) {}

  async list(tx: Transaction, request: Request): Promise<Done> {
    const { action, now, timezone } = request;
    const { when, title, part } = action;
    if (action.asksFree && when) return this.#isFree(tx, request, when);
    if (action.asksOverlaps) return this.#overlaps(tx, request);
    const period = when && periodOf(when, timezone);
    const found = await this.calendar.occurring(tx, request, period ?? upcoming(now));
    const called = title === undefined ? found : calledSo(found, title);
    const most = part === 'one' ? 1 : title !== undefined && areOne(called) ? mostOfOne : mostUpcoming;
    const events = period ? called : called.slice(0, most);
    const time = when && whenWords(when, { ...request, certain: true });
    const about = aboutOf(events.length > 0 ? events : found.slice(0, 3));
    const [only] = events;
    if (only && (part === 'one' || (title !== undefined && areOne(events))))
      return { reply: replies.eventAt(only, events.slice(1)), about };
    if (only) return { reply: replies.eventList(time, toldIn(period, events, timezone)), about };
    if (title === undefined) return { reply: replies.noEvents(time) };
    return { reply: replies.eventUnknown(title, found.slice(0, 3), time), about };
  }

  async #overlaps(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone } = request;
    const { when } = action;
    const soon = DateTime.fromJSDate(now, { zone: timezone });
    const ahead = { from: now, until: soon.plus({ weeks: weeksOfOverlaps }).endOf('day').toJSDate() };
    const period = when ? periodOf(when, timezone) : ahead;
    const from = DateTime.fromJSDate(period.from).minus({ hours: 1 }).toJSDate();
    const events = await this.events.list(tx, contactId, { ...period, from });
    const found = overlapping(busyTimes(events, period)).slice(0, mostUpcoming);
    const time = when && whenWords(when, { ...request, certain: true });
    if (found.length === 0) return { reply: replies.noOverlaps(time, weeksOfOverlaps) };
    const pairs = found.map(([one, other]): Parameters<typeof replies.overlapping>[0][number] => [
      { title: one.event.title, time: occurrenceWords(one.event, one.start, request) },
      {
        title: other.event.title,
        time: replies.clockWords(
          other.start.setZone(timezone),
          other.event.endsAt && other.end.setZone(timezone),
        ),
      },
    ]);
    const ids = new Set(found.flatMap((pair) => pair.map(({ event }) => event.id)));
    return {
      reply: replies.overlapping(pairs),
      about: [...ids].map((id) => ({ kind: 'event' as const, id })),
    };
  }

  /** Whether an event goes by the name that is asked for. */
  async isKnown(tx: Transaction, request: Request): Promise<boolean> {
    const { action, now } = request;
    const found = await this.calendar.occurring(tx, request, upcoming(now));
    return action.title !== undefined && calledSo(found, action.title).length > 0;
  }

  async #isFree(tx: Transaction, request: Request, when: When): Promise<Done> {
    const period = periodOf(when, request.timezone);
    const occurring = await this.calendar.occurring(tx, request, period);
    const found = toldIn(period, occurring, request.timezone);
    const time = whenWords(when, { ...request, certain: true });
    const taking = found.filter(({ isAllDay }) => !isAllDay);
    const reply = taking.length > 0 ? replies.notFree(time, found) : replies.free(time, found);
    return { reply, about: aboutOf(found) };
  }

  async findTime(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone } = request;
    const { when, length: minutes = usualMinutes } = action;
    // A model may take "am I free at 3" for a search.
    const isOfHours = when?.grain === 'hour' || when?.grain === 'minute';
    if (when && isOfHours && when.end === undefined) return this.#isFree(tx, request, when);
    const today = DateTime.fromJSDate(now, { zone: timezone });
    const said = when && periodOf(when, timezone);
    const from = DateTime.fromJSDate(said && said.from > now ? said.from : now, { zone: timezone });
    const until = said
      ? DateTime.fromJSDate(said.until, { zone: timezone })
      : today.plus({ days: daysAhead });
    const period = Interval.fromDateTimes(from, until);
    const events = await this.events.list(tx, contactId, {
      from: from.minus({ hours: 1 }).toJSDate(),
      until: until.toJSDate(),
    });
    const busy = busyTimes(events, { from: from.toJSDate(), until: until.toJSDate() });
    const free = period.isValid
      ? freeTimes(
          period,
          busy.map(({ start, end }) => Interval.fromDateTimes(start, end)),
          minutes,
          isOfHours,
        )
      : [];
    const isDay = said !== undefined && isOneDay(said, timezone);
    const times = free.map(({ start, end }, at) =>
      // The first one names the day.
      isDay && at > 0
        ? replies.clockWords(start, end)
        : whenWords(
            { start: start.toISO(), end: end.toISO(), grain: 'minute' },
            { ...request, certain: true },
          ),
    );
    const time = when && whenWords(when, { ...request, certain: true });
    return {
      reply: times.length > 0 ? replies.freeTimes(minutes, times) : replies.noFreeTime(minutes, time),
    };
  }
}

/** Of one day, which was named, only the time of day is told. */
const toldIn = (
  period: Parameters<typeof isOneDay>[0] | undefined,
  events: OccurringEvent[],
  timezone: string,
): OccurringEvent[] =>
  period && isOneDay(period, timezone)
    ? events.map((event) => ({ ...event, time: event.timeOfDay }))
    : events;

/** All that go by a name, "the dentist appointment" too where it is called "dentist". */
function calledSo(found: OccurringEvent[], title: string): OccurringEvent[] {
  const exact = named(found, title);
  const bare = title.replaceAll(GENERIC, ' ').replace(/\s+/g, ' ').trim();
  return exact.length > 0 || bare === title ? exact : bare === '' ? found : named(found, bare);
}

/** A series that was split is two events of one name. */
const areOne = (events: OccurringEvent[]): boolean =>
  new Set(events.map(({ id, title }) => title?.toLowerCase() ?? id)).size === 1;

const aboutOf = (events: OccurringEvent[]): Done['about'] =>
  events.length === 0 ? undefined : events.map(({ subject }) => subject);

function upcoming(now: Date): { from: Date; until: Date } {
  return { from: now, until: DateTime.fromJSDate(now).plus({ years: 1 }).toJSDate() };
}

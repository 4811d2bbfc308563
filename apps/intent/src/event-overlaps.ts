import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, EventStore, type Transaction } from '#data';
import { replies } from '#replies';

import { lengthOf, occurrencesOf } from './event-times.ts';
import type { Request } from './understood.ts';

/** One time of an event. */
export interface Occurrence {
  event: Event;
  start: DateTime;
  end: DateTime;
}

/** An event whose end nobody said is taken to last so long. */
const usualHours = 1;

function endOf(event: Event, start: DateTime): DateTime {
  return event.endsAt || event.isAllDay ? start.plus(lengthOf(event)) : start.plus({ hours: usualHours });
}

/** What takes place within a period, soonest first. All-day events are left out: they take nobody's time of day. */
export function busyTimes(events: Event[], period: { from: Date; until: Date }): Occurrence[] {
  // One without an end may have begun before the period.
  const from = DateTime.fromJSDate(period.from).minus({ hours: usualHours }).toJSDate();
  return events
    .filter(({ isAllDay }) => !isAllDay)
    .flatMap((event) =>
      occurrencesOf(event, { from, until: period.until }).map((start) => ({
        event,
        start,
        end: endOf(event, start),
      })),
    )
    .filter(({ start, end }) => start.toJSDate() < period.until && end.toJSDate() > period.from)
    .toSorted((one, other) => one.start.toMillis() - other.start.toMillis());
}

/** Which of them take place at the same time, in pairs. @param busy soonest first */
export const overlapping = (busy: Occurrence[]): [Occurrence, Occurrence][] =>
  busy.flatMap((one, at) =>
    busy
      .slice(at + 1)
      .filter(({ event, start }) => start < one.end && event.id !== one.event.id)
      .map((other): [Occurrence, Occurrence] => [one, other]),
  );

/** Finds what takes place at the same time as an event. */
@Injectable()
export class EventOverlaps {
  constructor(private readonly events: EventStore) {}

  /** With the next time of the event: in words, soonest first. */
  async wordsFor(tx: Transaction, request: Request, event: Event): Promise<OverlapWords[]> {
    const { contactId, now, timezone } = request;
    if (event.isAllDay) return [];
    const until = DateTime.fromJSDate(now).plus({ years: 2 }).toJSDate();
    const [start] = occurrencesOf(event, { from: now, until }, 1);
    if (!start) return [];
    const period = { from: start.toJSDate(), until: endOf(event, start).toJSDate() };
    const from = DateTime.fromJSDate(period.from).minus({ hours: usualHours }).toJSDate();
    const others = await this.events.list(tx, contactId, { from, until: period.until });
    return busyTimes(
      others.filter(({ id }) => id !== event.id),
      period,
    ).map((one) => ({
      title: one.event.title,
      time: replies.clockWords(one.start.setZone(timezone), one.event.endsAt && one.end.setZone(timezone)),
    }));
  }
}

export interface OverlapWords {
  title: string | undefined;
  time: string;
}

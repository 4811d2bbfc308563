import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, type EventChange, EventStore, type NewEvent, type Transaction } from '#data';

import type { Meant } from './event-finder.ts';
import { EventReminders } from './event-reminders.ts';
import { endingBefore, goingOn, hasBegun, skipping } from './event-series.ts';
import { lengthOf } from './event-times.ts';
import type { Times } from './moved-times.ts';
import type { Owner } from './usual-reminders.ts';

/** What becomes of an event. */
export interface WantedChange {
  times?: Times;
  title?: string;
  place?: string;
  rule?: string;
  /** Only the meant time of a series changes. */
  isOneTime: boolean;
}

export interface Changed {
  event: Event;
  /** In minutes before it: too late to remind. */
  tooLate: number[];
}

/** Writes changes of events, with their reminders. */
@Injectable()
export class EventChanger {
  constructor(
    private readonly events: EventStore,
    private readonly reminders: EventReminders,
  ) {}

  /**
   * One time that is changed becomes an event of its own; a series that has begun and is moved goes on as another one, so that the past stays as
   * it was.
   */
  async change(
    tx: Transaction,
    owner: Owner,
    { event, starts: [start] }: Meant,
    { times, isOneTime, ...details }: WantedChange,
  ): Promise<Changed> {
    const { rule } = event;
    const put = times && stored(times);
    const replace = async (left: EventChange, instead: NewEvent): Promise<Changed> => {
      await this.#write(tx, owner, event, left);
      const id = await this.events.add(tx, owner.contactId, instead);
      const added = { ...instead, id };
      return { event: added, tooLate: await this.reminders.copy(tx, owner, event, added) };
    };
    if (rule !== undefined && isOneTime) {
      const same = stored({
        start,
        end: event.endsAt && start.plus(lengthOf(event)),
        isAllDay: event.isAllDay,
      });
      return replace(
        { rule: skipping(rule, [start]) },
        newEvent(event, { ...same, ...put, ...details, rule: null }),
      );
    }
    if (rule === undefined || !put) return this.#write(tx, owner, event, { ...put, ...details });
    const [first, to] = [event.startsAt, put.startsAt].map((at) =>
      DateTime.fromJSDate(at, { zone: event.timezone }),
    );
    if (!first || !to) throw new RangeError('an event without a start');
    const change = { ...put, ...details, rule: details.rule ?? goingOn(rule, first, start, to) };
    return hasBegun(rule, first, start)
      ? replace({ rule: endingBefore(rule, start) }, newEvent(event, change))
      : this.#write(tx, owner, event, change);
  }

  /** @param times of a series that do not take place */
  async skip(tx: Transaction, owner: Owner, event: Event, times: DateTime[]): Promise<void> {
    if (event.rule === undefined) await this.cancel(tx, owner.contactId, [event.id]);
    else await this.#write(tx, owner, event, { rule: skipping(event.rule, times) });
  }

  /** The time `at` of a series and all after it do not take place; the past stays. */
  async end(tx: Transaction, owner: Owner, event: Event, at: DateTime): Promise<void> {
    const first = DateTime.fromJSDate(event.startsAt, { zone: event.timezone });
    if (event.rule === undefined || !hasBegun(event.rule, first, at))
      await this.cancel(tx, owner.contactId, [event.id]);
    else await this.#write(tx, owner, event, { rule: endingBefore(event.rule, at) });
  }

  async cancel(tx: Transaction, contactId: string, ids: string[]): Promise<void> {
    await this.events.cancel(tx, contactId, ids);
    await this.reminders.cancel(tx, ids);
  }

  async #write(tx: Transaction, owner: Owner, event: Event, change: EventChange): Promise<Changed> {
    await this.events.change(tx, owner.contactId, event.id, change);
    const changed = { ...newEvent(event, change), title: change.title ?? event.title, id: event.id };
    return { event: changed, tooLate: await this.reminders.follow(tx, owner, changed, event.title) };
  }
}

const stored = ({
  start,
  end,
  isAllDay,
}: Times): { startsAt: Date; endsAt: Date | null; isAllDay: boolean } => ({
  startsAt: start.toJSDate(),
  endsAt: end?.toJSDate() ?? null,
  isAllDay,
});

function newEvent(event: Event, { endsAt, rule, ...change }: EventChange): NewEvent {
  const { id: _, ...kept } = event;
  return {
    ...kept,
    ...change,
    title: change.title ?? event.title ?? '',
    endsAt: endsAt === null ? undefined : (endsAt ?? event.endsAt),
    rule: rule === null ? undefined : (rule ?? event.rule),
  };
}

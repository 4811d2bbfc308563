import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, EventStore, ReminderStore, type Transaction } from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';

import { before, occurrencesOf, periodOf } from './event-times.ts';
import { ruleWords } from './rule-words.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** Without a period, so many of the next events are told. */
const mostUpcoming = 10;

/** What people want done with their calendar. */
@Injectable()
export class EventActions {
  constructor(
    private readonly events: EventStore,
    private readonly reminders: ReminderStore,
  ) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone } = request;
    const { title, when, place, recurrence } = action;
    if (!title) return { reply: replies.eventTitleMissing(), isUnfinished: true };
    if (!when || isTooWide(when)) return { reply: replies.eventTimeMissing(title), isUnfinished: true };
    const startsAt = new Date(when.start);
    const words = whenWords(when, request);
    if (!recurrence && isOver(when, timezone, now)) return { reply: replies.eventInPast(title, words) };
    const endsAt = when.end === undefined ? undefined : new Date(when.end);
    await this.events.add(tx, contactId, {
      title,
      place,
      startsAt,
      endsAt,
      isAllDay: when.grain === 'day',
      rule: recurrence?.rule,
      timezone,
    });
    const leadTimes = await this.#remindBefore(tx, request, title, startsAt);
    return {
      reply: replies.eventScheduled({
        title,
        time: words,
        place,
        repeats: recurrence && ruleWords(recurrence),
        leadTimes,
      }),
    };
  }

  async list(tx: Transaction, request: Request): Promise<Done> {
    const { action, now } = request;
    const period = action.when && periodOf(action.when, request.timezone);
    const found = await this.occurring(tx, request, period ?? upcoming(now));
    const events = period ? found : found.slice(0, mostUpcoming);
    const time = action.when && whenWords(action.when, { ...request, certain: true });
    return { reply: events.length > 0 ? replies.eventList(time, events) : replies.noEvents(time) };
  }

  /** The events in a period with the words for their times, soonest first; a repeated one as often as it occurs. */
  async occurring(
    tx: Transaction,
    request: Request,
    period: { from: Date; until: Date },
  ): Promise<{ title: string | undefined; time: string; place?: string }[]> {
    const events = await this.events.list(tx, request.contactId, period);
    return events
      .flatMap((event) => occurrencesOf(event, period).map((start) => ({ event, start })))
      .toSorted((one, other) => one.start.getTime() - other.start.getTime())
      .map(({ event, start }) => ({
        title: event.title,
        place: event.place,
        time: whenWords(timesOf(event, start), request),
      }));
  }

  async #remindBefore(tx: Transaction, request: Request, title: string, startsAt: Date): Promise<number[]> {
    const { contactId, action, now, timezone } = request;
    const start = DateTime.fromJSDate(startsAt, { zone: timezone });
    const told: number[] = [];
    for (const minutes of action.leadTimes ?? []) {
      const dueAt = before(start, minutes).toJSDate();
      if (dueAt <= now) continue;
      await this.reminders.add(tx, contactId, { title, dueAt });
      told.push(minutes);
    }
    return told;
  }
}

const isTooWide = ({ grain, end }: When): boolean =>
  (grain === 'week' || grain === 'month' || grain === 'year') && end === undefined;

function isOver({ start, end, grain }: When, timezone: string, now: Date): boolean {
  if (end !== undefined) return new Date(end) <= now;
  const at = DateTime.fromISO(start, { zone: timezone });
  return (grain === 'day' ? at.endOf('day') : at).toMillis() <= now.getTime();
}

function upcoming(now: Date): { from: Date; until: Date } {
  return { from: now, until: DateTime.fromJSDate(now).plus({ years: 1 }).toJSDate() };
}

function timesOf({ startsAt, endsAt, isAllDay }: Event, start: Date): When {
  const lengthMs = endsAt && endsAt.getTime() - startsAt.getTime();
  return {
    start: start.toISOString(),
    end: lengthMs === undefined ? undefined : new Date(start.getTime() + lengthMs).toISOString(),
    grain: isAllDay ? 'day' : 'minute',
  };
}

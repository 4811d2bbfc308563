import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Event, EventStore, type Transaction } from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';

import { occurrencesOf, periodOf } from './event-times.ts';
import { occurrenceWords } from './event-words.ts';
import { named } from './named.ts';
import { ruleWords } from './rule-words.ts';
import { TargetFinder } from './target-finder.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** An event, and which times of it are meant. */
export interface Meant {
  id: string;
  title: string | undefined;
  event: Event;
  /** Those within the time that was named; otherwise the next one. At least one, in the event's zone. */
  starts: [DateTime, ...DateTime[]];
}

type Found = { found: Meant } | { found?: undefined; answer: Done };

/** What any event is called: no name of one. */
const GENERIC = /\b(?:appointments?|meetings?|events?|sessions?|things?|calls?|one|next|upcoming)\b/gi;
/** So many are told when the one that was meant is not there. */
const mostNear = 3;
const aheadYears = 2;
/** So many times of a series can touch a moment: one that ends and one that goes on. */
const mostTouching = 2;

/** Which event an action is about. */
@Injectable()
export class EventFinder {
  constructor(
    private readonly events: EventStore,
    private readonly targets: TargetFinder,
  ) {}

  /** @param at the time by which it is named */
  async find(tx: Transaction, request: Request, at?: When): Promise<Found> {
    const all = await this.within(tx, request, at);
    const called = asCalled(request, all);
    const target = await this.targets.find(
      tx,
      called.request,
      'event',
      called.all,
      ({ event, starts: [start], title }) => ({
        words: title ?? replies.lostTitle(),
        detail: [
          occurrenceWords(event, start, request),
          event.rule !== undefined && ruleWords({ rule: event.rule }, request.timezone),
        ]
          .filter(Boolean)
          .join(', '),
      }),
    );
    if (target.found) return { found: target.found };
    return { answer: target.answer ?? (await this.#notFound(tx, request, at)) };
  }

  /**
   * All of one name, where there are several and one of them repeats: a series that was changed from some day on is kept as two, a time of it
   * that was moved as an event of its own.
   */
  async seriesOfOneName(tx: Transaction, request: Request): Promise<Meant[]> {
    const { all } = asCalled(request, await this.within(tx, request));
    const isOneName = new Set(all.map(({ title }) => title)).size === 1;
    return isOneName && all.length > 1 && all.some(({ event }) => event.rule !== undefined) ? all : [];
  }

  /**
   * Events with the times that they have within the named time, soonest first; without one, those to come with their next time, or,
   * where there are none, those of the last day.
   */
  async within(tx: Transaction, { contactId, now, timezone }: Request, at?: When): Promise<Meant[]> {
    const said = at && periodOf(at, timezone);
    const local = DateTime.fromJSDate(now);
    const period = said ?? {
      from: local.minus({ days: 1 }).toJSDate(),
      until: local.plus({ years: aheadYears }).toJSDate(),
    };
    const isExact =
      at !== undefined && (at.grain === 'hour' || at.grain === 'minute') && at.end === undefined;
    const meant = (await this.events.list(tx, contactId, period))
      .flatMap((event) => {
        const coming = said
          ? occurrencesOf(event, period).filter(
              (start) => !isExact || start.toMillis() >= period.from.getTime(),
            )
          : [nextOrLast(event, period, now)];
        const [first, ...others] = coming.filter((start) => start !== undefined);
        return first
          ? [{ id: event.id, title: event.title, event, starts: [first, ...others] as Meant['starts'] }]
          : [];
      })
      .toSorted((one, other) => one.starts[0].toMillis() - other.starts[0].toMillis());
    if (said) return meant;
    const ahead = meant.filter(({ event, starts: [start] }) => lasts(event, start, now));
    return [...ahead, ...meant.filter((one) => !ahead.includes(one))];
  }

  async #notFound(tx: Transaction, request: Request, at?: When): Promise<Done> {
    const { action, now } = request;
    const ahead = (await this.within(tx, request)).filter(({ event, starts: [start] }) =>
      lasts(event, start, now),
    );
    const called = asCalled({ ...request, picked: undefined }, ahead).all;
    const near = (called.length > 0 ? called : ahead).slice(0, mostNear);
    const time = at && whenWords(at, { ...request, certain: true });
    const events = near.map(({ event, starts: [start], title }) => ({
      title,
      time: occurrenceWords(event, start, request),
    }));
    return {
      reply: replies.eventUnknown(action.title, events, time),
      ...(near.length > 0 && { about: near.map(({ id }) => ({ kind: 'event' as const, id })) }),
    };
  }
}

/** The time that goes on or is next; where there is none, the last one of the period. */
function nextOrLast(event: Event, period: { from: Date; until: Date }, now: Date): DateTime | undefined {
  const next = occurrencesOf(event, { from: now, until: period.until }, mostTouching);
  return next.find((start) => lasts(event, start, now)) ?? occurrencesOf(event, period).at(-1);
}

/** It is not over. Without an end it is over when it has begun. */
const lasts = (event: Event, start: DateTime, now: Date): boolean =>
  endOrStart(event, start).toMillis() > now.getTime();

function endOrStart(event: Event, start: DateTime): DateTime {
  const { startsAt, endsAt } = event;
  return endsAt ? start.plus(endsAt.getTime() - startsAt.getTime()) : start;
}

/**
 * "the dentist appointment" is called "dentist", and any event is an appointment; of those that go by a name, the next is meant by "next", and
 * one of the past only if there is no other.
 */
function asCalled(request: Request, all: Meant[]): { request: Request; all: Meant[] } {
  const { action, now, picked } = request;
  const ahead = all.filter(({ event, starts: [start] }) => lasts(event, start, now));
  const pool = picked || ahead.length === 0 ? all : ahead;
  const soonest = (some: Meant[]): Meant[] => (action.part === 'one' ? some.slice(0, 1) : some);
  if (picked || action.title === undefined)
    return { request, all: picked || action.part !== 'one' ? pool : soonest(pool) };
  const bare = action.title.replaceAll(GENERIC, ' ').replace(/\s+/g, ' ').trim();
  for (const title of [action.title, bare]) {
    for (const some of [pool, all]) {
      const found = title === '' ? [] : named(some, title);
      if (found.length > 0) return { request: titled(request, title), all: soonest(found) };
    }
  }
  return bare === '' ? { request: titled(request, undefined), all: soonest(pool) } : { request, all: [] };
}

const titled = (request: Request, title: string | undefined): Request => ({
  ...request,
  action: { ...request.action, title },
});

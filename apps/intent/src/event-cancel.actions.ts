import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import type { Event, Subject, Transaction } from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';

import { EventChanger } from './event-change.ts';
import { EventFinder, type Meant } from './event-finder.ts';
import { occurrencesOf, periodOf } from './event-times.ts';
import { occurrenceWords } from './event-words.ts';
import { named } from './named.ts';
import { oneOrAll } from './one-or-all.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** A pause leaves out so many times at most. */
const mostPaused = 1_000;
/** So far ahead it is looked for what goes on. */
const aheadYears = 2;

/** Takes events out of the calendar, or some times of those that repeat. */
@Injectable()
export class EventCancelActions {
  constructor(
    private readonly finder: EventFinder,
    private readonly changer: EventChanger,
  ) {}

  async cancel(tx: Transaction, request: Request): Promise<Done> {
    const { action } = request;
    const at = stillToCome(action.currentWhen ?? action.when, request);
    if (action.all && !request.picked) return this.#cancelAll(tx, request, at);
    const isPause = action.part === 'until';
    const parts = isPause && at && !request.picked ? await this.finder.seriesOfOneName(tx, request) : [];
    const [first, ...others] = parts;
    if (first) return this.#pause(tx, request, [first, ...others], at);
    const isBoundary = action.part === 'following' || isPause;
    const target = await this.#target(tx, request, isBoundary, at);
    if (!target.found) return target.answer;
    const { found } = target;
    if (found.event.rule === undefined) return this.#cancelOne(tx, request, found);
    if (isBoundary) return this.#cancelFromOrUntil(tx, request, found, at);
    if (action.all) return this.#end(tx, request, found, found.starts[0]);
    if (action.part === 'one' || at)
      return this.#skip(tx, request, found, at ? found.starts : [found.starts[0]]);
    return oneOrAll(request, found);
  }

  /** Of several of one name, one that goes on after the boundary is meant. */
  async #target(
    tx: Transaction,
    request: Request,
    isBoundary: boolean,
    at?: When,
  ): ReturnType<EventFinder['find']> {
    if (!isBoundary) return this.finder.find(tx, request, at);
    if (request.action.part === 'following' && at) {
      const until = DateTime.fromISO(at.start, { setZone: true }).plus({ years: aheadYears });
      const after = await this.finder.find(tx, request, { ...at, end: until.toISO() ?? undefined });
      if (after.found) return after;
    }
    return this.finder.find(tx, request);
  }

  async #cancelOne(tx: Transaction, request: Request, meant: Meant): Promise<Done> {
    await this.changer.cancel(tx, request.contactId, [meant.id]);
    return { reply: replies.eventCancelled(told(request, meant)), about: [subjectOf(meant)] };
  }

  async #skip(
    tx: Transaction,
    request: Request,
    { event, ...meant }: Meant,
    starts: DateTime[],
  ): Promise<Done> {
    await this.changer.skip(tx, request, event, starts);
    const times = starts.map((start) => occurrenceWords(event, start, request));
    return { reply: replies.eventSkipped(event.title, times), about: [subjectOf(meant)] };
  }

  async #end(tx: Transaction, request: Request, { event, ...meant }: Meant, at: DateTime): Promise<Done> {
    await this.changer.end(tx, request, event, at);
    return {
      reply: replies.eventEnded(event.title, occurrenceWords(event, at, request)),
      about: [subjectOf(meant)],
    };
  }

  async #cancelFromOrUntil(tx: Transaction, request: Request, meant: Meant, at?: When): Promise<Done> {
    const { timezone, action } = request;
    if (action.part === 'until') return this.#pause(tx, request, [meant], at);
    const first = firstFrom(meant.event, at ? periodOf(at, timezone).from : meant.starts[0].toJSDate());
    return first
      ? this.#end(tx, request, meant, first)
      : { reply: replies.eventNothingAfter(meant.event.title), about: [subjectOf(meant)] };
  }

  /** @param series of one name */
  async #pause(tx: Transaction, request: Request, series: [Meant, ...Meant[]], at?: When): Promise<Done> {
    const { now, timezone } = request;
    const [{ title, event: shown, starts }] = series;
    const about = series.map(subjectOf);
    const boundary = at ? periodOf(at, timezone).from : starts[0].toJSDate();
    const paused = series.map(({ event }) => ({ event, times: allBetween(event, now, boundary) }));
    if (paused.every(({ times }) => times.length === 0))
      return { reply: replies.eventNothingBefore(title), about };
    for (const { event, times } of paused)
      if (times.length > 0) await this.changer.skip(tx, request, event, times);
    // Of a very long pause only the first part is kept, and said.
    const cut = paused.find(({ times }) => times.length === mostPaused)?.times.at(-1);
    const from = cut ? cut.plus({ milliseconds: 1 }).toJSDate() : boundary;
    const [next] = series
      .flatMap(({ event }) => {
        const start = firstFrom(event, from);
        return start ? [{ event, start }] : [];
      })
      .toSorted((one, other) => one.start.toMillis() - other.start.toMillis());
    const nextWords = next && occurrenceWords(next.event, next.start, request);
    const said = at
      ? whenWords(at, { ...request, certain: true })
      : occurrenceWords(shown, starts[0], request);
    return { reply: replies.eventPaused(title, cut && nextWords ? nextWords : said, nextWords), about };
  }

  /** Several at once are told first, and go after a yes. */
  async #cancelAll(tx: Transaction, request: Request, at?: When): Promise<Done> {
    const { action, now, isConfirmed } = request;
    const within = await this.finder.within(tx, request, at);
    const all = within.filter(
      ({ event, starts }) => at ?? (event.endsAt ?? (starts.at(-1) as DateTime).toJSDate()) > now,
    );
    const meant = action.title === undefined ? all : named(all, action.title);
    const [only] = meant;
    if (!only) {
      const time = at && whenWords(at, { ...request, certain: true });
      return {
        reply: action.title === undefined ? replies.noEvents(time) : replies.eventUnknown(action.title, []),
      };
    }
    const isSafe = meant.length === 1 && (action.title !== undefined || only.event.rule === undefined);
    if (!isSafe && !isConfirmed)
      return { reply: replies.cancelAll(meant.map((one) => told(request, one))), asksFirst: true };
    for (const { event, starts } of meant) {
      if (event.rule !== undefined && at) await this.changer.skip(tx, request, event, starts);
      else await this.changer.end(tx, request, event, starts[0]);
    }
    return {
      reply: replies.eventsCancelled(meant.map((one) => told(request, one))),
      about: meant.map(subjectOf),
    };
  }
}

const subjectOf = ({ id }: Pick<Meant, 'id'>): Subject => ({ kind: 'event', id });

const told = (
  request: Request,
  { event, starts: [start] }: Meant,
): { title: string | undefined; time: string } => ({
  title: event.title,
  time: occurrenceWords(event, start, request),
});

function firstFrom(event: Event, from: Date): DateTime | undefined {
  const until = DateTime.fromJSDate(from).plus({ years: 10 }).toJSDate();
  return occurrencesOf(event, { from, until }).find((start) => start.toJSDate() >= from);
}

/** One look finds a limited number of them. */
function allBetween(event: Event, from: Date, until: Date): DateTime[] {
  const found = occurrencesOf(event, { from, until });
  for (let last = found.at(-1); last && found.length < mostPaused;) {
    const after = last;
    const more = occurrencesOf(event, { from: last.toJSDate(), until }).filter((start) => start > after);
    found.push(...more);
    last = more.at(-1);
  }
  return found;
}

/** "not this wednesday", said on a saturday: what is cancelled is still to come. */
function stillToCome(at: When | undefined, { action, now, timezone }: Request): When | undefined {
  if (at?.grain !== 'day' || at.end !== undefined || !THIS_DAY.test(action.words)) return at;
  if (periodOf(at, timezone).until > now) return at;
  const next = DateTime.fromISO(at.start, { zone: timezone }).plus({ weeks: 1 });
  return { ...at, start: next.toISO() ?? at.start };
}

const THIS_DAY =
  /\bthis (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\b/i;

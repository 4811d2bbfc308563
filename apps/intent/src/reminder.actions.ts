import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  type Event,
  EventStore,
  FocusStore,
  type Reminder,
  ReminderStore,
  RungReminderStore,
  type Transaction,
} from '#data';
import { replies } from '#replies';
import { later, nextOccurrences } from '#understanding/recurrence';

import { announcedFrom, morningOf, occurrencesOf } from './event-times.ts';
import { leadsBefore } from './lead-times.ts';
import { named } from './named.ts';
import { aboutReminder, repeatsWords, toldReminder } from './reminder-words.ts';
import { timeWords, whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';
import { UsualReminders } from './usual-reminders.ts';

const minutesOfDay = 1_440;
/** "when I get home", "once I leave work" */
const AT_PLACE =
  /\b(?:when(?:ever)?|once|as soon as|the moment|next time) (?:i|we)(?:'m|’m|'re| am| are)? (?:next )?(?:get|come|arrive|go|drive|walk|head|leave|reach|pass|enter|visit|back|at|in|near|by|home)\b/i;

/** What people want done with their reminders. */
@Injectable()
export class ReminderActions {
  constructor(
    private readonly reminders: ReminderStore,
    private readonly rung: RungReminderStore,
    private readonly events: EventStore,
    private readonly usual: UsualReminders,
    private readonly focus: FocusStore,
  ) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { title: said, when, leadTimes, leadDays, before } = request.action;
    const isBefore = (leadTimes ?? leadDays) !== undefined;
    const announced =
      isBefore && !when
        ? await this.#announced(tx, request, before ?? said, before !== undefined)
        : undefined;
    const title = before === undefined ? (announced?.title ?? said) : said;
    if (!title)
      return { reply: replies.reminderTitleMissing(when && whenWords(when, request)), isUnfinished: true };
    const start = isBefore && !when ? announced?.start : startOf(request);
    if (!start) {
      const reply = isBefore
        ? replies.eventTimeMissing(before ?? title)
        : AT_PLACE.test(request.action.words)
          ? replies.reminderPlaceUnseen(title)
          : replies.reminderTimeMissing(title);
      return { reply, isUnfinished: true };
    }
    const isOver = (at: DateTime): boolean => at.toMillis() <= request.now.getTime();
    const leads = leadsBefore(request.action, start) ?? [0];
    const ahead = leads.filter((minutes) => !isOver(later(start, -minutes)));
    const told = ahead.length > 0 ? ahead : leads;
    const words = timesWords(
      told.map((minutes) => later(start, -minutes)),
      request,
    );
    if (ahead.length === 0) {
      // "Remind me today", said in the afternoon: the day is not over, only the hour is unknown.
      const dayGoesOn = when?.grain === 'day' && !isOver(start.endOf('day'));
      return dayGoesOn
        ? { reply: replies.reminderTimeMissing(title), isUnfinished: true }
        : { reply: replies.reminderInPast(title, words), isUnfinished: true };
    }
    const { recurrence, untilDone, afterDone } = request.action;
    const repeats = repeatsWords({ rule: recurrence?.rule, afterDone }, request.timezone);
    const twins = await this.#twins(
      tx,
      request,
      title,
      ahead.map((minutes) => later(start, -minutes)),
      announced?.eventId,
    );
    if (twins.every((twin) => twin !== undefined))
      return {
        reply: replies.reminderKnown(title, words, { repeats, untilDone }),
        about: twins.map(aboutReminder),
      };
    const groupId = ahead.length > 1 ? randomUUID() : undefined;
    const ids: string[] = [];
    for (const [at, leadMinutes] of ahead.entries()) {
      if (twins[at]) continue;
      const series = recurrence && {
        rule: recurrence.rule,
        start: start.toJSDate(),
        timezone: request.timezone,
        leadMinutes,
      };
      const dueAt = later(start, -leadMinutes).toJSDate();
      const { timezone } = request;
      const event = announced && { id: announced.eventId, leadMinutes };
      const reminder = {
        title,
        dueAt,
        series,
        timezone,
        groupId,
        ring: untilDone ? 0 : undefined,
        afterDone,
        event,
      };
      ids.push(await this.reminders.add(tx, request.contactId, reminder));
    }
    if (announced) await this.usual.end(tx, request.contactId, announced.eventId);
    return {
      reply: replies.reminderSet(title, words, { repeats, untilDone }),
      about: ids.map((id) => aboutReminder({ id })),
    };
  }

  /** Of each time the reminder that is there already: the wish may be said again, and is not to ring twice. */
  async #twins(
    tx: Transaction,
    { contactId, action: { recurrence, untilDone, afterDone } }: Request,
    title: string,
    times: DateTime[],
    eventId?: string,
  ): Promise<(Reminder | undefined)[]> {
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    const same = upcoming.filter(
      (one) =>
        one.title?.toLowerCase() === title.toLowerCase() &&
        one.eventId === eventId &&
        one.rule === recurrence?.rule &&
        one.ring === (untilDone ? 0 : undefined) &&
        one.afterDone === afterDone,
    );
    return times.map((at) => same.find(({ dueAt }) => dueAt.getTime() === at.toMillis()));
  }

  /**
   * When the event begins that goes by this name, "a day before jeff's birthday", or else that was talked about: "an hour before".
   *
   * @param isNamed `title` is that of the event, and not of what is to be done before it
   */
  async #announced(
    tx: Transaction,
    { contactId, now, timezone, habits }: Request,
    title: string | undefined,
    isNamed: boolean,
  ): Promise<{ eventId: string; start: DateTime; title?: string } | undefined> {
    const until = DateTime.fromJSDate(now).plus({ years: 1 }).toJSDate();
    const events = await this.events.list(tx, contactId, { from: now, until });
    const called = title === undefined ? undefined : calledSo(events, title);
    // "the evening before to book a table": what is to be done before the event that was talked about.
    const found = called ?? (isNamed ? undefined : await this.#spokenOf(tx, contactId, events));
    const [start] = found ? occurrencesOf(found, { from: now, until }, 1) : [];
    if (!start || !found) return undefined;
    return {
      eventId: found.id,
      start: announcedFrom(start, found.isAllDay, habits).setZone(timezone),
      // "the dentist" is the event itself, "buy a present for the wedding" is not.
      title: title === undefined || named([found], title).length > 0 ? found.title : undefined,
    };
  }

  async #spokenOf(tx: Transaction, contactId: string, events: Event[]): Promise<Event | undefined> {
    const [last] = await this.focus.lastOf(tx, contactId);
    if (last?.kind !== 'event' && last?.kind !== 'reminder') return undefined;
    const eventId = last.kind === 'event' ? last.id : (await this.rung.eventOf(tx, contactId, last.id))?.id;
    return events.find(({ id }) => id === eventId);
  }

  async list(tx: Transaction, request: Request): Promise<Done> {
    const upcoming = await this.reminders.listUpcoming(tx, request.contactId);
    if (upcoming.length === 0) return { reply: replies.noReminders() };
    const told = upcoming.map((one) => toldReminder(one, request));
    return { reply: replies.reminderList(told), about: upcoming.map(aboutReminder) };
  }
}

function calledSo(events: Event[], title: string): Event | undefined {
  const wanted = title.toLowerCase();
  const called = events.find((event) => event.title && wanted.includes(event.title.toLowerCase()));
  return called ?? named(events, title)[0];
}

/** When to ring; undefined when that was not said closely enough: in "next week" a day could be guessed, and would be wrong. */
function startOf(request: Request): DateTime | undefined {
  const { action, now, timezone, habits } = request;
  const { when, recurrence, afterDone } = action;
  if (!when && afterDone !== undefined) return firstAfterDone(afterDone, request);
  if (!when || when.grain === 'week' || when.grain === 'month' || when.grain === 'year') return undefined;
  const said = DateTime.fromISO(when.start, { zone: timezone });
  const start = when.grain === 'day' ? morningOf(said, habits) : said;
  if (!recurrence || start.toMillis() > now.getTime()) return start;
  const [next] = nextOccurrences(recurrence.rule, start.toISO() ?? '', timezone, now, 1);
  return next ? DateTime.fromJSDate(next, { zone: timezone }) : start;
}

/** As if it had just been done; what is days later rings in the morning. */
function firstAfterDone(minutes: number, { now, timezone, habits }: Request): DateTime {
  const local = DateTime.fromJSDate(now, { zone: timezone });
  const days = minutes / minutesOfDay;
  return Number.isInteger(days) ? morningOf(local.plus({ days }), habits) : local.plus({ minutes });
}

function timesWords(times: DateTime[], { now, certain }: Request): string {
  const words = times.map((at) => timeWords(at, DateTime.fromJSDate(now), certain));
  return replies.inWords(words);
}

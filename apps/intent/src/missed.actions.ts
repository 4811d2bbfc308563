import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, RungHistoryStore, type RungOnce, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

import { periodOf } from './event-times.ts';
import { named } from './named.ts';
import { aboutReminder, dueWords } from './reminder-words.ts';
import { dueOf } from './task-due.ts';
import { aboutTask } from './task-lists.ts';
import { timeWords, whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** Nobody asks what they missed longer ago. */
const mostDays = 7;
/** "Did you remind me?" without a time is about so many hours. */
const usualHours = 24;

interface Span {
  from: Date;
  until: Date;
  /** "today", "since Tue 24 Nov" */
  words: string;
}

/** Tells what people missed, and whether we reminded them, from what really rang and what WhatsApp reported of it. */
@Injectable()
export class MissedActions {
  constructor(
    private readonly history: RungHistoryStore,
    private readonly reminders: ReminderStore,
    private readonly tasks: TaskStore,
  ) {}

  tell(tx: Transaction, request: Request): Promise<Done> {
    return request.action.asksReminded ? this.#reminded(tx, request) : this.#missed(tx, request);
  }

  async #missed(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, messageId, now } = request;
    const wroteAt = await this.history.lastWroteAt(tx, contactId, messageId);
    const span = saidSpan(request) ?? spanSince(wroteAt ?? now, request);
    const rung = (await this.history.list(tx, contactId, span)).filter(isMissed);
    const open = await this.tasks.listOpen(tx, contactId);
    const overdue = open.filter((task) => dueOf(task, request)?.isOverdue);
    if (rung.length === 0 && overdue.length === 0) return { reply: replies.nothingMissed(span.words) };
    const reply = replies.missed(span.words, { rung: rung.map((one) => told(one, request)), overdue });
    return { reply, about: [...rung.map(aboutReminder), ...overdue.map(aboutTask)] };
  }

  async #reminded(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    const { title } = action;
    const span = saidSpan(request) ?? usualSpan(request);
    const all = await this.history.list(tx, contactId, span);
    const rung = title === undefined ? all : named(all, title);
    if (rung.length > 0) {
      return { reply: replies.reminded(rung.map((one) => told(one, request))), about: aboutAll(rung) };
    }
    const upcoming =
      title === undefined ? [] : named(await this.reminders.listUpcoming(tx, contactId), title);
    const [next] = upcoming;
    if (!next) return { reply: replies.notReminded(span.words, title) };
    return {
      reply: replies.remindsLater(next.title, dueWords(next.dueAt, request)),
      about: [aboutReminder(next)],
    };
  }
}

const isMissed = ({ isDone, isOfEvent, delivery }: RungOnce): boolean =>
  !isDone && !(isOfEvent && delivery.state === 'read');

const aboutAll = (rung: RungOnce[]): Done['about'] => (rung.length > 0 ? rung.map(aboutReminder) : undefined);

function told(
  { title, rangAt, delivery }: RungOnce,
  request: Request,
): Parameters<typeof replies.reminded>[0][number] {
  const at = 'at' in delivery ? delivery.at : undefined;
  return {
    title,
    rang: pastWords(rangAt, request),
    state: delivery.state,
    ...(at && { time: pastWords(at, request) }),
  };
}

/** "at 9:00 AM" of today, "on Thu 26 Nov at 9:00 AM" */
function pastWords(at: Date, { now, timezone, certain }: Request): string {
  const moment = DateTime.fromJSDate(at, { zone: timezone });
  const isToday = moment.hasSame(DateTime.fromJSDate(now, { zone: timezone }), 'day');
  return isToday ? replies.wasDue(moment, true) : timeWords(moment, DateTime.fromJSDate(now), certain);
}

/** The day or week that was named. What is asked about is over: "this morning" is today, "the 9am reminder" today's. */
function saidSpan({ action: { when }, now, timezone, certain }: Request): Span | undefined {
  if (!when) return undefined;
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
  const start = DateTime.fromISO(when.start, { zone: timezone }).startOf('day');
  if (start >= today) return { from: today.toJSDate(), until: now, words: replies.duringToday() };
  const isWide = when.grain === 'week' || when.grain === 'month' || when.grain === 'year';
  const day = { start: start.toISO() ?? when.start, grain: 'day' as const };
  const words = whenWords(isWide ? when : day, { now, timezone, certain });
  return {
    ...periodOf(isWide ? when : day, timezone),
    words: isWide ? replies.duringPeriod(words) : replies.duringDay(words),
  };
}

/** Today, or from when the person wrote last, if that is longer ago. */
function spanSince(wroteAt: Date, { now, timezone }: Request): Span {
  const until = DateTime.fromJSDate(now, { zone: timezone });
  const today = until.startOf('day');
  const wrote = DateTime.fromJSDate(wroteAt, { zone: timezone });
  const from = DateTime.max(DateTime.min(today, wrote), until.minus({ days: mostDays }));
  const words = from >= today ? replies.duringToday() : replies.sinceDay(from);
  return { from: from.toJSDate(), until: now, words };
}

function usualSpan({ action: { title }, now }: Request): Span {
  const hours = title === undefined ? usualHours : mostDays * 24;
  const words = title === undefined ? replies.duringLastDay() : replies.duringLastWeek();
  return { from: new Date(now.getTime() - hours * 3_600_000), until: now, words };
}

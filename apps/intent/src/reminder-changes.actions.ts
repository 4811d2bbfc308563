import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  FocusStore,
  type Reminder,
  ReminderStore,
  type RungReminder,
  RungReminderStore,
  type Transaction,
} from '#data';
import { replies } from '#replies';
import { nextRing } from '#understanding/recurrence';

import { periodOf } from './event-times.ts';
import { named } from './named.ts';
import { lacksNewName } from './new-name.ts';
import { changedTime } from './reminder-times.ts';
import { aboutReminder, dueWords, repeatsWords, toldReminder } from './reminder-words.ts';
import { type Target, TargetFinder } from './target-finder.ts';
import type { Done, Request } from './understood.ts';

/** "stop reminding me of the pills": all of its times are meant. */
const ENDS_SERIES =
  /\b(?:stop|quit|don'?t|do not|no longer|any ?more|any longer|all|every|series|whole|entire|altogether|completely|for good)\b/i;

const SKIPS = /^skip\b|\bnext (?:one|time)\b|\b(?:only|just) (?:this|the next)\b/i;

/** Changes and cancels reminders that have not rung yet. */
@Injectable()
export class ReminderChanges {
  constructor(
    private readonly reminders: ReminderStore,
    private readonly store: RungReminderStore,
    private readonly finder: TargetFinder,
    private readonly focus: FocusStore,
  ) {}

  async cancel(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, picked } = request;
    await this.reminders.hold(tx, contactId);
    const upcoming = await this.#toCome(tx, contactId);
    const over = await this.#ended(tx, request, upcoming);
    if (over) return over;
    if (upcoming.length === 0) return { reply: replies.noReminders() };
    const said = within(upcoming, request);
    if (action.all && !picked) return this.#cancelAll(tx, request, said);
    const target = await this.#find(tx, request, oneOfEachGroup(said));
    if (!target.found) return target.answer ?? unknown(upcoming, request);
    const { found } = target;
    const isAll = action.all === true || ENDS_SERIES.test(action.words);
    const isOne = !isAll && (action.part === 'one' || action.when !== undefined || SKIPS.test(action.words));
    if (found.series && !isOne && !isAll) return askScope(found, request);
    if (found.series && isOne) return this.#skip(tx, request, found);
    const together = upcoming.filter(({ id, groupId }) => id === found.id || isIn(found, groupId));
    return this.#end(tx, request, together);
  }

  /** "stop bugging me about it", after the only time at which it was to ring. */
  async #ended(tx: Transaction, request: Request, upcoming: Reminder[]): Promise<Done | undefined> {
    const { contactId, action, picked, quoted } = request;
    if (action.title !== undefined || action.all || action.when) return undefined;
    const rang = picked
      ? await this.store.findRung(tx, contactId, picked.id)
      : await this.#rang(tx, contactId, quoted);
    if (!rang || rang.isDone) return undefined;
    const goesOn = upcoming.some((one) => one.title === rang.title || one.againOfId === rang.id);
    if (goesOn) return undefined;
    await this.store.markDone(tx, contactId, rang, request.now);
    return {
      reply: replies.reminderDone(rang.title, { isStopped: true }),
      about: [aboutReminder(rang)],
    };
  }

  /** One that rang, and whose message waits to leave, has not come either; its next time stands for it. */
  async #toCome(tx: Transaction, contactId: string): Promise<Reminder[]> {
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    const held = await this.store.listHeldBack(tx, contactId);
    return [...held.filter((one) => !upcoming.some((next) => isSame(one, next))), ...upcoming];
  }

  async update(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    await this.reminders.hold(tx, contactId);
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    if (upcoming.length === 0) return { reply: replies.noReminders() };
    const target = await this.#find(tx, request, within(upcoming, request));
    if (!target.found) return target.answer ?? unknown(upcoming, request);
    const { found } = target;
    if (action.laterBy !== undefined) return this.#shift(tx, request, found, action.laterBy);
    const { newTitle, when, recurrence } = action;
    if (lacksNewName(action)) return { reply: replies.newNameMissing(found.title), isUnfinished: true };
    if (!newTitle && !when && !recurrence)
      return { reply: replies.reminderChangeMissing(found.title), isUnfinished: true };
    const change = when || recurrence ? changedTime(found, request) : { dueAt: found.dueAt };
    if (change.dueAt <= request.now)
      return {
        reply: replies.reminderInPast(found.title ?? '', dueWords(change.dueAt, request)),
        isUnfinished: true,
      };
    if (change.isOnce) {
      if (newTitle)
        await this.store.change(tx, contactId, [found.id], { title: newTitle, dueAt: found.dueAt });
      return this.#moveOnce(tx, request, { ...found, title: newTitle ?? found.title }, change.dueAt);
    }
    const { dueAt, series } = change;
    const count = await this.store.change(tx, contactId, [found.id], { title: newTitle, dueAt, series });
    if (count === 0) return { reply: replies.reminderGone() };
    const { rule } = series ?? found.series ?? {};
    const repeats = repeatsWords({ rule, afterDone: found.afterDone }, request.timezone);
    return {
      reply: replies.reminderChanged(newTitle ?? found.title, dueWords(dueAt, request), repeats),
      about: [aboutReminder(found)],
    };
  }

  /** "make it 15 minutes later" */
  async #shift(tx: Transaction, request: Request, found: Reminder, minutes: number): Promise<Done> {
    const dueAt = new Date(found.dueAt.getTime() + minutes * 60_000);
    return dueAt > request.now
      ? this.#moveOnce(tx, request, found, dueAt)
      : {
          reply: replies.reminderInPast(found.title ?? '', dueWords(dueAt, request)),
          isUnfinished: true,
        };
  }

  /** Snoozes one that has not rung. */
  async putOff(tx: Transaction, request: Request, dueAt: DateTime): Promise<Done> {
    const { contactId } = request;
    await this.reminders.hold(tx, contactId);
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    if (upcoming.length === 0) return { reply: replies.noReminders() };
    const target = await this.#find(tx, request, upcoming);
    if (!target.found) return target.answer ?? unknown(upcoming, request);
    return this.#moveOnce(tx, request, target.found, dueAt.toJSDate());
  }

  async #find(tx: Transaction, request: Request, all: Reminder[]): Promise<Target<Reminder>> {
    const { contactId, action, picked, quoted } = request;
    // One that rang stands for its next time.
    const rang = action.title === undefined && !picked && (await this.#rang(tx, contactId, quoted));
    const next = rang ? all.filter((one) => one.title === rang.title || one.againOfId === rang.id) : [];
    return this.finder.find(tx, request, 'reminder', next.length > 0 ? next : all, (one) => {
      const { title, time, repeats } = toldReminder(one, request);
      return { words: title ?? replies.lostReminder(), detail: [time, repeats].filter(Boolean).join(', ') };
    });
  }

  async #rang(tx: Transaction, contactId: string, quoted?: string): Promise<RungReminder | undefined> {
    const [about] =
      quoted === undefined
        ? await this.focus.lastOf(tx, contactId)
        : await this.focus.ofMessage(tx, contactId, quoted);
    return about?.kind === 'reminder' ? this.store.findRung(tx, contactId, about.id) : undefined;
  }

  async #cancelAll(tx: Transaction, request: Request, said: Reminder[]): Promise<Done> {
    const { action, isConfirmed } = request;
    const meant = action.title === undefined ? said : named(said, action.title);
    if (meant.length === 0) return unknown(said, request);
    if (meant.length === 1 || isConfirmed) return this.#end(tx, request, meant);
    return {
      reply: replies.cancelAllReminders(meant.map((one) => toldReminder(one, request))),
      asksFirst: true,
    };
  }

  async #end(tx: Transaction, request: Request, meant: Reminder[]): Promise<Done> {
    const held = await this.store.listHeldBack(tx, request.contactId);
    const ids = [...meant, ...held.filter((one) => meant.some((next) => isSame(one, next)))].map(
      ({ id }) => id,
    );
    const count = await this.store.cancel(tx, request.contactId, ids);
    if (count === 0) return { reply: replies.reminderGone() };
    const reply = replies.remindersCancelled(meant.map((one) => toldReminder(one, request)));
    return { reply, about: meant.map(aboutReminder) };
  }

  /** This time of a series does not ring. */
  async #skip(tx: Transaction, request: Request, { id, title, series, dueAt }: Reminder): Promise<Done> {
    const { contactId } = request;
    const next = series && nextRing(series, dueAt);
    await (next
      ? this.store.change(tx, contactId, [id], { dueAt: next })
      : this.store.cancel(tx, contactId, [id]));
    const reply = replies.reminderSkipped(title, dueWords(dueAt, request), next && dueWords(next, request));
    return { reply, about: [aboutReminder({ id })] };
  }

  /** Of a series, only this time; the others stay. */
  async #moveOnce(tx: Transaction, request: Request, found: Reminder, dueAt: Date): Promise<Done> {
    const { contactId, timezone } = request;
    const { id, title, series, ring } = found;
    const reply = replies.reminderChanged(title, dueWords(dueAt, request));
    if (!series) {
      const count = await this.store.change(tx, contactId, [id], { dueAt });
      return count === 0 ? { reply: replies.reminderGone() } : { reply, about: [aboutReminder(found)] };
    }
    const next = await this.#skip(tx, request, found);
    const moved = await this.reminders.add(tx, contactId, { title: title ?? '', dueAt, timezone, ring });
    return { reply: `${reply}\n${next.reply}`, about: [aboutReminder({ id: moved })] };
  }
}

/** The same wish, at another time. */
const isSame = (one: Reminder, other: Reminder): boolean =>
  one.id === other.id ||
  (one.title === other.title && one.rule === other.rule && one.rule !== undefined) ||
  [one.id, one.againOfId].includes(other.againOfId ?? '');

/** Those at the time by which they are named: "the reminder for tomorrow". */
function within(all: Reminder[], { action, timezone }: Request): Reminder[] {
  const { intent, when, currentWhen = intent === 'cancel_reminder' ? when : undefined } = action;
  if (!currentWhen) return all;
  const { from, until } = periodOf(currentWhen, timezone);
  return all.filter(({ dueAt }) => dueAt >= from && dueAt < until);
}

const isIn = ({ groupId }: Reminder, other?: string): boolean => groupId !== undefined && groupId === other;

/** "a day and an hour before" is one thing to the person. */
const oneOfEachGroup = (all: Reminder[]): Reminder[] =>
  all.filter((one, at) => !all.slice(0, at).some((before) => isIn(one, before.groupId)));

function askScope(found: Reminder, request: Request): Done {
  const subject = aboutReminder(found);
  const { title, time, repeats = '' } = toldReminder(found, request);
  return {
    reply: replies.reminderScope(title, time, repeats),
    options: [
      { subject, means: { part: 'one' }, words: replies.onlyThisTime(), detail: time },
      { subject, means: { all: true }, words: replies.allOfThem(), detail: repeats },
    ],
  };
}

function unknown(all: Reminder[], request: Request): Done {
  const told = all.map((one) => toldReminder(one, request));
  return { reply: replies.reminderUnknown(request.action.title, told), about: all.map(aboutReminder) };
}

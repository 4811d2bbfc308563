import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Reminder, ReminderStore, RungReminderStore, type Transaction } from '#data';
import { replies } from '#replies';

import { named } from './named.ts';
import { aboutReminder } from './reminder-words.ts';
import { type Target, TargetFinder } from './target-finder.ts';
import { endWords, leftWords, lengthWords } from './timer-words.ts';
import type { Done, Request } from './understood.ts';

/** What is left of a timer is known only while it runs. */
const PAUSES = /\b(?:pause|hold|freeze|suspend)\b/i;

/** What people want done with their timers. */
@Injectable()
export class TimerActions {
  constructor(
    private readonly reminders: ReminderStore,
    private readonly store: RungReminderStore,
    private readonly finder: TargetFinder,
  ) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, timezone, now, saidAt } = request;
    const { title = '', when } = action;
    const dueAt = when && new Date(when.start);
    if (!dueAt) return { reply: replies.timerLengthMissing(title), isUnfinished: true };
    if (dueAt <= now) return { reply: replies.timerOver(title), isUnfinished: true };
    const id = await this.reminders.add(tx, contactId, { kind: 'timer', title, dueAt, timezone });
    const reply = replies.timerSet(title, lengthWords(dueAt, wholeSecond(saidAt)), endWords(dueAt, request));
    return { reply, about: [aboutReminder({ id })] };
  }

  async list(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    const running = await this.reminders.listTimers(tx, contactId);
    if (running.length === 0) return { reply: replies.noTimers() };
    const asked = action.title === undefined ? running : named(running, action.title);
    const told = asked.length > 0 ? asked : running;
    return {
      reply: replies.timerList(
        told.map((timer) => ({ title: timer.title, left: leftWords(timer, request) })),
      ),
      about: told.map(aboutReminder),
    };
  }

  async cancel(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    const running = await this.reminders.listTimers(tx, contactId);
    if (running.length === 0) return { reply: replies.noTimers() };
    const target = action.all ? undefined : await this.#find(tx, request, running);
    if (target && !target.found) return target.answer ?? unknown(running, request);
    const stopped = target?.found ? [target.found] : running;
    const count = await this.store.cancel(
      tx,
      contactId,
      stopped.map(({ id }) => id),
    );
    if (count === 0) return { reply: replies.noTimers() };
    return {
      reply: replies.timersStopped(
        stopped.map((timer) => ({ title: timer.title, left: leftWords(timer, request) })),
      ),
      about: stopped.map(aboutReminder),
    };
  }

  /** "add 5 minutes to the timer": its `when` is now and what is added. One that has just rung goes on for so long. */
  async extend(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, saidAt, now } = request;
    const { title, when } = action;
    if (!when && PAUSES.test(action.words)) return this.#notPaused(tx, request);
    if (!when) return { reply: replies.timerMoreMissing(), isUnfinished: true };
    const addedMs = Date.parse(when.start) - wholeSecond(saidAt).getTime();
    const running = await this.reminders.listTimers(tx, contactId);
    const rung = (await this.store.listRung(tx, contactId)).find(
      (one) => one.kind === 'timer' && (title === undefined || named([one], title).length > 0),
    );
    const target = await this.#find(tx, request, running);
    if (!target.found && target.answer) return target.answer;
    if (!target.found && !rung)
      return running.length > 0 ? unknown(running, request) : { reply: replies.noTimers() };
    const { found } = target;
    const dueAt = new Date((found ? found.dueAt : now).getTime() + addedMs);
    const id = found?.id ?? (rung && (await this.store.ringAgain(tx, contactId, rung, dueAt))) ?? '';
    if (found && (await this.store.change(tx, contactId, [found.id], { dueAt })) === 0)
      return { reply: replies.noTimers() };
    const left = leftWords({ dueAt }, request);
    return {
      reply: replies.timerExtended((found ?? rung)?.title, left, endWords(dueAt, request)),
      about: [aboutReminder({ id })],
    };
  }

  async #notPaused(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    const running = await this.reminders.listTimers(tx, contactId);
    if (running.length === 0) return { reply: replies.noTimers() };
    const target = running.length > 1 && !action.all ? await this.#find(tx, request, running) : undefined;
    const told = target?.found ? [target.found] : running;
    if (target && !target.found && !target.answer && action.title !== undefined)
      return unknown(running, request);
    return {
      reply: replies.timerNotPaused(
        told.map((timer) => ({ title: timer.title, left: leftWords(timer, request) })),
      ),
      about: told.map(aboutReminder),
    };
  }

  #find(tx: Transaction, request: Request, running: Reminder[]): Promise<Target<Reminder>> {
    return this.finder.find(tx, request, 'reminder', running, (timer) => ({
      words: timer.title || replies.timerName(timer.title),
      detail: replies.timeLeft(leftWords(timer, request)),
    }));
  }
}

const wholeSecond = (at: Date): Date => DateTime.fromJSDate(at).startOf('second').toJSDate();

function unknown(running: Reminder[], request: Request): Done {
  const told = running.map((timer) => ({ title: timer.title, left: leftWords(timer, request) }));
  return { reply: replies.timerUnknown(request.action.title, told), about: running.map(aboutReminder) };
}

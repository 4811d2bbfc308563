import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  FocusStore,
  ReminderStore,
  type RungReminder,
  RungReminderStore,
  TaskStore,
  type Transaction,
} from '#data';
import { replies } from '#replies';

import { morningOf } from './event-times.ts';
import { named } from './named.ts';
import { ReminderChanges } from './reminder-changes.actions.ts';
import { aboutReminder, againWords, dueWords } from './reminder-words.ts';
import { pauseIn, saysDone } from './rung-words.ts';
import type { Done, Request } from './understood.ts';

const usualPauseMinutes = 10;

/** What people answer to a reminder that rang: done, or later. */
@Injectable()
export class RungActions {
  constructor(
    private readonly rung: RungReminderStore,
    private readonly reminders: ReminderStore,
    private readonly changes: ReminderChanges,
    private readonly tasks: TaskStore,
    private readonly focus: FocusStore,
  ) {}

  /** @returns undefined when it is no answer to a reminder */
  async answer(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { action, picked, isAlone } = request;
    if (action.intent === 'snooze_reminder') return this.#snooze(tx, request);
    const answered = picked || !isAlone ? undefined : await this.#answered(tx, request);
    return answered ?? (action.intent === 'complete_task' ? this.#complete(tx, request) : undefined);
  }

  /** "done", "already done", "in ten minutes": said of nothing but what rang last. */
  async #answered(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { words } = request.action;
    const minutes = pauseIn(words);
    if (minutes === undefined && !saysDone(words)) return undefined;
    const rung = await this.#last(tx, request);
    // Whoever quotes it means it, as with a tap: it may be to ring again.
    if (!rung || (rung.isDone && request.quoted === undefined)) return undefined;
    return minutes === undefined ? this.#done(tx, request, rung) : this.#again(tx, request, rung, minutes);
  }

  /**
   * A reaction, which gets no answer. What rang is done, and so are all that came in one message, and what stands alone in a list. To an
   * agenda, or a list of several, it says no more than that it was seen.
   */
  async react(tx: Transaction, contactId: string, target: string): Promise<void> {
    for (const { about, intent } of await this.focus.toldIn(tx, contactId, target)) {
      const isList = intent === 'list_tasks' || intent === 'list_reminders';
      if (intent === 'agenda' || (isList && about.length > 1)) continue;
      for (const { kind, id } of about) {
        if (kind === 'task' && isList) await this.tasks.complete(tx, contactId, [id]);
        if (kind === 'reminder') await this.#reactToReminder(tx, contactId, id, isList);
      }
    }
  }

  async #reactToReminder(tx: Transaction, contactId: string, id: string, isList: boolean): Promise<void> {
    const rung = await this.rung.findRung(tx, contactId, id);
    if (rung && !rung.isDone) await this.rung.markDone(tx, contactId, rung, new Date());
    if (rung || !isList) return;
    const upcoming = (await this.reminders.listUpcoming(tx, contactId)).find((one) => one.id === id);
    // What is done before it rings need not ring; what repeats is not over because of that.
    if (upcoming && !upcoming.series) await this.rung.cancel(tx, contactId, [id]);
  }

  /** "took my pills", right after the reminder of them. An entry of the list that is called so is meant before it. */
  async #complete(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { contactId, action, picked } = request;
    if (picked?.kind === 'reminder') {
      const rung = await this.rung.findRung(tx, contactId, picked.id);
      return rung ? this.#done(tx, request, rung) : { reply: replies.reminderGone() };
    }
    if (picked || action.number !== undefined) return undefined;
    const { title } = action;
    const last = await this.#last(tx, request);
    if (title === undefined) return last && !last.isDone ? this.#done(tx, request, last) : undefined;
    // What comes again once it is done waits for that as long as it takes.
    const waiting = (await this.rung.listRung(tx, contactId)).filter(
      ({ afterDone }) => afterDone !== undefined,
    );
    const [rung] = named(
      [...(last ? [last] : []), ...waiting].filter(({ isDone }) => !isDone),
      title,
    );
    const isTask = named(await this.tasks.listOpen(tx, contactId), title).length > 0;
    if (isTask) return undefined;
    return rung ? this.#done(tx, request, rung) : this.#early(tx, request, title);
  }

  /** What is done before it rings need not ring; what repeats is not over because of that. */
  async #early(tx: Transaction, request: Request, title: string): Promise<Done | undefined> {
    const { contactId } = request;
    await this.reminders.hold(tx, contactId);
    const upcoming = (await this.reminders.listUpcoming(tx, contactId)).filter(
      ({ series, afterDone }) => series === undefined && afterDone === undefined,
    );
    const [only, ...others] = named(upcoming, title);
    if (!only || others.length > 0) return undefined;
    await this.rung.cancel(tx, contactId, [only.id]);
    return { reply: replies.reminderDone(only.title, {}), about: [aboutReminder(only)] };
  }

  async #done(tx: Transaction, request: Request, rung: RungReminder): Promise<Done> {
    const { contactId } = request;
    await this.rung.markDone(tx, contactId, rung, request.now);
    const about = [aboutReminder(rung)];
    if (rung.kind === 'timer') return { reply: replies.acknowledged(), about };
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    const next = upcoming.find(
      ({ rule, afterDone, title }) => (rule ?? afterDone) !== undefined && title === rung.title,
    );
    const reply = replies.reminderDone(rung.title, {
      isStopped: rung.ring !== undefined,
      next: next && dueWords(next.dueAt, request),
    });
    return { reply, about };
  }

  async #snooze(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, picked, timezone, now, habits } = request;
    const rungs = await this.rung.listRung(tx, contactId);
    const last = await this.#last(tx, request);
    const meant = picked
      ? await this.rung.findRung(tx, contactId, picked.id)
      : action.title === undefined
        ? (last ?? rungs[0])
        : named(rungs, action.title)[0];
    const { when } = action;
    const said = when && DateTime.fromISO(when.start, { zone: timezone });
    const dueAt =
      (when?.grain === 'day' ? said && morningOf(said, habits) : said) ??
      DateTime.fromJSDate(now).plus({ minutes: usualPauseMinutes });
    if (dueAt.toMillis() <= now.getTime()) return { reply: replies.snoozeUntilWhen(), isUnfinished: true };
    // One that has not rung yet is put off all the same.
    return meant ? this.#ring(tx, request, meant, dueAt.toJSDate()) : this.changes.putOff(tx, request, dueAt);
  }

  #again(tx: Transaction, request: Request, rung: RungReminder, minutes: number): Promise<Done> {
    return this.#ring(tx, request, rung, new Date(request.now.getTime() + minutes * 60_000));
  }

  async #ring(tx: Transaction, request: Request, rung: RungReminder, dueAt: Date): Promise<Done> {
    const id = await this.rung.ringAgain(tx, request.contactId, rung, dueAt);
    const time = againWords(dueAt, request);
    const reply =
      rung.kind === 'timer' ? replies.timerAgain(rung.title, time) : replies.reminderAgain(rung.title, time);
    return { reply, about: [aboutReminder({ id })] };
  }

  /** The reminder that the quoted message is, or that rang after everything else that was talked about. */
  async #last(tx: Transaction, { contactId, quoted }: Request): Promise<RungReminder | undefined> {
    const subjects =
      quoted === undefined
        ? await this.focus.lastOf(tx, contactId)
        : await this.focus.ofMessage(tx, contactId, quoted);
    const [only, ...others] = subjects;
    return only?.kind === 'reminder' && others.length === 0
      ? this.rung.findRung(tx, contactId, only.id)
      : undefined;
  }
}

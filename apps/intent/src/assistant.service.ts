import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, TaskStore, type Transaction } from '#data';
import type { Meaning } from '#understanding';

import { replies } from './replies.ts';
import { timeWords } from './time-words.ts';

export interface Request {
  contactId: string;
  meaning: Meaning;
  saidAt: Date;
  /** IANA name. */
  timezone: string;
  /** False when the zone is only the likeliest one of the person's country. */
  certain: boolean;
}

/** "Remind me tomorrow" without a time means in the morning. */
const morningHour = 9;

/** Does what a person asked for, inside the transaction that also writes the answer. */
@Injectable()
export class Assistant {
  constructor(
    private readonly tasks: TaskStore,
    private readonly reminders: ReminderStore,
  ) {}

  /** @returns what to answer */
  async act(tx: Transaction, request: Request): Promise<string> {
    switch (request.meaning.intent) {
      case 'create_task':
        return this.#createTask(tx, request);
      case 'list_tasks':
        return this.#listTasks(tx, request);
      case 'complete_task':
        return this.#completeTask(tx, request);
      case 'create_reminder':
        return this.#createReminder(tx, request);
      case 'list_reminders':
        return this.#listReminders(tx, request);
      case 'greeting':
        return replies.greeting();
      case 'help':
        return replies.help();
      case 'thanks':
        return replies.thanks();
      default:
        return replies.notUnderstood();
    }
  }

  async #createTask(tx: Transaction, { contactId, meaning }: Request): Promise<string> {
    if (!meaning.title) return replies.taskTitleMissing();
    const dueAt = meaning.when && new Date(meaning.when.start);
    return replies.taskAdded(await this.tasks.add(tx, contactId, { title: meaning.title, dueAt }));
  }

  async #listTasks(tx: Transaction, { contactId }: Request): Promise<string> {
    const open = await this.tasks.listOpen(tx, contactId);
    return open.length > 0 ? replies.taskList(open) : replies.noTasks();
  }

  async #completeTask(tx: Transaction, { contactId, meaning: { number, title } }: Request): Promise<string> {
    const wanted = number ?? (title && (await this.#numberOf(tx, contactId, title)));
    if (!wanted) return title ? replies.taskUnknown(title) : replies.taskAmbiguous();
    const completed = await this.tasks.complete(tx, contactId, wanted);
    return completed ? replies.taskCompleted(completed) : replies.taskUnknown(String(wanted));
  }

  async #numberOf(tx: Transaction, contactId: string, title: string): Promise<number | undefined> {
    const open = await this.tasks.listOpen(tx, contactId);
    return open.find((task) => task.title.toLowerCase() === title.toLowerCase())?.number;
  }

  async #createReminder(tx: Transaction, request: Request): Promise<string> {
    const { contactId, meaning, saidAt, timezone, certain } = request;
    if (!meaning.title) return replies.reminderTitleMissing();
    if (!meaning.when) return replies.reminderTimeMissing(meaning.title);
    const start = DateTime.fromISO(meaning.when.start, { zone: timezone });
    const { grain } = meaning.when;
    // "Remind me next week": a day could be guessed, and would be wrong.
    if (grain === 'week' || grain === 'month' || grain === 'year')
      return replies.reminderTimeMissing(meaning.title);
    const exact = grain !== 'day';
    const at = exact ? start : start.set({ hour: morningHour });
    const words = timeWords(at, DateTime.fromJSDate(saidAt), certain);
    if (at.toMillis() <= saidAt.getTime()) {
      // "Remind me today", said in the afternoon: the day is not over, we only do not know the hour.
      const dayGoesOn = !exact && start.endOf('day').toMillis() > saidAt.getTime();
      return dayGoesOn
        ? replies.reminderTimeMissing(meaning.title)
        : replies.reminderInPast(meaning.title, words);
    }
    await this.reminders.add(tx, contactId, { title: meaning.title, dueAt: at.toJSDate() });
    return replies.reminderSet(meaning.title, words, meaning.recurring);
  }

  async #listReminders(tx: Transaction, request: Request): Promise<string> {
    const { contactId, saidAt, timezone, certain } = request;
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    if (upcoming.length === 0) return replies.noReminders();
    const now = DateTime.fromJSDate(saidAt);
    return replies.reminderList(
      upcoming.map(({ title, dueAt }) => ({
        title,
        time: timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), now, certain),
      })),
    );
  }
}

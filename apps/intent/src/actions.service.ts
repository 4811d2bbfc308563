import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, type Task, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

import type { Question } from './question.ts';
import { timeWords } from './time-words.ts';
import type { Wish } from './understood.ts';

export interface Outcome {
  reply: string;
  /** What `reply` asks for. */
  asks?: Question;
}

interface Request extends Wish {
  contactId: string;
}

/** `unfinished`: `reply` asks for what the wish lacks. */
interface Done {
  reply: string;
  unfinished?: true;
}

/** "Remind me tomorrow" without a time means in the morning. */
const morningHour = 9;

/** Carries out what a person wants, in the transaction that also writes the answer. */
@Injectable()
export class Actions {
  constructor(
    private readonly tasks: TaskStore,
    private readonly reminders: ReminderStore,
  ) {}

  async act(tx: Transaction, contactId: string, wish: Wish): Promise<Outcome> {
    const { reply, asks } = await this.#askOrDo(tx, { ...wish, contactId });
    const { late, note } = wish;
    const noted = note === undefined ? reply : replies.withNote(reply, note);
    return { reply: late ? replies.late(late.words, late.ago, noted) : noted, asks };
  }

  async #askOrDo(tx: Transaction, request: Request): Promise<Outcome> {
    const { words, saidAt, now } = request;
    if (request.reply !== undefined) return { reply: request.reply };
    const task = request.asksFirst && (await this.#taskMeant(tx, request));
    if (task) {
      const asks = {
        kind: 'confirm',
        words,
        saidAt: saidAt.getTime(),
        askedAt: now.getTime(),
      } as const;
      return { reply: replies.completeLate(task), asks };
    }
    const { reply, unfinished } = await this.#do(tx, request);
    return {
      reply,
      ...(unfinished && { asks: { kind: 'unfinished', words, askedAt: saidAt.getTime() } as const }),
    };
  }

  async #do(tx: Transaction, request: Request): Promise<Done> {
    switch (request.meaning.intent) {
      case 'create_task':
        return this.#createTask(tx, request);
      case 'create_reminder':
        return this.#createReminder(tx, request);
      default:
        return { reply: await this.#reply(tx, request) };
    }
  }

  /** The open task that a person refers to by number or title. */
  async #taskMeant(tx: Transaction, { contactId, meaning }: Request): Promise<Task | undefined> {
    const { number, title } = meaning;
    const open = await this.tasks.listOpen(tx, contactId);
    return open.find((task) =>
      number === undefined ? task.title.toLowerCase() === title?.toLowerCase() : task.number === number,
    );
  }

  async #reply(tx: Transaction, request: Request): Promise<string> {
    switch (request.meaning.intent) {
      case 'list_tasks':
        return this.#listTasks(tx, request);
      case 'complete_task':
        return this.#completeTask(tx, request);
      case 'list_reminders':
        return this.#listReminders(tx, request);
      case 'greeting':
        return replies.greeting();
      case 'help':
        return replies.help();
      case 'thanks':
        return replies.thanks();
      case 'confirm':
      case 'deny':
        return replies.nothingAsked();
      default:
        return replies.notUnderstood();
    }
  }

  async #createTask(tx: Transaction, { contactId, meaning }: Request): Promise<Done> {
    if (!meaning.title) return { reply: replies.taskTitleMissing(), unfinished: true };
    const dueAt = meaning.when && new Date(meaning.when.start);
    return { reply: replies.taskAdded(await this.tasks.add(tx, contactId, { title: meaning.title, dueAt })) };
  }

  async #listTasks(tx: Transaction, { contactId }: Request): Promise<string> {
    const open = await this.tasks.listOpen(tx, contactId);
    return open.length > 0 ? replies.taskList(open) : replies.noTasks();
  }

  async #completeTask(tx: Transaction, request: Request): Promise<string> {
    const { contactId, meaning } = request;
    const { number, title } = meaning;
    if (number === undefined && !title) return replies.taskAmbiguous();
    const wanted = number ?? (await this.#taskMeant(tx, request))?.number;
    const completed = wanted === undefined ? null : await this.tasks.complete(tx, contactId, wanted);
    return completed ? replies.taskCompleted(completed) : replies.taskUnknown(title ?? String(number));
  }

  async #createReminder(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, meaning, now, timezone, certain } = request;
    const { title, when } = meaning;
    if (!title) return { reply: replies.reminderTitleMissing(), unfinished: true };
    const timeMissing: Done = { reply: replies.reminderTimeMissing(title), unfinished: true };
    // "Remind me next week": any day we chose would be a guess.
    if (!when || when.grain === 'week' || when.grain === 'month' || when.grain === 'year') return timeMissing;
    const start = DateTime.fromISO(when.start, { zone: timezone });
    const exact = when.grain !== 'day';
    const at = exact ? start : start.set({ hour: morningHour });
    const words = timeWords(at, DateTime.fromJSDate(now), certain);
    if (at.toMillis() <= now.getTime()) {
      // "Remind me today", said in the afternoon: the day is not over, only the hour is missing.
      const dayGoesOn = !exact && start.endOf('day').toMillis() > now.getTime();
      return dayGoesOn ? timeMissing : { reply: replies.reminderInPast(title, words) };
    }
    await this.reminders.add(tx, contactId, { title, dueAt: at.toJSDate() });
    return { reply: replies.reminderSet(title, words, meaning.recurring) };
  }

  async #listReminders(tx: Transaction, request: Request): Promise<string> {
    const { contactId, now, timezone, certain } = request;
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    if (upcoming.length === 0) return replies.noReminders();
    return replies.reminderList(
      upcoming.map(({ title, dueAt }) => ({
        title,
        time: timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), DateTime.fromJSDate(now), certain),
      })),
    );
  }
}

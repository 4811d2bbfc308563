import { Injectable } from '@nestjs/common';

import { type Subject, type Task, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

import { named } from './named.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** What people want done with their lists. */
@Injectable()
export class TaskActions {
  constructor(private readonly tasks: TaskStore) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { title, when } = request.action;
    if (!title) return { reply: replies.taskTitleMissing(), isUnfinished: true };
    const dueAt = when && new Date(when.start);
    const task = await this.tasks.add(tx, request.contactId, { title, dueAt });
    return { reply: replies.taskAdded(task, when && whenWords(when, request)), about: [aboutTask(task)] };
  }

  async list(tx: Transaction, { contactId }: Request): Promise<Done> {
    const open = await this.tasks.listOpen(tx, contactId);
    return open.length > 0
      ? { reply: replies.taskList(open), about: open.map(aboutTask) }
      : { reply: replies.noTasks() };
  }

  async complete(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    const { number, title } = action;
    if (number === undefined && !title) return { reply: replies.taskAmbiguous(), isUnfinished: true };
    const wanted = number ?? (await this.meant(tx, request))?.number;
    const completed = wanted === undefined ? null : await this.tasks.complete(tx, contactId, wanted);
    return completed
      ? { reply: replies.taskCompleted(completed), about: [aboutTask(completed)] }
      : { reply: replies.taskUnknown(title ?? String(number)) };
  }

  /** The open task that a person means by its number or title. */
  async meant(tx: Transaction, { contactId, action }: Request): Promise<Task | undefined> {
    const { number, title } = action;
    const open = await this.tasks.listOpen(tx, contactId);
    if (number !== undefined) return open.find((task) => task.number === number);
    const [only, ...others] = title === undefined ? [] : named(open, title);
    return others.length === 0 ? only : undefined;
  }
}

const aboutTask = ({ id }: Task): Subject => ({ kind: 'task', id });

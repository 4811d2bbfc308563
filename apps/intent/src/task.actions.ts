import { Injectable } from '@nestjs/common';

import { type Task, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

import { quantified, sameAmount, sameThing } from './quantity.ts';
import { dueAtIn, dueTime } from './task-due.ts';
import { TaskFinder } from './task-finder.ts';
import { aboutTask, listOf } from './task-lists.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** What people put on their lists and tick off. */
@Injectable()
export class TaskActions {
  constructor(
    private readonly tasks: TaskStore,
    private readonly finder: TaskFinder,
  ) {}

  async create(tx: Transaction, request: Request): Promise<Done> {
    const { title, when, list } = request.action;
    if (!title)
      return { reply: replies.taskTitleMissing(when && whenWords(when, request)), isUnfinished: true };
    const due = when && dueTime(when, request.timezone);
    const open = await this.tasks.listOpen(tx, request.contactId);
    const same = open.find(
      (task) => listOf(task) === listOf({ list }) && sameThing(task.title ?? '') === sameThing(title),
    );
    if (same) return this.#again(tx, request, same, { title, ...due });
    const task = await this.tasks.add(tx, request.contactId, { title, ...due, list });
    return {
      reply: replies.taskAdded(task, when && whenWords(when, request)),
      about: [aboutTask(task)],
      added: when ? undefined : task,
    };
  }

  /** It is on the list already: another amount, or a date by which it is to be done, is taken over. */
  async #again(
    tx: Transaction,
    request: Request,
    task: Task,
    { title, dueAt, dueZone }: Pick<Task, 'dueAt' | 'dueZone'> & { title: string },
  ): Promise<Done> {
    const about = [aboutTask(task)];
    const { quantity } = quantified(title);
    const hasNewAmount =
      quantity !== undefined && !sameAmount(quantity, quantified(task.title ?? '').quantity);
    const hasNewDate = dueAt !== undefined && dueAt.getTime() !== dueAtIn(task, request.timezone)?.getTime();
    if (!hasNewAmount && !hasNewDate) return { reply: replies.taskKnown(task), about };
    const changed = { ...(hasNewAmount && { title }), ...(hasNewDate && { dueAt, dueZone }) };
    await this.tasks.change(tx, request.contactId, task.id, changed);
    const { when } = request.action;
    const due = hasNewDate && when ? whenWords(when, request) : undefined;
    return { reply: replies.taskChanged({ ...task, ...changed }, { was: task.title, due }), about };
  }

  async complete(tx: Transaction, request: Request): Promise<Done> {
    const targets = await this.finder.find(tx, request);
    if (!targets.found)
      return (!targets.answer.options && (await this.#doneBefore(tx, request))) || targets.answer;
    const ids = targets.found.map(({ id }) => id);
    const completed = await this.tasks.complete(tx, request.contactId, ids);
    return { reply: replies.tasksCompleted(completed), about: completed.map(aboutTask) };
  }

  /** The open task that a person means, if it is one. */
  async meant(tx: Transaction, request: Request): Promise<Task | undefined> {
    const { found = [] } = await this.finder.find(tx, request);
    return found.length === 1 ? found[0] : undefined;
  }

  /** Somebody says again that something is done. */
  async #doneBefore(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { action, picked } = request;
    const { title } = action;
    if (title === undefined && !picked) return undefined;
    const completed = await this.tasks.listCompleted(tx, request.contactId);
    const before = completed.find((task) =>
      picked ? task.id === picked.id : sameThing(task.title ?? '') === sameThing(title ?? ''),
    );
    return before && { reply: replies.taskDoneBefore(before), about: [aboutTask(before)] };
  }
}

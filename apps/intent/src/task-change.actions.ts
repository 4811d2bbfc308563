import { Injectable } from '@nestjs/common';

import { TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

import { lacksNewName } from './new-name.ts';
import { retitled, sameThing } from './quantity.ts';
import { TaskActions } from './task.actions.ts';
import { dueTime } from './task-due.ts';
import { type Targets, TaskFinder } from './task-finder.ts';
import { aboutTask, listOf } from './task-lists.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

const PUTS_BACK = /^(?:please )?(?:put|add|stick)\b/i;

/** What people change about tasks that they have. */
@Injectable()
export class TaskChangeActions {
  constructor(
    private readonly tasks: TaskStore,
    private readonly finder: TaskFinder,
    private readonly adding: TaskActions,
  ) {}

  async reopen(tx: Transaction, request: Request): Promise<Done> {
    const completed = await this.finder.find(tx, request, 'completed');
    if (!completed.found) {
      if (completed.answer.options) return completed.answer;
      const [open] = (await this.finder.find(tx, request)).found ?? [];
      if (open) return isOpen(open);
      // What was taken off is added anew: "put milk back on my list".
      return PUTS_BACK.test(request.action.words) ? this.adding.create(tx, request) : completed.answer;
    }
    const reopened = [];
    for (const { id } of completed.found) {
      const task = await this.tasks.reopen(tx, request.contactId, id);
      if (task) reopened.push(task);
    }
    return { reply: replies.tasksReopened(reopened), about: reopened.map(aboutTask) };
  }

  /** All of a list only after a yes. */
  async delete(tx: Transaction, request: Request): Promise<Done> {
    const { action, contactId, isConfirmed } = request;
    const targets = await this.finder.find(tx, request);
    if (!targets.found)
      return action.all ? { reply: replies.noTasks({ list: action.list }) } : targets.answer;
    const { found } = targets;
    if (action.all && !isConfirmed) return { reply: replies.clearList(found), asksFirst: true };
    await this.tasks.remove(
      tx,
      contactId,
      found.map(({ id }) => id),
    );
    return { reply: action.all ? replies.listCleared(found) : replies.tasksDeleted(found) };
  }

  async update(tx: Transaction, request: Request): Promise<Done> {
    const { action, contactId } = request;
    const { newTitle, when } = action;
    const targets = (await this.#sameAs(tx, request)) ?? (await this.finder.find(tx, request));
    if (!targets.found) return targets.answer;
    const [task] = targets.found;
    if (!task) return { reply: replies.noTasks() };
    const about = [aboutTask(task)];
    if (lacksNewName(action)) return { reply: replies.newNameMissing(task.title), about, isUnfinished: true };
    if (newTitle === undefined && !when) return { reply: replies.taskChangeMissing(task), about };
    const title = newTitle === undefined ? undefined : retitled(task.title ?? '', newTitle);
    const open = title === undefined ? [] : await this.tasks.listOpen(tx, contactId);
    const same = open.find(
      (other) =>
        other.id !== task.id &&
        listOf(other) === listOf(task) &&
        sameThing(other.title ?? '') === sameThing(title ?? ''),
    );
    if (same) return { reply: replies.taskKnown(same), about };
    const dates = when && dueTime(when, request.timezone);
    await this.tasks.change(tx, contactId, task.id, { title, ...dates });
    const changed = { ...task, title: title ?? task.title };
    const due = when && whenWords(when, request);
    return { reply: replies.taskChanged(changed, { was: task.title, due }), about };
  }

  /** "make it 3 eggs": the eggs, whatever was talked about last. */
  async #sameAs(tx: Transaction, { contactId, action, quoted }: Request): Promise<Targets | undefined> {
    const { title, number, newTitle } = action;
    if (newTitle === undefined || (title ?? number ?? quoted) !== undefined) return undefined;
    const open = await this.tasks.listOpen(tx, contactId);
    const same = open.filter((task) => sameThing(task.title ?? '') === sameThing(newTitle));
    return same.length === 1 ? { found: same } : undefined;
  }
}

const isOpen = (task: Parameters<typeof replies.taskIsOpen>[0] & { id: string }): Done => ({
  reply: replies.taskIsOpen(task),
  about: [{ kind: 'task', id: task.id }],
});

import { Injectable } from '@nestjs/common';

import { FocusStore, type Task, TaskStore, type Transaction } from '#data';
import { longestTaskList, replies } from '#replies';
import type { Action } from '#understanding';

import { periodOf } from './event-times.ts';
import { named } from './named.ts';
import { dueAtIn, dueOf } from './task-due.ts';
import { ticksFor } from './tick-off.ts';
import { aboutTask, byList, listMeant, listOf, tasksOf } from './task-lists.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** "what else do I need", "anything else on there": of the list that was spoken of. */
const GOES_ON =
  /\b(?:what|anything|something|which)(?:'?s| is)? (?:else|more)\b|\bon (?:there|it|that list)\b/i;

/** Tells what is on people's lists. */
@Injectable()
export class TaskListActions {
  constructor(
    private readonly tasks: TaskStore,
    private readonly focus: FocusStore,
  ) {}

  async list(tx: Transaction, request: Request): Promise<Done> {
    const { contactId } = request;
    const action = await this.#ofList(tx, request);
    const open = await this.tasks.listOpen(tx, contactId);
    if (action.when) return due(open, request);
    if (action.all) return this.#lists(open);
    if (action.title !== undefined) {
      const asked = named(action.list === undefined ? open : tasksOf(open, action.list), action.title);
      const [one] = asked;
      if (one && asked.length === 1) return { reply: replies.taskKnown(one), about: [aboutTask(one)] };
      if (!one) return { reply: replies.taskUnknown(action.title, { list: action.list }) };
    }
    const meant = listMeant(open, action);
    const told = tasksOf(open, meant);
    const list = told[0]?.list ?? meant;
    const others = byList(open)
      .filter((tasks) => tasks[0] && listOf(tasks[0]) !== listOf({ list }))
      .map(listWords);
    const ordered = overdueFirst(told, request);
    return {
      reply:
        told.length > 0
          ? replies.taskList(ordered.map(lineOf(request)), { list, others })
          : replies.noTasks({ list, others }),
      about: aboutOf(ordered),
      offers: ticksFor(ordered, request),
    };
  }

  async #ofList(tx: Transaction, { action, contactId }: Request): Promise<Action> {
    const isNamed = action.list !== undefined || action.title !== undefined || action.when || action.all;
    if (isNamed || !GOES_ON.test(action.words)) return action;
    const [last] = await this.focus.lastOf(tx, contactId);
    const isOfList = last?.kind === 'task' || last?.kind === 'list';
    const task = isOfList ? await this.tasks.find(tx, contactId, last.id) : undefined;
    return task?.list === undefined ? action : { ...action, list: listOf(task) };
  }

  #lists(open: Task[]): Done {
    const lists = byList(open);
    return {
      reply: lists.length > 0 ? replies.taskLists(lists.map(listWords)) : replies.noTasks(),
      about: lists.flatMap(([first]) => (first ? [{ kind: 'list' as const, id: first.id }] : [])),
    };
  }
}

/** What is due by the end of a day or week, also what is overdue. */
function due(open: Task[], request: Request): Done {
  const { when } = request.action;
  if (!when) return { reply: replies.noTasks() };
  const { until } = periodOf(when, request.timezone);
  const those = overdueFirst(
    open.filter((task) => {
      const dueAt = dueAtIn(task, request.timezone);
      return dueAt && dueAt < until;
    }),
    request,
  );
  const reply = replies.tasksDue(
    whenWords(when, { ...request, certain: true }),
    those.map((task) => ({ ...lineOf(request)(task), ...(task.list && { list: listOf(task) }) })),
    open.length - those.length,
  );
  return { reply, about: aboutOf(those), offers: ticksFor(those, request) };
}

const lineOf =
  (request: Request) =>
  (task: Task): Parameters<typeof replies.taskList>[0][number] => ({ ...task, due: dueOf(task, request) });

function overdueFirst(tasks: Task[], request: Request): Task[] {
  const isOverdue = (task: Task): boolean => dueOf(task, request)?.isOverdue === true;
  return [...tasks.filter(isOverdue), ...tasks.filter((task) => !isOverdue(task))];
}

const listWords = (tasks: Task[]): { list?: string; count: number } => ({
  ...(tasks[0]?.list !== undefined && { list: listOf(tasks[0]) }),
  count: tasks.length,
});

/** Nobody means what was left out. */
const aboutOf = (tasks: Task[]): Done['about'] =>
  tasks.length > 0 ? tasks.slice(0, longestTaskList).map(aboutTask) : undefined;

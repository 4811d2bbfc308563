import { Injectable } from '@nestjs/common';

import { type Task, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

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
    return { reply: replies.taskAdded(task, when && whenWords(when, request)) };
  }

  async list(tx: Transaction, { contactId }: Request): Promise<Done> {
    const open = await this.tasks.listOpen(tx, contactId);
    return { reply: open.length > 0 ? replies.taskList(open) : replies.noTasks() };
  }

  async complete(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action } = request;
    const { number, title } = action;
    if (number === undefined && !title) return { reply: replies.taskAmbiguous(), isUnfinished: true };
    const wanted = number ?? (await this.meant(tx, request))?.number;
    const completed = wanted === undefined ? null : await this.tasks.complete(tx, contactId, wanted);
    const unknown = (): string => replies.taskUnknown(title ?? String(number));
    return { reply: completed ? replies.taskCompleted(completed) : unknown() };
  }

  /** The open task that a person means by its number or title. */
  async meant(tx: Transaction, { contactId, action }: Request): Promise<Task | undefined> {
    const { number, title } = action;
    const open = await this.tasks.listOpen(tx, contactId);
    return number === undefined ? named(open, title) : open.find((task) => task.number === number);
  }
}

/** By its whole title, or as the only one that has all the words: "the laundry" means "do the laundry". */
function named(open: Task[], title: string | undefined): Task | undefined {
  if (title === undefined) return undefined;
  const wanted = wordsOf(title);
  const having = open.filter((task) => isWithin(wanted, wordsOf(task.title ?? '')));
  const whole = open.find((task) => task.title?.toLowerCase() === title.toLowerCase());
  return whole ?? (wanted.size > 0 && having.length === 1 ? having[0] : undefined);
}

const ARTICLES = new Set(['a', 'an', 'the', 'my', 'our', 'some', 'to']);

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return new Set(words.filter((word) => !ARTICLES.has(word)));
}

const isWithin = (some: Set<string>, all: Set<string>): boolean => [...some].every((word) => all.has(word));

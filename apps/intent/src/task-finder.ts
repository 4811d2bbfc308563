import { Injectable } from '@nestjs/common';

import { FocusStore, type Task, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';

import { named } from './named.ts';
import { anyOrdinal } from './ordinals.ts';
import { sameThing } from './quantity.ts';
import { TargetFinder } from './target-finder.ts';
import { byList, firstOfEach, listMeant, listOf, optionOf, tasksOf } from './task-lists.ts';
import type { Done, Request } from './understood.ts';

export type Targets =
  | { found: Task[] }
  /** None is meant for sure: the answer. */
  | { found?: undefined; answer: Done };

/** "the second one": its place in what was told last, and no number. */
const PLACE = new RegExp(`\\bthe (?:${anyOrdinal}) one\\b`, 'i');
const SEVERAL = /\b(?:them|those|these|both)\b/i;
const POINTS = /\b(?:it|that|this|one)\b/i;

/** Which tasks an action is about. */
@Injectable()
export class TaskFinder {
  constructor(
    private readonly tasks: TaskStore,
    private readonly targets: TargetFinder,
    private readonly focus: FocusStore,
  ) {}

  /**
   * By number, by words ("the milk and the eggs"), all of a list, or what was talked about last.
   *
   * @param among those that it can be: open ones, or completed ones
   */
  async find(tx: Transaction, request: Request, among: 'open' | 'completed' = 'open'): Promise<Targets> {
    const { action, contactId, picked, quoted } = request;
    const { number, title, list, all } = action;
    const known = await (among === 'open'
      ? this.tasks.listOpen(tx, contactId)
      : this.tasks.listCompleted(tx, contactId));
    const listed = list === undefined ? known : known.filter((task) => listOf(task) === listOf({ list }));
    // What is bought every week was completed often: the last time is meant.
    const pool =
      among === 'open' || number !== undefined
        ? listed
        : firstOfEach(listed, (task) => `${listOf(task)}\n${sameThing(task.title ?? task.id)}`);
    if (picked === undefined && all) return foundOr(await this.#allOf(tx, request, known), request);
    if (picked === undefined && number !== undefined) return this.#byNumber(tx, request, pool);
    if (picked === undefined && title === undefined && quoted === undefined) {
      if (SEVERAL.test(action.words)) return foundOr(await this.#recent(tx, contactId, pool), request);
      if (pool.length > 1 && !POINTS.test(action.words)) {
        return { answer: { reply: replies.taskAmbiguous(action.intent), isUnfinished: true } };
      }
    }
    const { found, answer } = {
      answer: undefined,
      ...(await this.targets.find(tx, request, 'task', pool, optionOf)),
    };
    if (found) return { found: [found] };
    return answer ? { answer } : foundOr(allNamed(pool, title ?? ''), request);
  }

  /** The same number can be on several lists: the list that was talked about last goes first, then the usual one. */
  async #byNumber(tx: Transaction, request: Request, pool: Task[]): Promise<Targets> {
    const at = request.action.number ?? 0;
    const told = PLACE.test(request.action.words)
      ? (await this.#recent(tx, request.contactId, pool))[at - 1]
      : undefined;
    if (told) return { found: [told] };
    const having = firstOfEach(
      pool.filter(({ number }) => number === at),
      listOf,
    );
    if (having.length < 2) return foundOr(having, request);
    const all = [
      ...(await this.tasks.listOpen(tx, request.contactId)),
      ...(await this.tasks.listCompleted(tx, request.contactId)),
    ];
    const lists = new Set((await this.#recent(tx, request.contactId, all)).map(listOf));
    const recent = lists.size === 1 ? having.filter((task) => lists.has(listOf(task))) : [];
    const usual = having.filter((task) => listOf(task) === '');
    const [only] = recent.length > 0 ? recent : usual;
    if (only) return { found: [only] };
    const options = having.map((task) => ({
      subject: { kind: 'task' as const, id: task.id },
      ...optionOf(task),
    }));
    const words = options.map(({ words: name, detail }) => [name, detail].filter(Boolean).join(', '));
    return { answer: { reply: replies.whichOne(words), options } };
  }

  /** Where the list was only guessed, and there is none of that name, all of the list that was spoken of. */
  async #allOf(tx: Transaction, { contactId, action }: Request, known: Task[]): Promise<Task[]> {
    const list = listMeant(known, action);
    if (list !== undefined || action.list === undefined) return tasksOf(known, list);
    const [recent, ...others] = byList(await this.#recent(tx, contactId, known));
    const name = recent?.[0] && listOf(recent[0]);
    // What is on the usual list can be bought, but is hardly packed.
    const isMeant = others.length === 0 && (name !== '' || action.list === 'shopping');
    return isMeant && name !== undefined ? tasksOf(known, name) : [];
  }

  async #recent(tx: Transaction, contactId: string, pool: Task[]): Promise<Task[]> {
    const subjects = await this.focus.lastOf(tx, contactId);
    return subjects.flatMap(({ id }) => pool.filter((task) => task.id === id));
  }
}

function foundOr(found: Task[], { action }: Request): Targets {
  const { title, number, list, intent } = action;
  if (found.length > 0) return { found };
  const name = title ?? (number === undefined ? undefined : String(number));
  return { answer: { reply: replies.taskUnknown(name, { list, isCompleted: intent === 'reopen_task' }) } };
}

/** Each part of "the milk and the eggs", if each names one task. */
function allNamed(pool: Task[], title: string): Task[] {
  const parts = title.split(/,? and |, /i);
  const found = parts.map((part) => named(pool, part));
  return parts.length > 1 && found.every(({ length }) => length === 1) ? [...new Set(found.flat())] : [];
}

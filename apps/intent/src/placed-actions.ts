import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { FocusStore, RungReminderStore, type Subject, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';
import type { Action, Intent } from '#understanding';

import { type Changeable, changeableOf, intentFor, isEnd } from './changeable.ts';
import { listOf } from './task-lists.ts';
import { placesOf, toldList } from './told-list.ts';
import type { Actor, FocusedAction, Wish } from './understood.ts';

/** Said of a task by its own number, "number 3", "task 2", and not by its place. */
const BY_NUMBER = /\b(?:numbers?|no|nr|tasks?)\b|#/i;
const OF_TASKS = /\btasks?\b/i;
const isOfTasks = new Set<Intent>(['complete_task', 'reopen_task', 'delete_task', 'update_task']);

/** Finds what is meant by its place in what was told last, or in the quoted message: "the second one", "the first two", "number 3". */
@Injectable()
export class PlacedActions {
  constructor(
    private readonly focus: FocusStore,
    private readonly tasks: TaskStore,
    private readonly reminders: RungReminderStore,
  ) {}

  /** @returns one for each that is meant; undefined where the action names no place, or a task by its number */
  async resolve(
    tx: Transaction,
    { contactId }: Actor,
    { quoted, picked }: Wish,
    action: Action,
  ): Promise<FocusedAction[] | undefined> {
    const { places, number, ...bare } = action;
    if (picked || action.title !== undefined || !(places ?? number)) return undefined;
    const wanted = places ?? [number ?? 0];
    const told = await this.#told(tx, contactId, quoted, action, wanted);
    const isByNumber = number !== undefined && (places === undefined || BY_NUMBER.test(action.words));
    if (isByNumber && (await this.#isNumber(tx, contactId, number, told))) return undefined;
    // One thing alone was told without a number.
    const leastTold = places === undefined ? 2 : 1;
    if (isByNumber && (told.length < leastTold || OF_TASKS.test(action.words))) return undefined;
    const meant = placesOf(wanted, told);
    // A number that is on no such list goes by the lists of tasks.
    if (meant.length === 0 && isByNumber && isOfTasks.has(action.intent)) return undefined;
    if (meant.length === 0) {
      const reply = told.length === 0 ? replies.placeUnknown() : replies.placeBeyond(told.length);
      return [{ action: bare, answer: { reply, isUnfinished: true } }];
    }
    return Promise.all(meant.map((subject) => this.#about(tx, contactId, bare, subject)));
  }

  async #told(
    tx: Transaction,
    contactId: string,
    quoted: string | undefined,
    { words }: Action,
    places: number[],
  ): Promise<Subject[]> {
    const ofQuoted = quoted === undefined ? [] : await this.focus.ofMessage(tx, contactId, quoted);
    return ofQuoted.length > 0
      ? ofQuoted
      : toldList(await this.focus.listToldTo(tx, contactId), words, places);
  }

  /** Where tasks were told, each with its number, that is meant. */
  async #isNumber(
    tx: Transaction,
    contactId: string,
    number: number,
    told: readonly Subject[],
  ): Promise<boolean> {
    const ids = new Set(told.filter(({ kind }) => kind === 'task').map(({ id }) => id));
    if (ids.size === 0) return false;
    if (ids.size === told.length) return true;
    const open = await this.tasks.listOpen(tx, contactId);
    return open.some((task) => ids.has(task.id) && task.number === number);
  }

  async #about(
    tx: Transaction,
    contactId: string,
    action: Omit<Action, 'places' | 'number'>,
    subject: Subject,
  ): Promise<FocusedAction> {
    const { intent } = action;
    const sure = { ...action, confidence: 1 };
    if (subject.kind === 'list') return this.#onList(tx, contactId, sure, subject.id);
    const kind = await this.#kindOf(tx, contactId, subject);
    if (kind === 'event') return onEvent(sure, subject);
    const picked = subject;
    if (subject.kind === 'note')
      return isRemoval(intent) ? { action: { ...sure, intent: 'forget' }, picked } : { action: sure, picked };
    if (kind === undefined) return { action: sure, picked };
    if (intent === 'complete_task' && kind !== 'task') {
      const hasRung = (await this.reminders.findRung(tx, contactId, subject.id)) !== undefined;
      // What is done before it rings need not ring.
      return hasRung
        ? { action: sure, picked }
        : { action: { ...sure, intent: intentFor(kind, 'cancel_event'), part: 'one' }, picked };
    }
    const changes = isRemoval(intent) ? 'cancel_event' : intent;
    return { action: changeableOf(changes) ? { ...sure, intent: intentFor(kind, changes) } : sure, picked };
  }

  /** The list is meant as a whole. */
  async #onList(tx: Transaction, contactId: string, action: Action, taskId: string): Promise<FocusedAction> {
    const task = await this.tasks.find(tx, contactId, taskId);
    if (!task) return { action, answer: { reply: replies.placeUnknown(), isUnfinished: true } };
    const ofList = { ...action, ...(task.list !== undefined && { list: listOf(task) }) };
    if (isRemoval(action.intent)) return { action: { ...ofList, intent: 'delete_task', all: true } };
    return { action: action.intent === 'complete_task' ? { ...ofList, all: true } : ofList };
  }

  async #kindOf(tx: Transaction, contactId: string, { kind, id }: Subject): Promise<Changeable | undefined> {
    if (kind === 'reminder') return this.reminders.kindOf(tx, contactId, id);
    return kind === 'event' || kind === 'task' ? kind : undefined;
  }
}

const isRemoval = (intent: Intent): boolean => isEnd(intent) || intent === 'forget';

/** Of one that repeats, the time that was told. */
function onEvent(action: Action, { at, ...picked }: Subject): FocusedAction {
  const { intent } = action;
  if (intent === 'complete_task' || intent === 'reopen_task')
    return { action, picked, answer: { reply: replies.eventNotTicked(), about: [picked] } };
  const changes = isRemoval(intent) ? 'cancel_event' : intent;
  const meant = { ...action, intent: changeableOf(changes) ? intentFor('event', changes) : intent };
  if (at === undefined || action.all) return { action: meant, picked };
  const end = DateTime.fromISO(at, { setZone: true }).plus(1).toISO() ?? undefined;
  return { action: { ...meant, part: 'one', currentWhen: { start: at, end, grain: 'minute' } }, picked };
}

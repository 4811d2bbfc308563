import { Injectable } from '@nestjs/common';

import { FocusStore, RungReminderStore, type Subject, type Transaction } from '#data';
import type { Action, Intent } from '#understanding';

import { type Changeable, changeableOf, intentFor, isEnd } from './changeable.ts';
import { LeftOutActions } from './left-out-actions.ts';
import { lacksNewName } from './new-name.ts';
import { PlacedActions } from './placed-actions.ts';
import { saysDone } from './rung-words.ts';
import { TitledActions } from './titled-action.ts';
import type { Actor, FocusedAction, Wish } from './understood.ts';

/** "delete that", "cancel it", "get rid of them": what it is depends on what was talked about. */
const REMOVE =
  /^(?:(?:please|ok|okay|no|and|can you|could you)[ ,]+)*(?:delete|cancel|remove|drop|scrap|erase|(?:get|be) rid of|take off|clear) (?:it|that|this|them|the one|that one|this one)(?: (?:again|please|then|too))*[ .!]*$/i;
const REFERS = /\b(?:it|that|this|them|those)\b/i;
/** What "cancel that" is taken for where nothing was asked. */
const unsaid = new Set<Intent>(['out_of_scope', 'deny']);

/** Finds what is to be done where the words alone do not tell: it follows from what was talked about, or from the quoted message. */
@Injectable()
export class FocusedActions {
  constructor(
    private readonly focus: FocusStore,
    private readonly reminders: RungReminderStore,
    private readonly placed: PlacedActions,
    private readonly titled: TitledActions,
    private readonly leftOut: LeftOutActions,
  ) {}

  /** @returns the action as it is when it says by itself what it is about; one for each of several that are meant */
  async resolve(tx: Transaction, actor: Actor, wish: Wish, action: Action): Promise<FocusedAction[]> {
    const titled = await this.titled.resolve(tx, actor, wish, action);
    if (titled) return [{ action: titled }];
    const placed = await this.placed.resolve(tx, actor, wish, action);
    if (placed) return placed;
    return [
      (await this.leftOut.resolve(tx, actor, wish, action)) ?? (await this.#it(tx, actor, wish, action)),
    ];
  }

  async #it(
    tx: Transaction,
    { contactId }: Actor,
    { quoted, picked, now }: Wish,
    action: Action,
  ): Promise<FocusedAction> {
    const { intent } = action;
    const ticked = await this.#ticked(tx, contactId, quoted, action);
    if (ticked) return ticked;
    const removes = unsaid.has(intent) && REMOVE.test(action.words.trim());
    const refers =
      picked === undefined && isBare(action) && (REFERS.test(action.words) || quoted !== undefined);
    const changes = changeableOf(intent);
    if (!removes && !(refers && changes && changes !== 'timer')) return { action };
    const told = quoted === undefined ? [] : await this.focus.ofMessage(tx, contactId, quoted);
    const all = told.length > 0 ? told : await this.focus.lastOf(tx, contactId);
    const subjects = setsTimeOfDay(action) ? withTime(all) : all;
    const [subject] = subjects;
    const isOfEvent = removes || changes === 'event';
    const announced = isOfEvent ? await this.#announced(tx, contactId, subjects, action) : undefined;
    if (announced) {
      const meant = intentFor('event', intent);
      return { action: { ...action, intent: meant, confidence: 1 }, ...announced };
    }
    const kind = subject && (await this.#kindOf(tx, contactId, subject));
    if (!kind) return { action };
    const again = subject.kind === 'reminder' && (await this.#again(tx, contactId, subject.id, action, now));
    if (again) return { action: again, ...(subjects.length === 1 && { picked: subject }) };
    const meant = intentFor(kind, intent);
    return {
      action: withPlainName({ ...action, intent: meant, confidence: 1 }),
      ...(subjects.length === 1 && { picked: subject }),
    };
  }

  /** "done" in answer to what tells of one task. */
  async #ticked(
    tx: Transaction,
    contactId: string,
    quoted: string | undefined,
    action: Action,
  ): Promise<FocusedAction | undefined> {
    if (quoted === undefined || action.intent !== 'out_of_scope' || !saysDone(action.words)) return undefined;
    const [told, ...others] = await this.focus.ofMessage(tx, contactId, quoted);
    if (told?.kind !== 'task' || others.length > 0) return undefined;
    return { action: { ...action, intent: 'complete_task', confidence: 1 }, picked: told };
  }

  /**
   * After "Reminder: dinner, today at 7:00 PM", "make it an hour longer" is said of the dinner; so is what no reminder has, before it rings. Of
   * one with a name of its own, "book a table", nothing is said of the dinner.
   */
  async #announced(
    tx: Transaction,
    contactId: string,
    subjects: Subject[],
    action: Action,
  ): Promise<{ picked?: Subject } | undefined> {
    const reminders = subjects.filter(({ kind }) => kind === 'reminder');
    const events = await Promise.all(reminders.map(({ id }) => this.reminders.eventOf(tx, contactId, id)));
    const [event] = events;
    const isMeant = event?.isNamesake && (event.hasRung || isOfEventOnly(action));
    if (!event || !isMeant || subjects[0]?.kind !== 'reminder') return undefined;
    const isOne = reminders.length === subjects.length && events.every((one) => one?.id === event.id);
    return isOne ? { picked: { kind: 'event', id: event.id } } : {};
  }

  /** Another time of one that has rung is when it rings once more; what else is said of it is said of what comes next of its series. */
  async #again(
    tx: Transaction,
    contactId: string,
    id: string,
    { laterBy, ...action }: Action,
    now: Date,
  ): Promise<Action | undefined> {
    const later =
      laterBy === undefined ? undefined : new Date(now.getTime() + laterBy * 60_000).toISOString();
    const when = later === undefined ? action.when : { start: later, grain: 'minute' as const };
    const isPutOff = changeableOf(action.intent) && !isEnd(action.intent) && when && !action.newTitle;
    if (!isPutOff || action.recurrence || action.part === 'following' || action.all) return undefined;
    const rung = await this.reminders.findRung(tx, contactId, id);
    return rung && { ...action, intent: 'snooze_reminder', confidence: 1, when };
  }

  async #kindOf(tx: Transaction, contactId: string, { kind, id }: Subject): Promise<Changeable | undefined> {
    if (kind === 'reminder') return this.reminders.kindOf(tx, contactId, id);
    return kind === 'event' || kind === 'task' ? kind : undefined;
  }
}

/** "make that a garden party": an event is called so without the article, with which a task would be an amount. */
const withPlainName = (action: Action): Action =>
  action.intent === 'update_event' && action.newTitle && /\bmake (?:it|that)\b/i.test(action.words)
    ? { ...action, newTitle: action.newTitle.replace(/^an? (?=\S)/i, '') }
    : action;

/** A name, a place, a length: its time may be that of the reminder. */
const isOfEventOnly = (action: Action): boolean => {
  const { intent, newTitle, place, allDay, length, longerBy, newEnd } = action;
  const change = newTitle ?? place ?? allDay ?? length ?? longerBy ?? newEnd;
  return !isEnd(intent) && (change !== undefined || lacksNewName(action));
};

const isBare = ({ intent, title, number, currentWhen, when, all }: Action): boolean =>
  title === undefined && number === undefined && !currentWhen && !all && !(isEnd(intent) && when);

/** "make it seven", "an hour later" */
const setsTimeOfDay = ({ timeOnly, laterBy }: Action): boolean =>
  timeOnly !== undefined || laterBy !== undefined;

/** Of several things that were told, such as what was put on a list and when to be reminded of it, the only one that has a time. */
function withTime(subjects: Subject[]): Subject[] {
  const timed = subjects.filter(({ kind }) => kind === 'event' || kind === 'reminder');
  return timed.length === 1 ? timed : subjects;
}

import { Injectable } from '@nestjs/common';

import { FocusStore, RungReminderStore, type Subject, type Transaction } from '#data';
import type { Action, Intent } from '#understanding';

import { type Changeable, changeableOf, intentFor, isEnd } from './changeable.ts';
import { anyOrdinal, atOrdinal } from './ordinals.ts';
import type { Actor, Wish } from './understood.ts';

/** "delete that", "cancel it", "get rid of the second one": what it is depends on what was talked about. */
const REMOVE = new RegExp(
  '^(?:(?:please|ok|okay|no|and|can you|could you)[ ,]+)*(?:delete|cancel|remove|drop|scrap|erase|(?:get|be) rid of|take off|clear)' +
    `(?: (?:it|that|this|them|the (?:last )?one|that one|this one)| (?:the )?(${anyOrdinal}) one)(?: (?:again|please|then|too))*[ .!]*$`,
  'i',
);
const REFERS = /\b(?:it|that|this|them|those)\b/i;
/** What "cancel that" is taken for where nothing was asked. */
const unsaid = new Set<Intent>(['out_of_scope', 'deny']);

/** An action on something that was named only as "it". */
export interface FocusedAction {
  action: Action;
  picked?: Subject;
}

/** Finds what is to be done where the words alone do not tell: it follows from what was talked about, or from the quoted message. */
@Injectable()
export class FocusedActions {
  constructor(
    private readonly focus: FocusStore,
    private readonly reminders: RungReminderStore,
  ) {}

  /** @returns the action as it is when it says by itself what it is about */
  async resolve(
    tx: Transaction,
    { contactId }: Actor,
    { quoted, picked }: Wish,
    action: Action,
  ): Promise<FocusedAction> {
    const { intent } = action;
    const removal = unsaid.has(intent) ? removalIn(action.words) : undefined;
    const refers =
      picked === undefined && isBare(action) && (REFERS.test(action.words) || quoted !== undefined);
    const changes = changeableOf(intent);
    if (!removal && !(refers && changes && changes !== 'timer')) return { action };
    const told = quoted === undefined ? [] : await this.focus.ofMessage(tx, contactId, quoted);
    const subjects = told.length > 0 ? told : await this.focus.lastOf(tx, contactId);
    const referred = removal?.ordinal === undefined ? subjects[0] : atOrdinal(subjects, removal.ordinal);
    const isOfEvent = removal !== undefined || changes === 'event';
    const subject = referred && isOfEvent ? await this.#announced(tx, contactId, referred) : referred;
    const kind = subject && (await this.#kindOf(tx, contactId, subject));
    if (!kind) return { action };
    const meant = intentFor(kind, intent);
    const isOne = removal?.ordinal !== undefined || subjects.length === 1;
    return { action: { ...action, intent: meant, confidence: 1 }, ...(isOne && { picked: subject }) };
  }

  /** After "Reminder: dinner, today at 7:00 PM", "make it an hour longer" is said of the dinner. */
  async #announced(tx: Transaction, contactId: string, subject: Subject): Promise<Subject> {
    if (subject.kind !== 'reminder') return subject;
    const id = await this.reminders.eventAnnouncedBy(tx, contactId, subject.id);
    return id === undefined ? subject : { kind: 'event', id };
  }

  async #kindOf(tx: Transaction, contactId: string, { kind, id }: Subject): Promise<Changeable | undefined> {
    if (kind === 'reminder') return this.reminders.kindOf(tx, contactId, id);
    return kind === 'note' ? undefined : kind;
  }
}

const isBare = ({ intent, title, number, currentWhen, when, all }: Action): boolean =>
  title === undefined && number === undefined && !currentWhen && !all && !(isEnd(intent) && when);

function removalIn(words: string): { ordinal?: string } | undefined {
  const found = REMOVE.exec(words.trim());
  return found ? { ordinal: found[1]?.toLowerCase() } : undefined;
}

import { Injectable } from '@nestjs/common';

import { FocusStore, type Subject, type Transaction } from '#data';
import type { Action, Intent } from '#understanding';

import type { Actor, Wish } from './understood.ts';

/** "delete that", "cancel it", "get rid of the second one": what it is depends on what was talked about. */
const REMOVE =
  /^(?:(?:please|ok|okay|no|and|can you|could you)[ ,]+)*(?:delete|cancel|remove|drop|scrap|erase|(?:get|be) rid of|take off|clear)(?: (?:it|that|this|them|the (?:last )?one|that one|this one)| (?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) one)(?: (?:again|please|then|too))*[ .!]*$/i;
const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

const removing: Partial<Record<Subject['kind'], Intent>> = {
  event: 'cancel_event',
  task: 'delete_task',
  reminder: 'cancel_reminder',
};
const changing: Partial<Record<Subject['kind'], Intent>> = {
  task: 'update_task',
  reminder: 'update_reminder',
};

/** An action on something that was named only as "it". */
export interface FocusedAction {
  action: Action;
  picked?: Subject;
}

/** Finds what is to be done where the words alone do not tell: it follows from what was talked about, or from the quoted message. */
@Injectable()
export class FocusedActions {
  constructor(private readonly focus: FocusStore) {}

  /** @returns the action as it is when it says by itself what it is about */
  async resolve(
    tx: Transaction,
    { contactId }: Actor,
    { quoted }: Wish,
    action: Action,
  ): Promise<FocusedAction> {
    const isChange = action.intent === 'update_event' && action.title === undefined && !action.currentWhen;
    // With nothing asked, "cancel that" denies nothing.
    const mayRemove = action.intent === 'out_of_scope' || action.intent === 'deny';
    const [, ordinal, removes] = mayRemove ? removalIn(action.words) : [];
    if (!isChange && removes === undefined) return { action };
    const told = quoted === undefined ? [] : await this.focus.ofMessage(tx, contactId, quoted);
    const subjects = told.length > 0 ? told : await this.focus.lastOf(tx, contactId);
    const subject = ordinal === undefined ? subjects[0] : subjectAt(subjects, ordinal);
    const intent = subject && (isChange ? changing : removing)[subject.kind];
    if (!intent) return { action };
    const isOne = ordinal !== undefined || subjects.length === 1;
    return { action: { ...action, intent, confidence: 1 }, ...(isOne && { picked: subject }) };
  }
}

function removalIn(words: string): [string?, string?, true?] {
  const found = REMOVE.exec(words.trim());
  return found ? [found[0], found[1]?.toLowerCase(), true] : [];
}

const subjectAt = (subjects: Subject[], ordinal: string): Subject | undefined =>
  ordinal === 'last' ? subjects.at(-1) : subjects[ordinals.indexOf(ordinal)];

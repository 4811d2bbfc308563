import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import {
  EventStore,
  FocusStore,
  ReminderStore,
  RungReminderStore,
  type Subject,
  type Transaction,
} from '#data';
import type { Action } from '#understanding';

import type { Actor, FocusedAction, Wish } from './understood.ts';

/** Without a series that was spoken of, these mean something else; "skip tomorrow's" does not. */
const EXCEPTS =
  /^(?:(?:but|and|only|just|well|oh|ok|okay)[ ,]+)*(?:not|except|excluding|other than|apart from)\b/i;
const aheadYears = 2;

/** Finds the series of which a time is to be left out: "not this sunday", "except on the 24th", "skip tomorrow's". */
@Injectable()
export class LeftOutActions {
  constructor(
    private readonly focus: FocusStore,
    private readonly events: EventStore,
    private readonly reminders: ReminderStore,
    private readonly rung: RungReminderStore,
  ) {}

  /** @returns undefined where the action leaves out no time of what was spoken of */
  async resolve(
    tx: Transaction,
    { contactId }: Actor,
    { quoted, picked, now }: Wish,
    action: Action,
  ): Promise<FocusedAction | undefined> {
    const { currentWhen, ...bare } = action;
    const isMeant =
      action.intent === 'cancel_event' && action.part === 'one' && currentWhen && action.title === undefined;
    if (!isMeant || picked) return undefined;
    const excepts = EXCEPTS.test(action.words.trim());
    const told = quoted === undefined ? [] : await this.focus.ofMessage(tx, contactId, quoted);
    const [only, ...others] = told.length > 0 ? told : await this.focus.lastOf(tx, contactId);
    const unknown: FocusedAction = excepts
      ? { action: { intent: 'out_of_scope', confidence: 0, words: action.words, when: currentWhen } }
      : { action };
    if (!only || others.length > 0) return unknown;
    const reminder = only.kind === 'reminder' && (await this.#reminder(tx, contactId, only.id));
    if (reminder) return { action: { ...bare, intent: 'cancel_reminder', when: currentWhen }, picked: only };
    const subject = await this.#eventOf(tx, contactId, only);
    const event = subject && (await this.#event(tx, contactId, subject.id, now));
    if (!event) return unknown;
    const title = event.title === undefined ? {} : { title: event.title };
    // What takes place once is to be at another time, rather than not at all.
    if (event.rule === undefined && excepts)
      return {
        action: { intent: 'update_event', confidence: 1, words: action.words, ...title },
        picked: subject,
      };
    return { action: { ...action, ...title }, picked: subject };
  }

  async #reminder(tx: Transaction, contactId: string, id: string): Promise<boolean> {
    const upcoming = await this.reminders.listUpcoming(tx, contactId);
    return upcoming.some((one) => one.id === id && one.series !== undefined);
  }

  async #eventOf(tx: Transaction, contactId: string, subject: Subject): Promise<Subject | undefined> {
    if (subject.kind === 'event') return { kind: 'event', id: subject.id };
    if (subject.kind !== 'reminder') return undefined;
    const event = await this.rung.eventOf(tx, contactId, subject.id);
    return event?.hasRung && event.isNamesake ? { kind: 'event', id: event.id } : undefined;
  }

  async #event(
    tx: Transaction,
    contactId: string,
    id: string,
    now: Date,
  ): Promise<{ title?: string; rule?: string } | undefined> {
    const until = DateTime.fromJSDate(now).plus({ years: aheadYears }).toJSDate();
    return (await this.events.list(tx, contactId, { from: now, until })).find((one) => one.id === id);
  }
}

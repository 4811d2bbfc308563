import { Injectable } from '@nestjs/common';

import { NoteStore, ReminderStore, TaskStore, type Transaction } from '#data';
import type { Action } from '#understanding';

import { type Changeable, changeableOf, changeables, intentFor, isEnd } from './changeable.ts';
import { EventFinder } from './event-finder.ts';
import { named } from './named.ts';
import { isWithin, noteWords, textOf } from './note-words.ts';
import type { Request } from './understood.ts';

/** The person said of what kind it is. */
const SAYS_KIND =
  /\b(?:tasks?|to-?dos?|items?|lists?|remind\w*|alarms?|timers?|events?|appointments?|meetings?|calend[ae]r)\b/i;

/** Finds of what kind a thing is that was told only by its name: "rename milk to oat milk" is about a task where there is no such event. */
@Injectable()
export class NamedActions {
  constructor(
    private readonly events: EventFinder,
    private readonly tasks: TaskStore,
    private readonly reminders: ReminderStore,
    private readonly notes: NoteStore,
  ) {}

  /** @returns the action as it is, unless something of another kind alone goes by that name */
  async resolve(tx: Transaction, request: Request): Promise<Action> {
    const { action, picked } = request;
    const kind = changeableOf(action.intent);
    if (!kind || picked || action.title === undefined || SAYS_KIND.test(action.words)) return action;
    // "the laundry one"
    const bare = action.title.replace(/(?<=\w) one$/i, '');
    for (const title of new Set([action.title, bare])) {
      for (const each of [kind, ...changeables.filter((other) => other !== kind)]) {
        if (named(await this.#all(tx, request, each), title).length > 0)
          return { ...action, title, intent: intentFor(each, action.intent) };
      }
    }
    const isNote = isEnd(action.intent) && (await this.#isNoted(tx, request.contactId, action.title));
    return isNote ? { ...action, intent: 'forget' } : action;
  }

  /** "forget about the shoe size": it was told us to be remembered. */
  async #isNoted(tx: Transaction, contactId: string, title: string): Promise<boolean> {
    const wanted = noteWords(title);
    const facts = wanted.size > 0 ? await this.notes.list(tx, contactId, 'fact') : [];
    return facts.some((fact) => isWithin(wanted, noteWords(textOf(fact))));
  }

  async #all(tx: Transaction, request: Request, kind: Changeable): Promise<{ title: string | undefined }[]> {
    const { contactId } = request;
    if (kind === 'event') return this.events.within(tx, request);
    if (kind === 'task') return this.tasks.listOpen(tx, contactId);
    return kind === 'reminder'
      ? this.reminders.listUpcoming(tx, contactId)
      : this.reminders.listTimers(tx, contactId);
  }
}

import { Injectable } from '@nestjs/common';

import { FocusStore, type Reminder, ReminderStore, type Transaction } from '#data';
import { replies } from '#replies';

import { named } from './named.ts';
import type { Done, Request } from './understood.ts';
import { UsualReminders } from './usual-reminders.ts';

/** "no reminder for the dentist": the event stays, and does not ring. */
@Injectable()
export class SilencedEventActions {
  constructor(
    private readonly reminders: ReminderStore,
    private readonly usual: UsualReminders,
    private readonly focus: FocusStore,
  ) {}

  /** @returns undefined when no usual reminder is meant */
  async silence(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { contactId, action, picked } = request;
    if (picked || action.all || action.when) return undefined;
    const known = await this.reminders.listUsual(tx, contactId);
    const meant = known.length > 0 ? await this.#meant(tx, request, known) : [];
    const [first] = meant;
    if (!first) return undefined;
    const ids = new Set(meant.flatMap(({ eventId }) => eventId ?? []));
    for (const id of ids) await this.usual.end(tx, contactId, id);
    return {
      reply: replies.eventSilenced(first.title),
      about: [...ids].map((id) => ({ kind: 'event', id })),
    };
  }

  /** Those of the events that are named, unless a reminder is; without a name, of the event that was talked about last. */
  async #meant(
    tx: Transaction,
    { contactId, action, quoted }: Request,
    known: Reminder[],
  ): Promise<Reminder[]> {
    const { title } = action;
    if (title !== undefined) {
      const asked = named(await this.reminders.listUpcoming(tx, contactId), title);
      return asked.length > 0 ? [] : named(known, title);
    }
    const [about] =
      quoted === undefined
        ? await this.focus.lastOf(tx, contactId)
        : await this.focus.ofMessage(tx, contactId, quoted);
    return about?.kind === 'event' ? known.filter(({ eventId }) => eventId === about.id) : [];
  }
}

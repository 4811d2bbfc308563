import { Injectable } from '@nestjs/common';

import { FocusStore, RungReminderStore, type Transaction } from '#data';
import type { Intent } from '#understanding';

import type { Request } from './understood.ts';

const REFERS = /\b(?:it|that|this|them|those)\b/i;
const ENDS =
  /^(?:please )?(?:cancel|delete|remove|stop|scrap|drop) (?:it|that|this)(?: one)?(?: please)?[.! ]*$/i;
/** What "cancel that" is taken for where nothing was asked. */
const unsaid = new Set<Intent>(['out_of_scope', 'deny']);
const changing = new Set<Intent>(['update_event', 'update_task', 'update_reminder']);
const ending = new Set<Intent>(['cancel_event', 'delete_task', 'cancel_reminder']);

/** What "it" is decides what "move it" and "cancel it" mean. */
@Injectable()
export class Referents {
  constructor(
    private readonly focus: FocusStore,
    private readonly reminders: RungReminderStore,
  ) {}

  /** @returns the request, about a reminder or a timer where that is what was talked about last */
  async resolve(tx: Transaction, request: Request): Promise<Request> {
    const { action, contactId, picked, quoted } = request;
    const { intent, title, number, currentWhen, all } = action;
    const ends = ending.has(intent) || (unsaid.has(intent) && ENDS.test(action.words));
    if (!changing.has(intent) && !ends) return request;
    if (picked || title !== undefined || number !== undefined || currentWhen || all) return request;
    if (!REFERS.test(action.words) && quoted === undefined) return request;
    const [about] =
      quoted === undefined
        ? await this.focus.lastOf(tx, contactId)
        : await this.focus.ofMessage(tx, contactId, quoted);
    const kind = about?.kind === 'reminder' && (await this.reminders.kindOf(tx, contactId, about.id));
    if (!kind) return request;
    const meant: Intent =
      kind === 'timer'
        ? ends
          ? 'cancel_timer'
          : 'update_timer'
        : ends
          ? 'cancel_reminder'
          : 'update_reminder';
    return { ...request, action: { ...action, intent: meant } };
  }
}

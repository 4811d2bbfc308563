import { Injectable } from '@nestjs/common';

import { ChangeStore, type Transaction } from '#data';
import { replies } from '#replies';

import type { Done, Request } from './understood.ts';

/** Takes back what a message did. */
@Injectable()
export class UndoActions {
  constructor(private readonly changes: ChangeStore) {}

  async undo(tx: Transaction, { contactId, messageId, undoes }: Request): Promise<Done> {
    const undone = await this.changes.undo(tx, { contactId, byId: messageId, messageId: undoes });
    if (undone.outcome === 'nothing') return { reply: replies.nothingToUndo() };
    if (undone.outcome === 'changed_since') return { reply: replies.changedSince() };
    return { reply: replies.undone(undone.words) };
  }
}

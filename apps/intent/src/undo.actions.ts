import { Injectable } from '@nestjs/common';

import { ChangeStore, ContactStore, type Transaction } from '#data';
import { currentSpeech, languageOf, replies, speaking } from '#replies';

import type { Done, Request } from './understood.ts';

const ASSENT = /^\W*(?:yes|yeah|yep|sure|ok|okay|all of them)\W*$/i;

/** Takes back what a message did. */
@Injectable()
export class UndoActions {
  constructor(
    private readonly changes: ChangeStore,
    private readonly contacts: ContactStore,
  ) {}

  async undo(tx: Transaction, { contactId, messageId, undoes }: Request): Promise<Done> {
    const undone = await this.changes.undo(tx, { contactId, byId: messageId, messageId: undoes });
    if (undone.outcome === 'nothing') return { reply: replies.nothingToUndo() };
    if (undone.outcome === 'rung_since') return { reply: replies.rungSince() };
    if (undone.outcome === 'changed_since') return { reply: replies.changedSince() };
    if (undone.outcome === 'stop' || undone.outcome === 'start')
      return { reply: replies.stopNotUndone(undone.outcome) };
    // "yes" alone tells nothing of what is undone.
    const words = undone.words !== undefined && ASSENT.test(undone.words) ? undefined : undone.words;
    // It may have been the choice of a language.
    const speech = currentSpeech();
    const language = languageOf(await this.contacts.languageOf(tx, contactId)) ?? speech.language;
    return { reply: speaking({ ...speech, language }, () => replies.undone(words)) };
  }
}

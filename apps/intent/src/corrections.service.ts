import { Injectable } from '@nestjs/common';

import { ChangeStore, type Transaction, type Turn, TurnResultStore, type Undone } from '#data';
import { replies } from '#replies';
import type { Intent } from '#understanding';

import { Answers, type TurnAnswer } from './answers.service.ts';
import { changes } from './plan-words.ts';
import { isFrom } from './question.ts';
import type { Understood } from './understood.ts';

/** A typing error mended in these needs no second answer. */
const wantsNothing = new Set<Intent>(['greeting', 'thanks', 'confirm', 'deny', 'out_of_scope']);

/** People change messages, and take them back. */
@Injectable()
export class Corrections {
  constructor(
    private readonly results: TurnResultStore,
    private readonly answers: Answers,
    private readonly changeLog: ChangeStore,
  ) {}

  /** The person changed a message that was acted on: that is undone, and what it says now is done. */
  async correct(
    tx: Transaction,
    turn: Turn,
    { target, text, wish }: Understood & { outcome: 'edited' },
  ): Promise<TurnAnswer> {
    const before = await this.results.amend(tx, { since: turn.id, target, text });
    // Nothing was done yet that a later yes should still do.
    const isAsked = isFrom(turn.question, target);
    if (!before && !isAsked) return {};
    if (!wish) {
      if (isAsked) return { question: null, reply: replies.sayAgain() };
      return before && changes(before.intent as Intent) ? { reply: replies.amended() } : {};
    }
    const undone = before && (await this.#undo(tx, turn, before.id));
    if (undone?.outcome === 'changed_since' || undone?.outcome === 'rung_since')
      return { reply: replies.amended() };
    const asksNothing = wish.actions.every(({ intent }) => wantsNothing.has(intent));
    if (undone?.outcome !== 'undone' && !isAsked && asksNothing) return {};
    const { reply = '', ...result } = await this.answers.to(tx, turn, wish);
    const question = result.question ?? (isAsked ? null : undefined);
    return { ...result, question, reply: undone?.outcome === 'undone' ? replies.corrected(reply) : reply };
  }

  /** What was done because of a message that the person took back is undone. */
  async takeBack(tx: Transaction, turn: Turn, target: string): Promise<TurnAnswer> {
    const before = await this.results.amend(tx, { since: turn.id, target });
    const isAsked = isFrom(turn.question, target);
    const question = isAsked ? null : undefined;
    if (!before) return { question };
    const { outcome } = await this.#undo(tx, turn, before.id);
    if (outcome === 'nothing' && (isAsked || !(await this.#hasLeft(tx, before)))) return { question };
    return { question, reply: outcome === 'undone' ? replies.takenBack() : replies.revoked() };
  }

  /** A reaction is not there any more: what was done because of it is undone, without a word, as it was done. */
  async unreact(tx: Transaction, turn: Turn, target: string): Promise<void> {
    const messageId = await this.changeLog.lastReactionTo(tx, turn.contact.id, target);
    if (messageId !== undefined) await this.#undo(tx, turn, messageId);
  }

  /** Whether something is still there that a message did, and that cannot be undone: it may be undone already, or have been in vain. */
  async #hasLeft(tx: Transaction, { id, intent }: { id: string; intent: string }): Promise<boolean> {
    if (intent === 'undo') return true;
    return changes(intent as Intent) && !(await this.changeLog.knows(tx, id));
  }

  #undo(tx: Transaction, turn: Turn, messageId: string): Promise<Undone> {
    return this.changeLog.undo(tx, { contactId: turn.contact.id, byId: turn.id, messageId, isAnyTime: true });
  }
}

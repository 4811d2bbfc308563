import { Injectable } from '@nestjs/common';

import type { Transaction, Turn, TurnResult } from '#data';

import { replies } from '#replies';
import type { Intent } from '#understanding';

import { Actions } from './actions.service.ts';
import type { Wish } from './understood.ts';

/** What a message came to, as it is kept. */
export type TurnAnswer = Pick<
  TurnResult,
  'intent' | 'reply' | 'about' | 'choices' | 'question' | 'document' | 'files'
>;

/** What these leave is to ring later. */
const rings = new Set<Intent>([
  'create_reminder',
  'create_timer',
  'update_timer',
  'snooze_reminder',
  'update_reminder',
]);

/** Does what a message asks for, and answers it. */
@Injectable()
export class Answers {
  constructor(private readonly actions: Actions) {}

  async to(tx: Transaction, turn: Turn, wish: Wish): Promise<TurnAnswer> {
    const actor = { contactId: turn.contact.id, messageId: turn.id };
    const { asks, choices, keepsQuestion, ...answer } = await this.actions.act(tx, actor, wish);
    if (turn.stoppedAt && answer.intent !== undefined && rings.has(answer.intent))
      answer.reply = replies.withNote(answer.reply, replies.willNotRing());
    // Whoever edits a message once more, or takes it back, answers what its last edit led to.
    const from = (turn.kind === 'edit' && turn.refersTo) || turn.messageKey;
    const question = asks
      ? JSON.stringify({ ...asks, from })
      : turn.isAsked && !keepsQuestion
        ? null
        : undefined;
    return { ...answer, choices: choices && JSON.stringify(choices), question };
  }
}

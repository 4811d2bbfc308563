import { Injectable } from '@nestjs/common';

import type { Transaction, Turn, TurnResult } from '#data';

import { Actions } from './actions.service.ts';
import type { Wish } from './understood.ts';

/** What a message came to, as it is kept. */
export type TurnAnswer = Pick<TurnResult, 'intent' | 'reply' | 'about' | 'choices' | 'question'>;

/** Does what a message asks for, and answers it. */
@Injectable()
export class Answers {
  constructor(private readonly actions: Actions) {}

  async to(tx: Transaction, turn: Turn, wish: Wish): Promise<TurnAnswer> {
    const actor = { contactId: turn.contact.id, messageId: turn.id };
    const { reply, asks, choices, intent, about, keepsQuestion } = await this.actions.act(tx, actor, wish);
    const question = asks
      ? JSON.stringify({ ...asks, from: turn.messageKey })
      : turn.isAsked && !keepsQuestion
        ? null
        : undefined;
    return { intent, reply, about, choices: choices && JSON.stringify(choices), question };
  }
}

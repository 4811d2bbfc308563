import { Injectable } from '@nestjs/common';

import { Database, type Transaction, type Turn, type TurnResult, TurnResultStore } from '#data';
import { MicroBatcher } from '#platform';
import { replies } from '#replies';

import type { Acted } from './acted.ts';
import { Actions } from './actions.service.ts';
import { OwedMessages } from './owed-messages.ts';
import { isFrom } from './question.ts';
import { RenameStep } from './rename.step.ts';
import { RungActions } from './rung.actions.ts';
import type { Understood } from './understood.ts';

interface Understanding {
  turn: Turn;
  understood: Exclude<Understood, { outcome: 'renamed' }>;
}

type Result = Pick<TurnResult, 'intent' | 'reply' | 'about' | 'choices' | 'question'>;

/** Intents with an effect that an edited or revoked message does not undo. */
const lasting = new Set([
  'create_event',
  'create_task',
  'complete_task',
  'create_reminder',
  'update_reminder',
  'snooze_reminder',
  'cancel_reminder',
  'create_timer',
  'update_timer',
  'cancel_timer',
  'remember',
]);

/**
 * Does what was understood, writes the answer and marks the message as handled, all in one transaction. Messages of
 * different people that arrive together share the transaction.
 */
@Injectable()
export class ActStep {
  readonly #batches: MicroBatcher<Understanding, Acted | undefined>;

  constructor(
    private readonly database: Database,
    private readonly results: TurnResultStore,
    private readonly owed: OwedMessages,
    private readonly renames: RenameStep,
    private readonly actions: Actions,
    private readonly rung: RungActions,
  ) {
    this.#batches = new MicroBatcher((batch) => this.#actAll(batch), {
      atOnce: 1,
      largest: 50,
      failsAll: (error) => database.isCauseOf(error),
    });
  }

  /** @returns undefined when nothing was done: another worker has the message now, or it must be understood anew */
  act(turn: Turn, understood: Understood): Promise<Acted | undefined> {
    return understood.outcome === 'renamed'
      ? this.renames.act(turn, understood.becomes)
      : this.#batches.add({ turn, understood });
  }

  #actAll(batch: Understanding[]): Promise<(Acted | undefined)[]> {
    return this.database.transaction(async (tx) => {
      const turns = batch.map(({ turn }) => turn);
      const held = await this.results.hold(tx, turns);
      const ours = batch.filter(({ turn }) => held.has(turn.id));
      const results = await Promise.all(ours.map((one) => this.#act(tx, one)));
      const { answers, owedTo } = await this.results.finish(tx, results);
      const owed = await this.owed.release(tx, owedTo);
      const acted = new Map(
        results.map(({ id, contactId }) => [
          id,
          { contactId, outboundId: answers.get(id), owed: owed.get(contactId) },
        ]),
      );
      return batch.map(({ turn }) => acted.get(turn.id));
    });
  }

  async #act(tx: Transaction, { turn, understood }: Understanding): Promise<TurnResult> {
    return {
      id: turn.id,
      contactId: turn.contact.id,
      amendmentId: turn.amendment?.id,
      outcome: understood.outcome,
      ...(await this.#do(tx, turn, understood)),
    };
  }

  async #do(tx: Transaction, turn: Turn, understood: Understanding['understood']): Promise<Result> {
    switch (understood.outcome) {
      case 'acted': {
        const { reply, asks, choices, intent, about, keepsQuestion } = await this.actions.act(
          tx,
          { contactId: turn.contact.id, messageId: turn.id },
          understood.wish,
        );
        const question = asks
          ? JSON.stringify({ ...asks, from: turn.messageKey })
          : turn.isAsked && !keepsQuestion
            ? null
            : undefined;
        return { intent, reply, about, choices: choices && JSON.stringify(choices), question };
      }
      case 'revoked':
        await this.results.amend(tx, { since: turn.id, target: turn.messageKey });
        return {};
      case 'edited':
      case 'took_back': {
        const { target, text } = { text: undefined, ...understood };
        const { actedOnAs } = await this.results.amend(tx, { since: turn.id, target, text });
        // Nothing was done yet that a later yes should still do.
        const closed = isFrom(turn.question, target) ? { question: null } : undefined;
        const wasEdited = understood.outcome === 'edited';
        if (closed) return wasEdited ? { ...closed, reply: replies.sayAgain() } : closed;
        if (!lasting.has(actedOnAs ?? '')) return {};
        return { reply: wasEdited ? replies.amended() : replies.revoked() };
      }
      default: {
        if ('endsOf' in understood) await this.rung.react(tx, turn.contact.id, understood.endsOf);
        // One that cannot be read would keep each later message waiting for its key too.
        const isLost = turn.isAsked && turn.question === undefined;
        return { reply: understood.reply, ...(isLost && { question: null }) };
      }
    }
  }
}

import { Injectable } from '@nestjs/common';

import { Database, type Transaction, type Turn, type TurnResult, TurnResultStore } from '#data';
import { MicroBatcher } from '#platform';

import type { Acted } from './acted.ts';
import { Answers, type TurnAnswer } from './answers.service.ts';
import { Corrections } from './corrections.service.ts';
import { OwedMessages } from './owed-messages.ts';
import { RenameStep } from './rename.step.ts';
import { RungActions } from './rung.actions.ts';
import type { Understood } from './understood.ts';
import { welcoming } from './welcome.ts';

interface Understanding {
  turn: Turn;
  understood: Exclude<Understood, { outcome: 'renamed' }>;
}

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
    private readonly answers: Answers,
    private readonly corrections: Corrections,
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
      const results = await Promise.all(
        ours.map(async (one) => {
          const result = await this.#act(tx, one);
          return held.get(one.turn.id)?.isNewcomer ? welcoming(result) : result;
        }),
      );
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

  async #do(tx: Transaction, turn: Turn, understood: Understanding['understood']): Promise<TurnAnswer> {
    switch (understood.outcome) {
      case 'acted':
        return this.answers.to(tx, turn, understood.wish);
      case 'revoked':
        await this.results.amend(tx, { since: turn.id, target: turn.messageKey });
        return {};
      case 'edited':
        return this.corrections.correct(tx, turn, understood);
      case 'took_back':
        return this.corrections.takeBack(tx, turn, understood.target);
      default: {
        if ('endsOf' in understood) await this.rung.react(tx, turn.contact.id, understood.endsOf);
        // One that cannot be read would keep each later message waiting for its key too.
        const isLost = turn.isAsked && turn.question === undefined;
        return { reply: understood.reply, ...(isLost && { question: null }) };
      }
    }
  }
}

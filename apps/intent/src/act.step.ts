import { Injectable } from '@nestjs/common';

import {
  AccessStore,
  Database,
  failedOutcomes,
  OutboundStore,
  type Transaction,
  type Turn,
  type TurnResult,
  TurnResultStore,
} from '#data';
import { counter, MicroBatcher } from '#platform';
import { speaking } from '#replies';
import { Understanding } from '#understanding';

import type { Acted } from './acted.ts';
import { Answers, type TurnAnswer } from './answers.service.ts';
import { Corrections } from './corrections.service.ts';
import { inParts } from './in-parts.ts';
import { OwedMessages } from './owed-messages.ts';
import { RenameStep } from './rename.step.ts';
import { RungActions } from './rung.actions.ts';
import { speechWith } from './speech-with.ts';
import type { Understood } from './understood.ts';
import { welcoming } from './welcome.ts';

interface UnderstoodTurn {
  turn: Turn;
  understood: Exclude<Understood, { outcome: 'renamed' }>;
}

const handled = counter('messages_handled_total', 'Messages by what became of them', ['outcome']);
for (const outcome of ['acted', ...failedOutcomes]) handled.inc({ outcome }, 0);

/**
 * Does what was understood, writes the answer and marks the message as handled, all in one transaction. Messages of
 * different people that arrive together share the transaction.
 */
@Injectable()
export class ActStep {
  readonly #batches: MicroBatcher<UnderstoodTurn, Acted | undefined>;

  constructor(
    private readonly database: Database,
    private readonly results: TurnResultStore,
    private readonly owed: OwedMessages,
    private readonly renames: RenameStep,
    private readonly answers: Answers,
    private readonly corrections: Corrections,
    private readonly rung: RungActions,
    private readonly understanding: Understanding,
    private readonly outbound: OutboundStore,
    private readonly access: AccessStore,
  ) {
    this.#batches = new MicroBatcher((batch) => this.#actAll(batch), {
      atOnce: 1,
      largest: 50,
      failsAll: (error) => database.isCauseOf(error),
    });
  }

  /** @returns undefined when nothing was done: another worker has the message now, or it must be understood anew */
  async act(turn: Turn, understood: Understood): Promise<Acted | undefined> {
    if (understood.outcome !== 'renamed') return this.#batches.add({ turn, understood });
    const acted = await this.renames.act(turn, understood.becomes);
    if (acted) handled.inc({ outcome: 'renamed' });
    return acted;
  }

  async #actAll(batch: UnderstoodTurn[]): Promise<(Acted | undefined)[]> {
    let outcomes: string[] = [];
    const acted = await this.database.transaction(async (tx) => {
      const turns = batch.map(({ turn }) => turn);
      const held = await this.results.hold(tx, turns);
      const ours = batch.filter(({ turn }) => held.has(turn.id));
      const results = await Promise.all(
        ours.map((one) => this.#act(tx, one, held.get(one.turn.id)?.isNewcomer)),
      );
      outcomes = results.map(({ outcome }) => outcome);
      const { answers, owedTo } = await this.results.finish(tx, results);
      const owed = await this.owed.release(tx, owedTo);
      const next = await this.#writeRest(tx, results, answers);
      const done = new Map(
        results.map(({ id, contactId }) => [
          id,
          { contactId, outboundId: answers.get(id), owed: owed.get(contactId), next: next.get(id) },
        ]),
      );
      return batch.map(({ turn }) => done.get(turn.id));
    });
    for (const outcome of outcomes) handled.inc({ outcome });
    return acted;
  }

  /** What follows the answers: their further parts and files. @returns the ids of their messages, by that of what they answer */
  async #writeRest(
    tx: Transaction,
    results: TurnResult[],
    answers: Map<string, string>,
  ): Promise<Map<string, string[]>> {
    const written = new Map<string, string[]>();
    for (const { id, contactId, parts = [], files = [] } of results) {
      const contents = [...parts, ...files.map(({ document, caption }) => ({ body: caption, document }))];
      if (contents.length === 0) continue;
      const answerId = answers.get(id);
      const messages = contents.map((content, at) => ({ ...content, contactId, answerId, part: at + 1 }));
      written.set(id, await this.outbound.writeAll(tx, messages));
    }
    return written;
  }

  async #act(tx: Transaction, { turn, understood }: UnderstoodTurn, isNewcomer = false): Promise<TurnResult> {
    const { language } = understood;
    const { contact } = turn;
    const speech = speechWith(contact, this.understanding, language);
    const result = {
      id: turn.id,
      contactId: contact.id,
      ...(language !== contact.language && { language }),
      amendmentId: turn.amendment?.id,
      outcome: understood.outcome,
      ...(await speaking(speech, () => this.#do(tx, turn, understood))),
    };
    return speaking(speech, () => inParts(isNewcomer ? welcoming(result) : result));
  }

  async #do(tx: Transaction, turn: Turn, understood: UnderstoodTurn['understood']): Promise<TurnAnswer> {
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
        if ('reopensOf' in understood) await this.corrections.unreact(tx, turn, understood.reopensOf);
        if (understood.outcome === 'admitted') await this.access.admit(tx, turn.contact.id);
        if (understood.outcome === 'stranger_told') await this.access.refuse(tx, turn.contact.id);
        // One that cannot be read would keep each later message waiting for its key too.
        const isLost = turn.isAsked && turn.question === undefined;
        return { reply: understood.reply, ...(isLost && { question: null }) };
      }
    }
  }
}

import { Injectable, Logger } from '@nestjs/common';

import { Database, TurnStore } from '#data';
import { MicroBatcher } from '#platform';

import { Responder, type TurnRequest } from './responder.service.ts';

export interface TurnTaken {
  /** The answer, to be put on the outbound queue. */
  outboundId?: string;
  /** `messageKey` of the person's message that waits for this one. */
  next?: string;
}

/** So long a message waits for an earlier one of the same person that is not finished: its file, or a retry. */
export const patienceMs = 30_000;

/**
 * Acts on messages whose turn it is. Messages of different people that come together share a transaction; action and answer of
 * a message are written together or not at all, and once, however often the message comes.
 */
@Injectable()
export class Conversation {
  readonly #logger = new Logger('conversation');
  readonly #turns = new MicroBatcher((requests: TurnRequest[]) => this.#takeTurns(requests, patienceMs), {
    atOnce: 1,
    largest: 50,
  });

  constructor(
    private readonly database: Database,
    private readonly turns: TurnStore,
    private readonly responder: Responder,
  ) {}

  /** @returns undefined while it is not this message's turn, or when another run handled it */
  async takeTurn(request: TurnRequest): Promise<TurnTaken | undefined> {
    if (!request.exhausted) return this.#turns.add(request);
    const [taken] = await this.#takeTurns([request], 0);
    return taken;
  }

  #takeTurns(requests: TurnRequest[], patience: number): Promise<(TurnTaken | undefined)[]> {
    const byId = new Map(requests.map((request) => [request.message.id, request]));
    return this.database.transaction(async (tx) => {
      const turns = new Map(
        (await this.turns.take(tx, [...byId.keys()], patience)).map((turn) => [turn.id, turn]),
      );
      if (turns.size === 0) return requests.map(() => undefined);
      const results = await Promise.all(
        [...byId].flatMap(([id, request]) => {
          const turn = turns.get(id);
          if (!turn) return [];
          if (turn.overtakes) {
            this.#logger.warn({
              message: 'goes ahead of an earlier message that is not finished',
              job: request.payload.messageKey,
            });
          }
          const { contactId } = turn;
          return [
            this.responder.respond(tx, turn, request).then((response) => ({ id, contactId, ...response })),
          ];
        }),
      );
      const answers = await this.turns.finish(tx, results);
      return requests.map(({ message: { id } }) => {
        const turn = turns.get(id);
        return turn && { outboundId: answers.get(id), next: turn.next };
      });
    });
  }
}

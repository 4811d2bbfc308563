import { Inject, Injectable } from '@nestjs/common';

import {
  type Contact,
  ContactStore,
  floodIntents,
  type RecordedInbound,
  type Transaction,
  type Turn,
  type TurnResult,
  TurnStore,
} from '#data';
import type { InboundPayload } from '#queues';
import { replies } from '#replies';
import { timezoneOf } from '#understanding';

import { Dialogue } from './dialogue.service.ts';
import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';
import { isAnswered, wordlessReply } from './wordless.ts';

export interface TurnRequest {
  payload: InboundPayload;
  message: RecordedInbound;
  /** Every try failed: the person is told so. */
  exhausted?: boolean;
}

/** What a message was understood as, and what to answer; nothing to say when `reply` is absent. */
export type Response = Pick<TurnResult, 'intent' | 'reply'>;

/** Does what one message asks for, whatever its kind. */
@Injectable()
export class Responder {
  constructor(
    private readonly turns: TurnStore,
    private readonly contacts: ContactStore,
    private readonly dialogue: Dialogue,
    @Inject(INTENT_CONFIG) private readonly config: IntentConfig,
  ) {}

  async respond(tx: Transaction, turn: Turn, request: TurnRequest): Promise<Response> {
    const { payload } = request;
    if (!isAnswered(payload)) return this.#takeNote(tx, turn, payload);
    if (request.exhausted)
      return { intent: 'failed', reply: replies.error('something went wrong on our side') };
    if (turn.amendment?.kind === 'revoke') {
      await this.turns.amend(tx, { since: turn.id, target: payload.messageKey });
      return { intent: 'revoked' };
    }
    return this.#tooMany(turn) ?? this.#answer(tx, turn, request);
  }

  /** Messages that tell about another message or about the person. */
  async #takeNote(
    tx: Transaction,
    turn: Turn,
    { kind, refersTo, text, becomes }: InboundPayload,
  ): Promise<Response> {
    if (becomes) {
      await this.contacts.rename(tx, turn.contactId, becomes);
      return { intent: 'renamed' };
    }
    if ((kind !== 'edit' && kind !== 'revoke') || !refersTo) return { intent: 'none' };
    const { handledAs } = await this.turns.amend(tx, { since: turn.id, target: refersTo, text });
    const changedSomething = handledAs !== undefined && actions.has(handledAs);
    return {
      intent: kind === 'edit' ? 'edited' : 'took_back',
      reply: changedSomething ? replies[kind === 'edit' ? 'amended' : 'revoked']() : undefined,
    };
  }

  #tooMany({ inLastMinute, floodedBefore }: Turn): Response | undefined {
    const limit = this.config.inboundPerUserPerMinute;
    if (inLastMinute <= limit) return undefined;
    return floodedBefore
      ? { intent: floodIntents.ignored }
      : { intent: floodIntents.noticed, reply: replies.tooMany(limit) };
  }

  async #answer(tx: Transaction, turn: Turn, { payload, message }: TurnRequest): Promise<Response> {
    const words = turn.amendment?.text ?? payload.mediaOutcome?.text ?? payload.text;
    if (!words) return { intent: 'wordless', reply: wordlessReply(payload) };
    const { intent, reply } = await this.dialogue.answer(tx, {
      contactId: turn.contactId,
      words,
      saidAt: new Date(payload.sentAt * 1_000),
      now: new Date(),
      question: turn.question,
      ...this.#timezone(message.contact),
    });
    // A caption was acted on, its picture was not.
    if (!payload.mediaOutcome?.problem) return { intent, reply };
    const note = wordlessReply(payload);
    return { intent, reply: intent === 'out_of_scope' ? note : replies.withNote(reply, note) };
  }

  #timezone(contact: Contact): { timezone: string; certain: boolean } {
    const chosen = contact.timezone ?? this.config.defaultTimezone;
    return chosen ? { timezone: chosen, certain: true } : timezoneOf(contact);
  }
}

/** What leaves something behind that a changed or deleted message does not take back by itself. */
const actions = new Set(['create_task', 'complete_task', 'create_reminder']);

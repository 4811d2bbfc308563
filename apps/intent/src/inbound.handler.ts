import { Inject, Injectable } from '@nestjs/common';

import { type Contact, Database, InboundStore, OutboundStore, type Transaction } from '#data';
import {
  type Handler,
  type InboundPayload,
  InjectProducer,
  type OutboundPayload,
  outboundQueue,
  QueueProducer,
} from '#queues';
import { timezoneOf, understandOffline } from '#understanding';

import { Assistant } from './assistant.service.ts';
import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';
import { replies } from './replies.ts';

/** Nobody waits for an answer to these: they tell about another message or about the account. */
const unanswered = new Set(['reaction', 'system', 'edit', 'revoke', 'ephemeral']);

interface Answer {
  intent: string;
  /** Acts within the transaction and says what to answer; null when there is nothing to say. */
  act: (tx: Transaction) => Promise<string | null>;
}

// From the intent queue: one inbound message becomes an action and an answer, which goes to the outbound queue.
@Injectable()
export class InboundHandler implements Handler<InboundPayload> {
  constructor(
    private readonly database: Database,
    private readonly inbound: InboundStore,
    private readonly outbound: OutboundStore,
    private readonly assistant: Assistant,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
    @Inject(INTENT_CONFIG) private readonly config: IntentConfig,
  ) {}

  async handle(payload: InboundPayload): Promise<void> {
    await this.#answer(payload, (contact) => this.#understand(payload, contact));
  }

  async giveUp(payload: InboundPayload): Promise<void> {
    const explanation = unanswered.has(payload.kind)
      ? null
      : replies.error('something went wrong on our side');
    await this.#answer(payload, () => ({ intent: 'failed', act: () => Promise.resolve(explanation) }));
  }

  /** Action and answer are written together or not at all, and once, however often the message comes. */
  async #answer(payload: InboundPayload, decide: (contact: Contact) => Answer): Promise<void> {
    const { wamid, from, kind, text, sentAt } = payload;
    const message = await this.inbound.record({ wamid, from, kind, text, sentAt: new Date(sentAt * 1_000) });
    const outboundId = message.handled
      ? message.answer?.outboundId
      : await this.#act(message.id, message.contact, decide(message.contact));
    if (outboundId) await this.queue.enqueue({ outboundId });
  }

  #act(inReplyToId: string, contact: Contact, { intent, act }: Answer): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      if (!(await this.inbound.claim(tx, inReplyToId, intent))) return undefined;
      const body = await act(tx);
      return body === null
        ? undefined
        : this.outbound.write(tx, { contactId: contact.id, inReplyToId, body });
    });
  }

  #understand({ kind, text, sentAt }: InboundPayload, contact: Contact): Answer {
    if (unanswered.has(kind)) return { intent: 'none', act: () => Promise.resolve(null) };
    if (text === undefined) {
      return { intent: 'unreadable', act: () => Promise.resolve(replies.cannotRead(kind)) };
    }
    const { timezone, certain } = this.#timezone(contact);
    const saidAt = new Date(sentAt * 1_000);
    const meaning = understandOffline({ text, reference: saidAt, timezone });
    return {
      intent: meaning.intent,
      act: (tx) => this.assistant.act(tx, { contactId: contact.id, meaning, saidAt, timezone, certain }),
    };
  }

  #timezone(contact: Contact): { timezone: string; certain: boolean } {
    const chosen = contact.timezone ?? this.config.defaultTimezone;
    return chosen ? { timezone: chosen, certain: true } : timezoneOf(contact);
  }
}

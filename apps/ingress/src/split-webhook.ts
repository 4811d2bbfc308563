import type { Sealer } from '#platform';
import type { AccountPayload, InboundPayload, StatusPayload } from '#queues';
import {
  isKnown,
  type MessagesValue,
  messagesValueSchema,
  numberValueSchema,
  type Webhook,
  webhookChangeSchema,
  webhookEntrySchema,
  webhookMessageSchema,
  webhookStatusSchema,
} from '#whatsapp';

import { followEachOther } from './follow-each-other.ts';
import { toInbound } from './to-inbound.ts';
import { type Place, toNotice } from './to-notice.ts';
import { toStatus } from './to-status.ts';
import { WebhookContacts } from './webhook-contacts.ts';

/** Payloads by queue. */
export interface SplitWebhook {
  /** Every message; one with a file is only announced here. */
  intent: InboundPayload[];
  /** The messages with a file. */
  media: InboundPayload[];
  statuses: StatusPayload[];
  /** Everything else. */
  notices: AccountPayload[];
}

/**
 * Splits a webhook into entries, changes, messages and statuses, each parsed on its own so that an invalid one never
 * costs its neighbours.
 */
export function splitWebhook(
  webhook: Webhook,
  ours: { phoneNumberId: string; sealer: Sealer },
  receivedAt = Date.now(),
): SplitWebhook {
  const splitter = new Splitter(ours.phoneNumberId, ours.sealer, receivedAt);
  if ('whole' in webhook) splitter.takeWhole(webhook.whole);
  for (const entry of webhook.entry) splitter.takeEntry(entry);
  const messages = followEachOther(splitter.messages);
  return {
    intent: messages.map((message) => (message.media ? { ...message, awaitsMedia: true } : message)),
    media: messages.filter(({ media }) => media),
    statuses: splitter.statuses,
    notices: splitter.notices,
  };
}

class Splitter {
  readonly messages: InboundPayload[] = [];
  readonly statuses: StatusPayload[] = [];
  readonly notices: AccountPayload[] = [];

  constructor(
    private readonly phoneNumberId: string,
    private readonly sealer: Sealer,
    private readonly receivedAt: number,
  ) {}

  takeWhole(body: unknown): void {
    this.#note('unreadable', body, { field: 'webhook' });
  }

  takeEntry(entry: unknown): void {
    const { data } = webhookEntrySchema.safeParse(entry);
    if (!data) return this.#note('unreadable', entry, { field: 'webhook' });
    for (const change of data.changes) this.#takeChange(change, data.time);
  }

  #takeChange(change: unknown, time?: number): void {
    const { data } = webhookChangeSchema.safeParse(change);
    if (!data) return this.#note('unreadable', change, { field: 'webhook', time });
    const place = { field: data.field, time };
    if (data.field === 'messages') return this.#takeValue(data.value, place);
    if (this.#isOfOtherNumber(data.value)) return this.#note('other_number', data.value, place);
    this.#note(data.field === 'smb_message_echoes' ? 'echo' : 'account', data.value, place);
  }

  #isOfOtherNumber(value: unknown): boolean {
    const { data } = numberValueSchema.safeParse(value);
    return data !== undefined && data.metadata.phone_number_id !== this.phoneNumberId;
  }

  #takeValue(value: unknown, place: Place): void {
    const { data } = messagesValueSchema.safeParse(value);
    if (!data || isEmpty(data)) return this.#note('unreadable', value, place);
    for (const error of data.errors) this.#note('error', error, place);
    if (this.#isOfOtherNumber(data)) {
      for (const one of [...data.messages, ...data.statuses]) this.#note('other_number', one, place);
      return;
    }
    const contacts = new WebhookContacts(data.contacts, data.messages);
    for (const message of data.messages) this.#takeMessage(message, contacts, place);
    for (const status of data.statuses) this.#takeStatus(status, place);
  }

  #takeMessage(whole: unknown, contacts: WebhookContacts, place: Place): void {
    const { data } = webhookMessageSchema.safeParse(whole);
    if (!data) return this.#note('unreadable', whole, place);
    if (data.group_id) return this.#note('group', whole, place);
    const surroundings = { contacts, position: this.messages.length, receivedAt: this.receivedAt };
    const message = toInbound(data, whole, surroundings, this.sealer);
    // Nobody can be answered.
    if (!isKnown(message.from)) return this.#note('unreadable', whole, place);
    this.messages.push(message);
  }

  #takeStatus(whole: unknown, place: Place): void {
    const { data } = webhookStatusSchema.safeParse(whole);
    if (!data) return this.#note('unreadable', whole, place);
    this.statuses.push(toStatus(data, this.receivedAt, this.sealer));
  }

  #note(reason: AccountPayload['reason'], element: unknown, place: Place): void {
    this.notices.push(toNotice(reason, element, place, this.receivedAt, this.sealer));
  }
}

/** Nothing of what the field is meant to hold: the value is then kept whole. */
function isEmpty({ messages, statuses, errors }: MessagesValue): boolean {
  return messages.length + statuses.length + errors.length === 0;
}

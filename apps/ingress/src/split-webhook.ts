import type { Sealer } from '#platform';
import type { AccountPayload, InboundPayload, StatusPayload } from '#queues';
import {
  type MessagesValue,
  messagesValueSchema,
  type Webhook,
  webhookChangeSchema,
  webhookEntrySchema,
  webhookMessageSchema,
  webhookStatusSchema,
} from '#whatsapp';

import { ContactNames } from './contact-names.ts';
import { followEachOther } from './follow-each-other.ts';
import { jsonText } from './json-text.ts';
import { Predecessors } from './predecessors.ts';
import { toInbound } from './to-inbound.ts';
import { toStatus } from './to-status.ts';

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
  ours: { phoneNumberId: string; sealer: Sealer; predecessors?: Predecessors },
  receivedAt = Date.now(),
): SplitWebhook {
  const splitter = new Splitter(ours.phoneNumberId, ours.sealer, receivedAt);
  for (const entry of webhook.entry) splitter.takeEntry(entry);
  const messages = followEachOther(splitter.messages, ours.predecessors ?? new Predecessors());
  return {
    intent: messages.map((message) => (message.media ? { ...message, awaitsMedia: true } : message)),
    media: messages.filter(({ media }) => media),
    statuses: splitter.statuses,
    notices: splitter.notices,
  };
}

const dayMs = 24 * 60 * 60_000;

/** The field and time that an element belongs to. */
type Place = Pick<AccountPayload, 'field' | 'occurredAt'>;

class Splitter {
  readonly messages: InboundPayload[] = [];
  readonly statuses: StatusPayload[] = [];
  readonly notices: AccountPayload[] = [];

  constructor(
    private readonly phoneNumberId: string,
    private readonly sealer: Sealer,
    private readonly receivedAt: number,
  ) {}

  takeEntry(entry: unknown): void {
    const { data } = webhookEntrySchema.safeParse(entry);
    if (!data) return this.#note('unreadable', entry, { field: 'webhook' });
    for (const change of data.changes) this.#takeChange(change, data.time);
  }

  #takeChange(change: unknown, occurredAt?: number): void {
    const { data } = webhookChangeSchema.safeParse(change);
    if (!data) return this.#note('unreadable', change, { field: 'webhook', occurredAt });
    const place = { field: data.field, occurredAt };
    if (data.field === 'messages') return this.#takeValue(data.value, place);
    this.#note(data.field === 'smb_message_echoes' ? 'echo' : 'account', data.value, place);
  }

  #takeValue(value: unknown, place: Place): void {
    const { data } = messagesValueSchema.safeParse(value);
    if (!data || isEmpty(data)) return this.#note('unreadable', value, place);
    for (const error of data.errors) this.#note('error', error, place);
    if (data.metadata.phone_number_id !== this.phoneNumberId) {
      for (const one of [...data.messages, ...data.statuses]) this.#note('other_number', one, place);
      return;
    }
    const names = new ContactNames(data.contacts);
    for (const message of data.messages) this.#takeMessage(message, names, place);
    for (const status of data.statuses) this.#takeStatus(status, place);
  }

  #takeMessage(whole: unknown, names: ContactNames, place: Place): void {
    const { data } = webhookMessageSchema.safeParse(whole);
    if (!data) return this.#note('unreadable', whole, place);
    if (data.group_id) return this.#note('group', whole, place);
    const surroundings = { names, position: this.messages.length, receivedAt: this.receivedAt };
    this.messages.push(toInbound(data, whole, surroundings, this.sealer));
  }

  #takeStatus(whole: unknown, place: Place): void {
    const { data } = webhookStatusSchema.safeParse(whole);
    if (!data) return this.#note('unreadable', whole, place);
    this.statuses.push(toStatus(data, this.sealer));
  }

  #note(reason: AccountPayload['reason'], element: unknown, { field, occurredAt }: Place): void {
    const body = jsonText(element);
    // With neither an id nor a time, the same words on another day are a new notice.
    const isUndated = occurredAt === undefined && (reason === 'error' || reason === 'account');
    const when = isUndated ? `day ${Math.floor(this.receivedAt / dayMs)}` : occurredAt;
    const noticeKey = this.sealer.blindIndex('notice', `${field} ${when} ${body}`);
    this.notices.push({ noticeKey, field, reason, occurredAt, receivedAt: this.receivedAt, body });
  }
}

/** Nothing of what the field is meant to hold: the value is then kept whole. */
function isEmpty({ messages, statuses, errors }: MessagesValue): boolean {
  return messages.length + statuses.length + errors.length === 0;
}

import type { Sealer } from '#platform';
import type { InboundPayload, StatusPayload } from '#queues';
import {
  messagesValueSchema,
  type Webhook,
  webhookContactSchema,
  type WebhookMessage,
  webhookMessageSchema,
  type WebhookStatus,
  webhookStatusSchema,
} from '#whatsapp';

export interface SplitWebhook {
  messages: InboundPayload[];
  statuses: StatusPayload[];
  /** What was left out and why, without a word of its content. */
  passedOver: string[];
}

/** Takes a webhook apart: every entry, change, message and status, one payload each. */
export function splitWebhook(webhook: Webhook, sealer: Sealer): SplitWebhook {
  const split: SplitWebhook = { messages: [], statuses: [], passedOver: [] };
  for (const { field, value } of webhook.entry.flatMap(({ changes }) => changes)) {
    if (field === 'messages') splitMessages(value, sealer, split);
    else split.passedOver.push(`field ${field}`);
  }
  return split;
}

function splitMessages(value: unknown, sealer: Sealer, split: SplitWebhook): void {
  const parsed = messagesValueSchema.safeParse(value);
  if (!parsed.success) {
    split.passedOver.push('unreadable messages value');
    return;
  }
  const { contacts = [], messages = [], statuses = [] } = parsed.data;
  for (const one of messages) {
    const message = webhookMessageSchema.safeParse(one);
    if (message.success) split.messages.push(toInbound(message.data, contacts, sealer));
    else split.passedOver.push('unreadable message');
  }
  for (const one of statuses) {
    const status = webhookStatusSchema.safeParse(one);
    if (status.success) split.statuses.push(toStatus(status.data, sealer));
    else split.passedOver.push('unreadable status');
  }
}

function toInbound(message: WebhookMessage, contacts: unknown[], sealer: Sealer): InboundPayload {
  return {
    messageKey: sealer.lookup('wamid', message.id),
    wamid: message.id,
    from: { bsuid: message.from_user_id, phone: message.from, name: nameOf(message, contacts) },
    kind: message.type,
    text: message.text?.body,
    sentAt: message.timestamp,
  };
}

/** The profile name stands beside the messages, once per person. */
function nameOf(message: WebhookMessage, contacts: unknown[]): string | undefined {
  for (const one of contacts) {
    const { data: contact } = webhookContactSchema.safeParse(one);
    if (!contact) continue;
    const sameUser = contact.user_id !== undefined && contact.user_id === message.from_user_id;
    const samePhone = contact.wa_id !== undefined && contact.wa_id === message.from;
    if (sameUser || samePhone) return contact.profile?.name;
  }
  return undefined;
}

function toStatus(status: WebhookStatus, sealer: Sealer): StatusPayload {
  return {
    messageKey: sealer.lookup('wamid', status.id),
    wamid: status.id,
    status: status.status,
    occurredAt: status.timestamp,
    callbackData: status.biz_opaque_callback_data,
    errorCode: status.errors?.[0]?.code,
    pricing: status.pricing,
  };
}

import type { Sealer } from '#platform';
import type { InboundMedia, InboundPayload } from '#queues';
import {
  detailOf,
  fileOf,
  sendersOf,
  targetOf,
  timeOrReceipt,
  type WebhookMessage,
  wordsOf,
} from '#whatsapp';

import { jsonText } from './json-text.ts';
import type { WebhookContacts } from './webhook-contacts.ts';

/** What accompanies a message in its webhook. */
export interface Surroundings {
  contacts: WebhookContacts;
  /** Its position among the messages of the webhook. */
  position: number;
  receivedAt: number;
}

/** One message of any kind as the next step needs it; `whole` is the message as received. */
export function toInbound(
  message: WebhookMessage,
  whole: unknown,
  { contacts, position, receivedAt }: Surroundings,
  sealer: Sealer,
): InboundPayload {
  const { from, becomes } = sendersOf(message, contacts.senderOf(message));
  const target = targetOf(message);
  return {
    messageKey: sealer.blindIndex('wamid', message.id),
    wamid: message.id,
    from: { ...from, name: contacts.nameOf(message.from_user_id, message.from, message.from_parent_user_id) },
    kind: message.type,
    detail: detailOf(message),
    text: wordsOf(message),
    sentAt: timeOrReceipt(message.timestamp, receivedAt),
    receivedAt,
    position,
    refersTo: target && sealer.blindIndex('wamid', target),
    becomes,
    media: mediaOf(message),
    raw: isPlainText(whole) ? undefined : jsonText(whole),
  };
}

function mediaOf(message: WebhookMessage): InboundMedia | undefined {
  const file = fileOf(message);
  if (!file?.id) return undefined;
  const { id, url, mime_type: mimeType, sha256, filename } = file;
  return { id, url, mimeType, sha256, filename };
}

const plainKeys = new Set(['id', 'from', 'from_user_id', 'from_parent_user_id', 'timestamp', 'type', 'text']);

/** Whether the payload already holds everything in the message. */
function isPlainText(whole: unknown): boolean {
  const { type, text } = whole as { type?: unknown; text?: unknown };
  if (type !== 'text' || typeof text !== 'object' || text === null) return false;
  return (
    typeof (text as { body?: unknown }).body === 'string' &&
    Object.keys(text).length === 1 &&
    Object.keys(whole as object).every((key) => plainKeys.has(key))
  );
}

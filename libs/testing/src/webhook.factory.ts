import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { fieldValues } from './field-values.ts';
import type { MessageContent } from './message-content.ts';
import { businessAccount, type Person, sheena, testAccount } from './test-account.ts';

type Fields = Record<string, unknown>;

let sent = 0;
export const newWamid = (): string => `wamid.${Buffer.from(`${++sent}:${randomUUID()}`).toString('base64')}`;

/** `value` of a `messages` webhook with one message of any kind, as WhatsApp sends it. */
export function messageValue(content: MessageContent, person: Person = sheena, wamid = newWamid()): Fields {
  return {
    messaging_product: 'whatsapp',
    metadata: businessAccount.metadata,
    contacts: [{ profile: { name: person.name }, wa_id: person.phone, user_id: person.bsuid }],
    messages: [
      {
        from: person.phone,
        from_user_id: person.bsuid,
        id: wamid,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        ...content,
      },
    ],
  };
}

/** `value` of a `messages` webhook with one text message. */
export const textValue = (text: string, person: Person = sheena, wamid = newWamid()): Fields =>
  messageValue({ type: 'text', text: { body: text } }, person, wamid);

interface StatusFields {
  id?: string;
  status?: string;
  timestamp?: string;
  recipient_id?: string;
  recipient_user_id?: string;
  biz_opaque_callback_data?: string;
  errors?: object[];
  pricing?: object;
}

/** `value` of a `messages` webhook with status reports on our messages. */
export const statusValue = (...statuses: StatusFields[]): Fields => ({
  messaging_product: 'whatsapp',
  metadata: businessAccount.metadata,
  statuses: statuses.map((fields) => ({
    id: newWamid(),
    status: 'sent',
    timestamp: '1750030073',
    recipient_id: sheena.phone,
    recipient_user_id: sheena.bsuid,
    ...fields,
  })),
});

/** The whole webhook around such values. */
export const webhook = (...values: Fields[]): Fields => ({
  object: 'whatsapp_business_account',
  entry: values.map((value) => ({ id: businessAccount.id, changes: [{ field: 'messages', value }] })),
});

/** A webhook of a field other than `messages`; `time` is when it happened, in seconds. */
export const fieldWebhook = (
  field: keyof typeof fieldValues,
  value: Fields = fieldValues[field],
  time = 1_749_416_383,
): Fields => ({
  object: 'whatsapp_business_account',
  entry: [{ id: businessAccount.id, time, changes: [{ field, value }] }],
});

/** Posts a webhook as WhatsApp does; `signature` replaces the correct one. */
export function postWebhook(url: string, body: unknown, signature?: string): Promise<Response> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const right = `sha256=${createHmac('sha256', testAccount.appSecret).update(bytes).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    // A connection that was kept may be closed at the moment when it is used again.
    headers: {
      'content-type': 'application/json',
      connection: 'close',
      'x-hub-signature-256': signature ?? right,
    },
    body: bytes,
  });
}

/** As `postWebhook`, again and again while a busy machine has it refused, as WhatsApp does. */
export async function deliverWebhook(url: string, body: unknown, signature?: string): Promise<Response> {
  for (;;) {
    const response = await postWebhook(url, body, signature);
    if (response.status !== 503) return response;
    await setTimeout(500);
  }
}

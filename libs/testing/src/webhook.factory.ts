import { createHmac, randomUUID } from 'node:crypto';

export const testAccount = {
  appSecret: 'test_app_secret',
  apiToken: 'test-token',
  phoneNumberId: '106540352242922',
  verifyToken: 'test-verify-token',
  encryptionKeys: `test:${Buffer.alloc(32, 7).toString('base64')}`,
};

export interface Person {
  phone?: string;
  bsuid?: string;
  name?: string;
}

export const sheena: Person = {
  phone: '16505551234',
  bsuid: 'US.13491208655302741918',
  name: 'Sheena Nelson',
};

let sent = 0;
export const newWamid = (): string => `wamid.${Buffer.from(`${++sent}:${randomUUID()}`).toString('base64')}`;

/** `value` of a `messages` webhook with one text message, as WhatsApp sends it. */
export function textValue(
  text: string,
  person: Person = sheena,
  wamid = newWamid(),
): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: testAccount.phoneNumberId },
    contacts: [{ profile: { name: person.name }, wa_id: person.phone, user_id: person.bsuid }],
    messages: [
      {
        from: person.phone,
        from_user_id: person.bsuid,
        id: wamid,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: 'text',
        text: { body: text },
      },
    ],
  };
}

/** The whole webhook around such values. */
export function webhook(...values: Record<string, unknown>[]): Record<string, unknown> {
  return {
    object: 'whatsapp_business_account',
    entry: values.map((value) => ({ id: '102290129340398', changes: [{ field: 'messages', value }] })),
  };
}

/** Posts a webhook as WhatsApp does; `signature` replaces the right one. */
export function postWebhook(url: string, body: unknown, signature?: string): Promise<Response> {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body);
  const right = `sha256=${createHmac('sha256', testAccount.appSecret).update(bytes).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature ?? right },
    body: bytes,
  });
}

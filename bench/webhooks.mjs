// Signed webhooks as WhatsApp sends them, each with a message id and a person of its own.
import { createHmac } from 'node:crypto';

export const account = {
  appSecret: 'bench_app_secret',
  apiToken: 'bench-token',
  phoneNumberId: '106540352242922',
  verifyToken: 'bench-verify-token',
  encryptionKeys: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
  lookupKey: Buffer.alloc(32, 9).toString('base64'),
};

/** People are numbered, so that answers can be matched to them. */
export const phoneOf = (number) => `1650${String(number).padStart(7, '0')}`;

/**
 * The bytes of an HTTP request, headers included.
 *
 * @param sentAt when the person sent it, in milliseconds: a delayed message would have to settle
 */
export function signedRequest(number, host, sentAt) {
  const phone = phoneOf(number);
  const wamid = `wamid.${Buffer.from(`${phone}:${process.pid}:${Date.now()}`).toString('base64')}`;
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: account.phoneNumberId },
              contacts: [{ profile: { name: 'Sheena Nelson' }, wa_id: phone, user_id: `US.${phone}` }],
              messages: [
                {
                  from: phone,
                  from_user_id: `US.${phone}`,
                  id: wamid,
                  timestamp: String(Math.floor(sentAt / 1_000)),
                  type: 'text',
                  text: { body: 'add milk to my list' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const signature = createHmac('sha256', account.appSecret).update(body).digest('hex');
  return Buffer.from(
    `POST /webhook HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Hub-Signature-256: sha256=${signature}\r\n\r\n${body}`,
  );
}

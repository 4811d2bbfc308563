// What the bare programs have in common: a signed webhook in, a message out.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';

import { account } from './webhooks.mjs';

const processing = '{"status":"processing"}';
const agent = new Agent({ keepAlive: true });

/** @param take called with the body of each signed webhook and a function that acknowledges it */
export function serveWebhooks(take) {
  createServer((incoming, outgoing) => {
    const chunks = [];
    const end = (status) => {
      outgoing.writeHead(status, {
        'content-type': 'application/json',
        'content-length': processing.length,
      });
      outgoing.end(processing);
    };
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (isSigned(body, incoming.headers['x-hub-signature-256'])) void take(body, () => end(200));
      else end(401);
    });
  }).listen(Number(process.env.PORT), '127.0.0.1');
}

/** Resolves when the Graph API has answered. */
export function post(to, text) {
  const body = JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body: text } });
  const headers = {
    authorization: `Bearer ${account.apiToken}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const messagesUrl = `${process.env.WHATSAPP_API_BASE_URL}/v26.0/${account.phoneNumberId}/messages`;
  return new Promise((resolve, reject) => {
    request(messagesUrl, { method: 'POST', agent, headers }, (response) =>
      response.resume().on('end', resolve),
    )
      .on('error', reject)
      .end(body);
  });
}

function isSigned(body, header) {
  const digest = createHmac('sha256', account.appSecret).update(body).digest();
  const given = Buffer.from(String(header).slice('sha256='.length), 'hex');
  return given.length === digest.length && timingSafeEqual(given, digest);
}

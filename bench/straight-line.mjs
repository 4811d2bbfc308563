// The minimum cost of a message: signature, Redis, one committed row and the answer, in sequence in one process.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';

import { Redis } from 'ioredis';
import pg from 'pg';

import { account } from './webhooks.mjs';

process.on('disconnect', () => process.exit());
const redis = new Redis(process.env.REDIS_URL);
// As many connections as our own apps have.
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await database.query(
  'CREATE TABLE message (wamid text PRIMARY KEY, sender text NOT NULL, body text NOT NULL)',
);
const insert = { name: 'insert', text: 'INSERT INTO message VALUES ($1, $2, $3) ON CONFLICT DO NOTHING' };
const agent = new Agent({ keepAlive: true });
const messagesUrl = `${process.env.WHATSAPP_API_BASE_URL}/v26.0/${account.phoneNumberId}/messages`;
const processing = '{"status":"processing"}';

createServer((incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => void handle(incoming, outgoing, Buffer.concat(chunks)));
}).listen(Number(process.env.PORT), '127.0.0.1');

async function handle(incoming, outgoing, body) {
  if (!isSigned(body, incoming.headers['x-hub-signature-256'])) return end(outgoing, 401, '{}');
  await redis.xadd('straight-line', '*', 'body', body);
  end(outgoing, 200, processing);
  const [message] = JSON.parse(body).entry[0].changes[0].value.messages;
  await database.query({ ...insert, values: [message.id, message.from, message.text.body] });
  await post({
    messaging_product: 'whatsapp',
    to: message.from,
    type: 'text',
    text: { body: 'Task 1: milk added to your list' },
  });
}

function isSigned(body, header) {
  const digest = createHmac('sha256', account.appSecret).update(body).digest();
  const given = Buffer.from(String(header).slice('sha256='.length), 'hex');
  return given.length === digest.length && timingSafeEqual(given, digest);
}

function end(outgoing, status, answer) {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'content-length': answer.length });
  outgoing.end(answer);
}

function post(message) {
  const body = JSON.stringify(message);
  const headers = {
    authorization: `Bearer ${account.apiToken}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    request(messagesUrl, { method: 'POST', agent, headers }, (response) =>
      response.resume().on('end', resolve),
    )
      .on('error', reject)
      .end(body);
  });
}

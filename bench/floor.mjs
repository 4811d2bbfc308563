// The machine's upper bound: a bare HTTP server that checks the signature and appends the bytes to a Redis stream.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

import { Redis } from 'ioredis';

import { account } from './webhooks.mjs';

process.on('disconnect', () => process.exit());
const redis = new Redis(process.env.REDIS_URL);
const answer = '{"status":"processing"}';

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => void answerSigned(request, response, Buffer.concat(chunks)));
}).listen(Number(process.env.PORT), '127.0.0.1');

async function answerSigned(request, response, body) {
  const digest = createHmac('sha256', account.appSecret).update(body).digest();
  const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice('sha256='.length), 'hex');
  const signed = given.length === digest.length && timingSafeEqual(given, digest);
  if (signed) await redis.xadd('floor', '*', 'body', body);
  response.writeHead(signed ? 200 : 401, {
    'content-type': 'application/json',
    'content-length': answer.length,
  });
  response.end(answer);
}

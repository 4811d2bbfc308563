// The minimum cost of a message: signature, Redis, one committed row and the answer, in sequence in one process.
import { Redis } from 'ioredis';
import pg from 'pg';

import { post, serveWebhooks } from './plain-http.mjs';

process.on('disconnect', () => process.exit());
const redis = new Redis(process.env.REDIS_URL);
// As many connections as our own apps have.
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await database.query(
  'CREATE TABLE message (wamid text PRIMARY KEY, sender text NOT NULL, body text NOT NULL)',
);
const insert = { name: 'insert', text: 'INSERT INTO message VALUES ($1, $2, $3) ON CONFLICT DO NOTHING' };

serveWebhooks(async (body, acknowledge) => {
  await redis.xadd('straight-line', '*', 'body', body);
  acknowledge();
  const [message] = JSON.parse(body).entry[0].changes[0].value.messages;
  await database.query({ ...insert, values: [message.id, message.from, message.text.body] });
  await post(message.from, 'Task 1: milk added to your list');
});

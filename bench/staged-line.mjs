// The minimum cost of a message in our shape: three processes with BullMQ's queues between them, and the three commits
// without which a crash could lose a message or send it twice. No sealing, no limits, no order, nothing understood.
import { fork } from 'node:child_process';
import { once } from 'node:events';

import {
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  Worker,
} from 'bullmq';
import pg from 'pg';

import { post, serveWebhooks } from './plain-http.mjs';

process.on('disconnect', () => process.exit());
const { DATABASE_URL: connectionString, REDIS_URL: redisUrl } = process.env;
// Without Redis, the queues are in PostgreSQL.
const connection = redisUrl ? { url: redisUrl } : queuePool('');
const jobsAtOnce = 50;
const database = new pg.Pool({ connectionString, max: 10 });
const statement = (name, text) => (values) => database.query({ name, text, values });

const record = statement('record', 'INSERT INTO inbound VALUES ($1, $2, $3) ON CONFLICT DO NOTHING');
const act = statement(
  'act',
  `WITH done AS (UPDATE inbound SET handled_at = now() WHERE wamid = $1 RETURNING wamid, sender)
   INSERT INTO outbound SELECT wamid, sender, $2 FROM done`,
);
const markAsSending = statement(
  'mark',
  'UPDATE outbound SET sending_at = now() WHERE wamid = $1 AND sending_at IS NULL RETURNING recipient, body',
);

const roles = {
  async ingress() {
    await database.query(`
      CREATE TABLE inbound (wamid text PRIMARY KEY, sender text NOT NULL, body text NOT NULL, handled_at timestamptz);
      CREATE TABLE outbound (wamid text PRIMARY KEY, recipient text NOT NULL, body text NOT NULL, sending_at timestamptz)`);
    if (!redisUrl) await migrateQueues();
    await Promise.all(['intent', 'notifier'].map(startRole));
    const intent = new Queue('staged-intent', { connection });
    serveWebhooks(async (body, acknowledge) => {
      const [message] = JSON.parse(body).entry[0].changes[0].value.messages;
      await add(intent, message.id, message);
      acknowledge();
    });
  },
  async intent() {
    const outbound = new Queue('staged-outbound', { connection });
    await consume('staged-intent', async ({ id, from, text }) => {
      await record([id, from, text.body]);
      await act([id, 'Task 1: milk added to your list']);
      await add(outbound, id, { id });
    });
  },
  async notifier() {
    await consume('staged-outbound', async ({ id }) => {
      const { rows } = await markAsSending([id]);
      if (rows[0]) await post(rows[0].recipient, rows[0].body);
    });
  },
};

/** @param options of its connections */
function queuePool(options) {
  return new pg.Pool({ connectionString, max: 15, options: `-c search_path=bullmq ${options}` });
}

async function migrateQueues() {
  const client = await database.connect();
  await runMigrations(client, 'bullmq');
  client.release();
}

const add = (queue, id, data) => queue.add('message', data, { jobId: id, removeOnComplete: true });

async function consume(queue, handle) {
  const worker = new Worker(queue, ({ data }) => handle(data), { connection, concurrency: jobsAtOnce });
  await worker.waitUntilReady();
  process.send('ready');
}

async function startRole(role) {
  const child = fork(import.meta.filename, { env: { ...process.env, ROLE: role } });
  await once(child, 'message');
}

if (!redisUrl) {
  // As ours do: what a worker is doing may be lost in a crash, what is added may not.
  const worker = queuePool('-c synchronous_commit=off');
  setDefaultBackendFactory((queue, options, { withBlockingConnection } = {}) => {
    const pool = withBlockingConnection ? worker : connection;
    return new PostgresQueueBackend(new PostgresConnection(pool), queue, { ...options, connection: pool });
  });
}
await roles[process.env.ROLE ?? 'ingress']();

// Real PostgreSQL and, where it is installed, real Redis, for as long as the parent process lives.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { applyMigrations, startEmbeddedDatabase } from '#data/admin';
import { freePort } from '#platform';
import { migrateQueues } from '#queues';

import { startRedis } from './redis-server.mjs';

const folder = await mkdtemp(join(tmpdir(), 'handsfree-test-'));
// As root, the server runs as another user.
await chmod(folder, 0o755);

const databasePort = await freePort();
const startDatabase = () =>
  startEmbeddedDatabase({
    dataDir: join(folder, 'postgres'),
    port: databasePort,
    persistent: true,
    // These data need not survive a power cut.
    flags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
  });
// As in production, except that these data need not survive a power cut either.
const redisFlags = ['--appendonly', 'yes', '--appendfsync', 'no'];

/** @type {Awaited<ReturnType<typeof startDatabase>> | undefined} */
let database = await startDatabase();
let redis = await startRedis(folder, redisFlags);
if (!redis) {
  process.stderr.write(
    'SKIPPED on Redis: redis-server is not on the PATH; queue tests run on PostgreSQL only.\n',
  );
}

process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  void Promise.all([redis?.stop(), database?.stop()])
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});

/**
 * The process that accepts new connections.
 * @param {NodeJS.Signals} signal
 */
const signalDatabase = async (signal) => {
  const [pid] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), signal);
};

/** The outages that a test may cause, on servers of its own. */
const outages = {
  'stop PostgreSQL': async () => {
    await database?.stop();
    database = undefined;
  },
  'start PostgreSQL': async () => (database ??= await startDatabase()),
  'freeze PostgreSQL': () => signalDatabase('SIGSTOP'),
  'thaw PostgreSQL': () => signalDatabase('SIGCONT'),
  'stop Redis': () => redis?.stop(),
  'start Redis': async () => {
    redis = await startRedis(folder, redisFlags, Number(new URL(redis?.url ?? '').port));
  },
};
process.on('message', (/** @type {keyof typeof outages} */ what) => {
  void outages[what]().then(() => process.send?.('done'));
});

// Each test file clones this one instead of migrating its own.
await database.createDatabase('template_handsfree');
const template = database.url('template_handsfree');
await applyMigrations(template);
await welcomeEverybody(template);
await migrateQueues({ databaseUrl: template, queuePrefix: 'unused' });

process.send?.({ databaseServer: database.url('postgres'), redisUrl: redis?.url });

/**
 * Only the first answer to a person welcomes them, and most tests are about others: where a test is about that one, it drops the default.
 *
 * @param {string} url
 */
async function welcomeEverybody(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER TABLE contact ALTER COLUMN welcomed_at SET DEFAULT now()');
  await client.end();
}

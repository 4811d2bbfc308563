// Real PostgreSQL and, where it is installed, real Redis for as long as the process that forked this one lives.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { applyMigrations, startEmbeddedDatabase } from '#data/admin';
import { freePort } from '#platform';
import { migrateQueues } from '#queues';

const folder = await mkdtemp(join(tmpdir(), 'handsfree-test-'));
// As root, the server runs as another user.
await chmod(folder, 0o755);

const database = await startEmbeddedDatabase({
  dataDir: join(folder, 'postgres'),
  port: await freePort(),
  persistent: false,
  // Nobody needs these data after a power cut.
  flags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
});
const redis = await startRedis();

process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  redis?.kill();
  void database
    .stop()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});

// Each test file clones this one instead of migrating its own.
await database.createDatabase('template_handsfree');
const template = database.url('template_handsfree');
await applyMigrations(template);
await migrateQueues({ databaseUrl: template, queuePrefix: 'unused' });

process.send?.({ databaseServer: database.url('postgres'), redisUrl: redis?.url });

async function startRedis() {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', [...options, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  const failed = new AbortController();
  server.once('error', () => failed.abort());
  while (!failed.signal.aborted && !(await isListening(port))) await setTimeout(50);
  if (failed.signal.aborted) {
    process.stderr.write(
      'SKIPPED on Redis: redis-server is not on the PATH; queue tests run on PostgreSQL only.\n',
    );
    return undefined;
  }
  return { url: `redis://127.0.0.1:${port}`, kill: () => server.kill() };
}

async function isListening(port) {
  const socket = connect(port, '127.0.0.1');
  const open = await new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return open;
}

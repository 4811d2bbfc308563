// Redis and PostgreSQL configured as in production, for as long as the parent process lives.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmbeddedDatabase } from '#data/admin';
import { freePort } from '#platform';

import { startRedis } from '../libs/testing/redis-server.mjs';

process.on('SIGINT', () => undefined);
const folder = await mkdtemp(join(tmpdir(), 'handsfree-bench-'));
// As root, the database server runs as another user.
await chmod(folder, 0o755);
const database = await startEmbeddedDatabase({
  dataDir: join(folder, 'postgres'),
  port: await freePort(),
  persistent: false,
});
// A rewrite of the append-only file would distort the measurement it falls into.
const flags =
  '--appendonly yes --appendfsync everysec --auto-aof-rewrite-percentage 0 --maxmemory-policy noeviction';
const redis = await startRedis(folder, flags.split(' '));

process.on('disconnect', () => {
  void Promise.all([redis?.stop(), database.stop()])
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit());
});
process.on('message', ({ id, database: name }) => {
  void database.createDatabase(name).then(() => process.send({ id, result: database.url(name) }));
});
process.send({ redisUrl: redis?.url, folder });

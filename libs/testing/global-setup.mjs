// Jest's global set-up: builds what changed and starts the servers that integration and journey tests share.
import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepare } from '../../tools/prepare.mjs';

export default async function setUp() {
  await prepare();
  // A process of its own that ends when this one does, however this one ends: no server is left behind.
  const { embeddedDatabaseFork } = await import('#data/admin');
  const services = fork(join(import.meta.dirname, 'services.mjs'), {
    ...(await embeddedDatabaseFork(tmpdir())),
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { databaseServer, redisUrl } = await new Promise((resolve, reject) => {
    services.once('message', resolve);
    services.once('exit', () => reject(new Error('The test servers did not start')));
  });
  process.env.TEST_DATABASE_SERVER = databaseServer;
  if (redisUrl) process.env.TEST_REDIS_URL = redisUrl;
  globalThis.testServices = services;
}

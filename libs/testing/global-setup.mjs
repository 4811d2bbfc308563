// Jest's global set-up: builds what changed and starts the servers that integration and journey tests share.
import { prepare } from '../../tools/prepare.mjs';

export default async function setUp() {
  await prepare();
  // Imported late: only now are there packages and a build.
  const { forkServices } = await import('./fork-services.mjs');
  const { services, databaseServer, redisUrl } = await forkServices();
  process.env.TEST_DATABASE_SERVER = databaseServer;
  if (redisUrl) process.env.TEST_REDIS_URL = redisUrl;
  globalThis.testServices = services;
}

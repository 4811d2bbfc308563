export { startRedis } from '../redis-server.mjs';

export { AppProcess } from './app-process.ts';
export { queueBackends } from './queue-backends.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { TestStack, type AppName, type Books } from './test-stack.ts';
export { waitUntil } from './wait-until.ts';
export {
  newWamid,
  postWebhook,
  sheena,
  testAccount,
  textValue,
  webhook,
  type Person,
} from './webhook.factory.ts';

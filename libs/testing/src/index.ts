export { AppProcess } from './app-process.ts';
export { queueBackends } from './queue-backends.ts';
export { sampleFiles } from './sample-files.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { TestStack, type AppName, type Books, type SentMedia } from './test-stack.ts';
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

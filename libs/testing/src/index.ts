export { startRedis, startSentinel } from '../redis-server.mjs';

export { AppProcess } from './app-process.ts';
export { fieldValues } from './field-values.ts';
export { fileContent, type MessageContent } from './message-content.ts';
export { letWrite } from './let-write.ts';
export { metaApi, metaExamples, type MetaOperation } from './meta-examples.ts';
export { OwnServers } from './own-servers.ts';
export { type GeminiTrouble, StandInGemini } from './gemini/stand-in-gemini.ts';
export { patientQueues } from './patient-queues.ts';
export { queueBackends } from './queue-backends.ts';
export { RedisCluster } from './redis-cluster.ts';
export { sheena, testAccount, type Person } from './test-account.ts';
export { sampleFiles } from './sample-files.ts';
export { SimulatedWhatsApp } from './simulated-whatsapp.ts';
export { DatabaseClock } from './database-clock.ts';
export { SimulatedClock } from './simulated-clock.ts';
export { type Books, type Bubble, type SentMedia, SimulatorClient } from './simulator.client.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { manySends } from './send-limits.ts';
export { damaged, keySettings, testSealer } from './test-sealer.ts';
export { TestStack, type AppName } from './test-stack.ts';
export { type CollectedSpan, TraceCollector } from './trace-collector.ts';
export { waitUntil } from './wait-until.ts';
export {
  fieldWebhook,
  messageValue,
  newWamid,
  deliverWebhook,
  postWebhook,
  statusValue,
  textValue,
  webhook,
} from './webhook.factory.ts';
export { icsOf, pdfOf, posterPicture } from './documents.ts';
export { canRecord, recordingOf, silentRecording } from './recordings.ts';
export { withClockAhead } from './wrong-clock.ts';

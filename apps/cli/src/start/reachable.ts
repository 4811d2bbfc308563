import { databaseFault } from '#data/admin';
import { redisFault } from '#queues';
import { type GeminiConfig, geminiFault } from '#understanding';

interface Given {
  databaseUrl?: string;
  redisUrl?: string;
  gemini?: GeminiConfig;
}

/** Throws within a few seconds when a server that the settings name can not be used, naming the setting. */
export async function requireReachable(given: Given): Promise<void> {
  const faults = await Promise.all([
    given.databaseUrl && databaseFault(given.databaseUrl).then((fault) => fault && `DATABASE_URL: ${fault}`),
    given.redisUrl && redisFault(given.redisUrl).then((fault) => fault && `REDIS_URL: ${fault}`),
    given.gemini && geminiFault(given.gemini),
  ]);
  const found = faults.filter(Boolean);
  if (found.length > 0) throw new Error(found.join('\n'));
}

import { withTimeLimit } from '#platform';

import { usualLimits } from './queue-connection.ts';
import { parseRedisUrl, type RedisAddress } from './redis-address.ts';
import { openRedis, type RedisClient } from './redis-client.ts';

const limitMs = 3_000;

/** Why a Redis can not be used, without user and password; undefined when it can. Answers within a few seconds. */
export async function redisFault(redisUrl: string): Promise<string | undefined> {
  const address = parseRedisUrl(redisUrl);
  const client = openRedis(address, 'producer', usualLimits);
  try {
    await withTimeLimit(answer(client), limitMs);
    return undefined;
  } catch (error) {
    return `Redis at ${whereIs(address)} can not be used: ${reasonOf(error)}`;
  } finally {
    client.disconnect();
  }
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.startsWith('Unknown RESP type') ? 'what answers there is no Redis' : reason;
}

async function answer(client: RedisClient): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.once('error', reject);
  });
  await client.ping();
}

function whereIs(address: RedisAddress): string {
  if (address.kind === 'single') return new URL(address.url).host;
  const nodes = address.kind === 'cluster' ? address.nodes : address.sentinels;
  return nodes.map(({ host, port }) => `${host}:${port}`).join(', ');
}

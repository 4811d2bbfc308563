import { withTimeLimit } from '#platform';

import { usualLimits } from './queue-connection.ts';
import { parseRedisUrl, type RedisAddress } from './redis-address.ts';
import { openRedis, type RedisClient } from './redis-client.ts';
import { judgeRedis } from './redis-durability.ts';
import { infosOf } from './redis-infos.ts';

const limitMs = 3_000;

/** What speaks against a Redis: `fault`, it can not be used; `problem`, it will lose work; `warning`, it can. */
interface RedisVerdict {
  /** Its address, without user and password. */
  address: string;
  fault?: string;
  problem?: string;
  warning?: string;
}

/** Why a Redis can not be used, without user and password; undefined when it can. Answers within a few seconds. */
export async function redisFault(redisUrl: string): Promise<string | undefined> {
  return (await withRedis(redisUrl, async () => ({}))).fault;
}

/** The same, and whether it could lose what was acknowledged. */
export function inspectRedis(redisUrl: string): Promise<RedisVerdict> {
  return withRedis(redisUrl, async (client, { kind }) => {
    const infos = await infosOf(client).catch(unlessForbidden);
    if (!infos) return { warning: 'Redis does not tell how it is set up: INFO is forbidden to this user' };
    const verdicts = infos.map((info) => judgeRedis(info, kind === 'cluster'));
    return {
      problem: verdicts.find(({ problem }) => problem)?.problem,
      warning: verdicts.find(({ warning }) => warning)?.warning,
    };
  });
}

async function withRedis(
  redisUrl: string,
  look: (client: RedisClient, address: RedisAddress) => Promise<Omit<RedisVerdict, 'address'>>,
): Promise<RedisVerdict> {
  const parsed = parseRedisUrl(redisUrl);
  const address = whereIs(parsed);
  const client = openRedis(parsed, 'producer', usualLimits);
  try {
    const verdict = answer(client).then(() => look(client, parsed));
    return { address, ...(await withTimeLimit(verdict, limitMs)) };
  } catch (error) {
    return { address, fault: `Redis at ${address} can not be used: ${reasonOf(error)}` };
  } finally {
    client.disconnect();
  }
}

/** Managed servers may restrict it; work flows all the same. */
function unlessForbidden(error: Error): undefined {
  if (!error.message.startsWith('NOPERM')) throw error;
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

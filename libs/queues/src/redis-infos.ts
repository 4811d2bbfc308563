import { Cluster, type Redis } from 'ioredis';

import { withTimeLimit } from '#platform';

import type { RedisClient } from './redis-client.ts';

const replicaAnswerMs = 500;

/** `INFO` of every master, and of those replicas that answer: each may be a master soon. */
export async function infosOf(client: RedisClient): Promise<string[]> {
  const ask = (node: Redis): Promise<string> => node.info();
  if (!(client instanceof Cluster)) return [await ask(client)];
  const [masters, replicas] = await Promise.all([
    Promise.all(client.nodes('master').map(ask)),
    Promise.allSettled(client.nodes('slave').map((node) => withTimeLimit(ask(node), replicaAnswerMs))),
  ]);
  return [...masters, ...replicas.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))];
}

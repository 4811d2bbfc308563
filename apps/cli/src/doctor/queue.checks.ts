import { loadConfig } from '#platform';
import { hasPostgresQueues, inspectRedis, queueSettings } from '#queues';

import type { Deployment } from './deployment.ts';
import { failing, type Finding, ok, warning } from './finding.ts';

/** Whether what was acknowledged is safe where the queues live. */
export async function checkQueues(deployment: Deployment): Promise<Finding> {
  const { redisUrl } = loadConfig({ redisUrl: queueSettings.redisUrl }, deployment.environment);
  return redisUrl ? judgeRedis(redisUrl) : judgePostgres(await deployment.databaseUrl());
}

async function judgeRedis(redisUrl: string): Promise<Finding> {
  const { address, fault, problem, warning: concern } = await inspectRedis(redisUrl);
  if (fault) return failing(fault, 'Check REDIS_URL, and that the server runs.');
  if (problem) return failing(problem, 'Change it on the server (CONFIG SET, and its configuration file).');
  if (concern) return warning(concern, 'Change it on the server (CONFIG SET, and its configuration file).');
  return ok(`they live in Redis at ${address}, which keeps an append-only file and evicts nothing`);
}

async function judgePostgres(databaseUrl: string | undefined): Promise<Finding> {
  if (databaseUrl && (await hasPostgresQueues(databaseUrl))) return ok('they live in PostgreSQL');
  return failing(
    'REDIS_URL is not set, and PostgreSQL lacks the tables of the queues, or has old ones',
    'Run `npm run db:migrate`, or set REDIS_URL.',
  );
}

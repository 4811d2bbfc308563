import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '#platform';

import { OwnServers } from '../libs/testing/src/own-servers.ts';
import { SimulatorClient } from '../libs/testing/src/simulator.client.ts';
import { testAccount } from '../libs/testing/src/test-account.ts';
import { createTestDatabase, type TestDatabase } from '../libs/testing/src/test-database.ts';
import { closeAtEnd } from './closers.ts';
import { Fleet } from './fleet.ts';
import { answeredPerMinute, answeredPerSecond } from './plan.ts';

export type Queues = 'Redis' | 'PostgreSQL';

export interface Stack {
  queues: Queues;
  servers: OwnServers;
  database: TestDatabase;
  simulator: SimulatorClient;
  fleet: Fleet;
}

/** Of our own limits those per second and per minute are to be met; the others would stretch the run to hours. */
const limits = {
  MESSAGES_PER_SECOND: String(answeredPerSecond),
  MESSAGES_PER_MINUTE: String(answeredPerMinute),
  MESSAGES_PER_DAY: '100000000',
  MESSAGES_PER_USER_PER_HOUR: '100000',
  INBOUND_PER_USER_PER_MINUTE: '100000',
};

/** Every app with its replicas, the simulator, and servers of their own. Undefined where there is no Redis to put the queues in. */
export async function startStack(queues: Queues): Promise<Stack | undefined> {
  const starting = OwnServers.start();
  closeAtEnd(async () => (await starting).close());
  const servers = await starting;
  if (queues === 'Redis' && servers.redisUrl === undefined) return undefined;
  const database = await createTestDatabase(servers.databaseServer);
  // A process that is killed leaves its files behind.
  const temporary = await mkdtemp(join(tmpdir(), 'handsfree-chaos-'));
  closeAtEnd(() => rm(temporary, { recursive: true, force: true }));
  const [ingress, simulator] = [await freePort(), await freePort()];
  const environment = {
    NODE_ENV: 'production',
    TMPDIR: temporary,
    DATABASE_URL: database.url,
    ...(queues === 'Redis' && servers.redisUrl !== undefined && { REDIS_URL: servers.redisUrl }),
    QUEUE_PREFIX: 'chaos',
    // Eight processes share what the server has.
    DATABASE_POOL_SIZE: '5',
    QUEUE_POOL_SIZE: '5',
    WHATSAPP_API_TOKEN: testAccount.apiToken,
    WHATSAPP_APP_SECRET: testAccount.appSecret,
    WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
    WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
    WHATSAPP_API_BASE_URL: `http://127.0.0.1:${simulator}`,
    INGRESS_URL: `http://127.0.0.1:${ingress}`,
    SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${ingress}/webhook`,
    ...testAccount.keys,
    ...limits,
  };
  const fleet = await Fleet.start(environment, { ingress, simulator });
  return {
    queues,
    servers,
    database,
    simulator: new SimulatorClient(`http://127.0.0.1:${simulator}`),
    fleet,
  };
}

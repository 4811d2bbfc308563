import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { freePort, loadConfig } from '#platform';
import { usualLimits } from '#queues';
import { patientQueues, type queueBackends, testAccount } from '#testing';

import { opsSettings } from '../src/ops.config.ts';
import { OpsModule } from '../src/ops.module.ts';

type Queues = ReturnType<(typeof queueBackends)[number]['config']>;

/** The page for people on call, wired as in production, beside apps that do not run. */
export async function startOps(
  { databaseUrl, redisUrl, queuePrefix }: Queues,
  settings: Record<string, string>,
): Promise<INestApplication> {
  const nobody = await freePort();
  const config = loadConfig(opsSettings, {
    ...testAccount.keys,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: queuePrefix,
    OPS_APPS: `ingress=127.0.0.1:${nobody}`,
    WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
    ...settings,
  });
  const limits = { ...usualLimits, ...patientQueues };
  const app = await NestFactory.create(OpsModule.with(config, limits), { logger: false, bodyParser: false });
  await app.listen(0, '127.0.0.1');
  return app;
}

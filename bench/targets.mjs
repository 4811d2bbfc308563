// What is measured, each as its own process.
import { join } from 'node:path';

import { build } from 'esbuild';
import { applyMigrations } from '#data/admin';
import { freePort } from '#platform';
import { migrateQueues } from '#queues';

import { Child } from './children.mjs';
import { account } from './webhooks.mjs';

/** Limits that protect a real number, raised far above what is measured. */
const unlimited = {
  MESSAGES_PER_SECOND: '100000',
  MESSAGES_PER_MINUTE: '1000000',
  MESSAGES_PER_DAY: '100000000',
  MESSAGES_PER_USER_PER_HOUR: '1000000',
};

async function built(name) {
  const outfile = `bench/results/${name}.js`;
  await build({ entryPoints: [`bench/${name}.ts`], outfile, format: 'esm', target: 'node20' });
  return outfile;
}

export class Targets {
  #databases = 0;

  constructor(services, { redisUrl, folder }, graphPort) {
    this.services = services;
    this.redisUrl = redisUrl;
    this.folder = folder;
    this.graphPort = graphPort;
    this.graphUrl = `http://127.0.0.1:${graphPort}`;
  }

  floor() {
    return this.#start('bench/floor.mjs', 'PORT', { REDIS_URL: this.redisUrl });
  }

  async plainController() {
    return this.#start(await built('plain-controller'), 'PORT', {
      REDIS_URL: this.redisUrl,
      WHATSAPP_APP_SECRET: account.appSecret,
      NODE_ENV: 'production',
    });
  }

  straightLine() {
    return this.#line('bench/straight-line.mjs', 'Redis');
  }

  stagedLine(backend) {
    return this.#line('bench/staged-line.mjs', backend);
  }

  async #line(file, backend) {
    return this.#start(file, 'PORT', {
      ...(backend === 'Redis' && { REDIS_URL: this.redisUrl }),
      DATABASE_URL: await this.#newDatabase(),
      WHATSAPP_API_BASE_URL: this.graphUrl,
      NODE_ENV: 'production',
    });
  }

  peer() {
    return this.#start('bench/peer/peer.mjs', 'PORT', {
      REDIS_URL: this.redisUrl,
      WHATSAPP_ACCESS_TOKEN: account.apiToken,
      WHATSAPP_APP_SECRET: account.appSecret,
      WHATSAPP_PHONE_NUMBER_ID: account.phoneNumberId,
      WHATSAPP_VERIFY_TOKEN: account.verifyToken,
      WHATSAPP_API_BASE_URL: this.graphUrl,
      NODE_ENV: 'production',
    });
  }

  /** @returns the settings of all apps for an empty database, with queues in Redis or in that database */
  async settings(backend) {
    const databaseUrl = await this.#newDatabase();
    const redisUrl = backend === 'Redis' ? this.redisUrl : undefined;
    await applyMigrations(databaseUrl);
    await migrateQueues({ databaseUrl, redisUrl, queuePrefix: 'bench' });
    return {
      DATABASE_URL: databaseUrl,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      QUEUE_PREFIX: `bench-${this.#databases}`,
      WHATSAPP_API_TOKEN: account.apiToken,
      WHATSAPP_APP_SECRET: account.appSecret,
      WHATSAPP_PHONE_NUMBER_ID: account.phoneNumberId,
      WHATSAPP_WEBHOOK_VERIFY_TOKEN: account.verifyToken,
      WHATSAPP_API_BASE_URL: this.graphUrl,
      ENCRYPTION_KEYS: account.encryptionKeys,
      LOOKUP_KEY: account.lookupKey,
      NODE_ENV: 'production',
      // As in the image.
      NODE_OPTIONS: '--max-semi-space-size=32',
      ...unlimited,
    };
  }

  app(name, settings, options) {
    return this.#start(`dist/apps/${name}/src/main.js`, `${name.toUpperCase()}_PORT`, settings, options);
  }

  /** An app that records the steps of its messages; `child.ask({ what: 'steps' })` takes them. */
  tracedApp(name, settings) {
    return this.app(name, settings, { execArgv: ['--import', './bench/trace-preload.mjs'] });
  }

  #newDatabase() {
    return this.services.ask({ database: `bench_${++this.#databases}` });
  }

  /** @returns the process once it is ready, and its port */
  async #start(file, portSetting, environment, options) {
    const port = await freePort();
    const output = join(this.folder, 'output.log');
    const child = new Child(file, { ...environment, [portSetting]: String(port) }, { output, ...options });
    await child.ready(port);
    return { child, port, stop: () => child.stop() };
  }
}

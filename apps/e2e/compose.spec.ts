import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { hostSetting, loadConfig, type Settings, tracingSettings, usualPorts } from '#platform';

import { ingressSettings } from '../ingress/src/ingress.config.ts';
import { intentSettings } from '../intent/src/intent.config.ts';
import { mediaSettings } from '../media/src/media.config.ts';
import { notifierSettings } from '../notifier/src/notifier.config.ts';
import { opsSettings } from '../ops/src/ops.config.ts';
import { simulatorSettings } from '../simulator/src/simulator.config.ts';

const settingsOf: Record<string, Settings> = {
  ingress: ingressSettings,
  media: mediaSettings,
  intent: intentSettings,
  notifier: notifierSettings,
  ops: opsSettings,
  simulator: simulatorSettings,
};
const names = Object.keys(settingsOf);

const condition = z.enum(['service_completed_successfully', 'service_healthy']);
const healthcheck = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number(),
  start_period: z.string(),
});
/** What the file may say about a service: a misspelt key, which Compose may ignore, fails here. */
const service = z.strictObject({
  image: z.string().regex(/:[^:]+$/),
  build: z.strictObject({ context: z.literal('.'), dockerfile: z.string() }).optional(),
  profiles: z.array(z.enum(['dev', 'tools', 'observability'])).optional(),
  command: z.array(z.string()).optional(),
  entrypoint: z.array(z.string()).optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition })).default({}),
  healthcheck: healthcheck.optional(),
  restart: z.enum(['no', 'unless-stopped']),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  tmpfs: z.array(z.string()).optional(),
  mem_limit: z.string(),
  cpus: z.number(),
  shm_size: z.string().optional(),
  stop_grace_period: z.string(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
});
const compose = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const root = join(import.meta.dirname, '../..');
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8');
const { services, volumes } = compose.parse(parse(textOf('docker-compose.yml'), { merge: true }));

/** As Compose fills it in where nothing is set. */
const filled = (value: string): string => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('docker-compose.yml', () => {
  it('has every app that can be started', () => {
    const apps = readdirSync(join(root, 'apps')).filter((app) =>
      existsSync(join(root, 'apps', app, 'src/main.ts')),
    );

    expect(apps.filter((app) => app !== 'cli').toSorted()).toEqual(names.toSorted());
    for (const name of names) {
      expect(services[name]?.command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
    }
  });

  it.each(names)('gives %s settings that it knows, all that it needs, and right ones', (name) => {
    const settings = { ...settingsOf[name], ...tracingSettings, host: hostSetting };
    const known = new Set(
      Object.values(settings).flatMap((one) => (one.fromFile ? [one.name, `${one.name}_FILE`] : one.name)),
    );
    const { environment = {} } = services[name] ?? {};
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    try {
      const fileOf = (variable: string): string => {
        const path = join(folder, variable);
        writeFileSync(path, secrets[variable] ?? 'a-secret-of-some-length');
        return path;
      };
      const given = Object.entries(environment).map(([key, value]) => [
        key,
        key.endsWith('_FILE') ? fileOf(key) : filled(value),
      ]);

      expect(Object.keys(environment).filter((key) => !known.has(key))).toEqual([]);
      expect(loadConfig(settings, Object.fromEntries(given))).toMatchObject({ port: usualPort(name) });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(names)('lets a person set whatever %s reads, and offers it in .env.example', (name) => {
    const { environment = {} } = services[name] ?? {};
    const read = Object.values({ ...settingsOf[name], ...(name !== 'simulator' && tracingSettings) }).map(
      (one) => one.name,
    );

    expect(read.filter((one) => !isFixed(name, one) && !isSettable(environment, one))).toEqual([]);
  });

  it('gives the command line the same settings as the apps', () => {
    const { environment = {} } = services.handsfree ?? {};
    const apps = names.filter((name) => !['ops', 'simulator'].includes(name));
    const read = apps.flatMap((name) =>
      Object.values(settingsOf[name] ?? {}).flatMap((one) => (isFixed(name, one.name) ? [] : one.name)),
    );

    expect(read.filter((one) => !isSettable(environment, one))).toEqual([]);
  });

  it('has each secret made, and shows it to whoever reads it', () => {
    const maker = textOf('deploy/secrets.mjs');
    for (const [name, { environment, volumes: mounts }] of Object.entries(services)) {
      for (const path of Object.values(environment).filter((value) => value.startsWith('/run/secrets/'))) {
        const secret = path.slice('/run/secrets/'.length);
        const [folder] = secret.split('/');
        expect({ name, secret, isMade: maker.includes(`'${secret}'`) }).toMatchObject({ isMade: true });
        const isMounted = mounts.some((mount) => mount.endsWith(`/${folder}:/run/secrets/${folder}:ro`));
        expect({ name, secret, isMounted }).toMatchObject({ isMounted: true });
      }
    }
  });

  it('passes on each setting that a person can set: one of an app, of those in .env.example', () => {
    const used = new Set([...textOf('docker-compose.yml').matchAll(/\$\{(\w+):/g)].map(([, name]) => name));

    expect([...offered].filter((name) => !used.has(name))).toEqual([]);
  });

  it.each(names)('looks at the health of %s, at the port on which it listens', (name) => {
    expect(services[name]?.healthcheck?.test).toEqual([
      'CMD',
      'node',
      'deploy/healthcheck.mjs',
      String(usualPort(name)),
    ]);
  });

  it('waits only for what is there, and for the health of what tells it', () => {
    for (const [name, { depends_on: needed }] of Object.entries(services)) {
      for (const [other, { condition: until }] of Object.entries(needed)) {
        expect({ name, other, isThere: services[other] !== undefined }).toMatchObject({ isThere: true });
        const isHealth = until === 'service_healthy';
        expect({ name, other, can: isHealth === (services[other]?.healthcheck !== undefined) }).toMatchObject(
          { can: true },
        );
      }
    }
  });

  it('runs our own code read-only, without rights and, but for the maker of the secrets, as nobody special', () => {
    const own = Object.entries(services).filter(([, { build }]) => build);

    expect(own.length).toBeGreaterThan(names.length);
    for (const [name, one] of own) {
      expect({ name, ...one }).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      expect(one.user).toBe(name === 'secrets' ? 'root' : undefined);
    }
    expect(textOf('deploy/Dockerfile')).toMatch(/^USER node$/m);
  });

  it('runs what watches over it read-only and without rights, too', () => {
    const watching = Object.values(services).filter(({ profiles }) => profiles?.includes('observability'));

    expect(watching).toHaveLength(2);
    for (const one of watching) expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('lets nothing in from other machines', () => {
    const published = Object.values(services).flatMap(({ ports }) => ports.map(filled));

    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('keeps what must last', () => {
    expect(Object.keys(volumes)).toEqual(['postgres', 'prometheus', 'redis']);
    expect(services.redis?.command?.join(' ')).toMatch(/--appendonly yes --maxmemory-policy noeviction/);
  });
});

const offered = new Set([...textOf('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name));

/** From `.env`, or a secret, which is a file that is there. */
const isSettable = (environment: Record<string, string>, name: string): boolean =>
  environment[`${name}_FILE`]?.startsWith('/run/secrets/') ||
  (environment[name]?.startsWith(`\${${name}:-`) && offered.has(name)) ||
  false;

/** What is not for a person to set here. */
const isFixed = (app: string, name: string): boolean =>
  // Where the containers find each other, and the address of the file that is mounted.
  ['INGRESS_URL', 'OPS_APPS', 'SIMULATOR_WEBHOOK_URL', 'WHATSAPP_API_TOKEN_FILE'].includes(name) ||
  name.endsWith('_PORT') ||
  // Queues are in Redis.
  name === 'QUEUE_POOL_SIZE' ||
  (app === 'ingress' && name === 'DATABASE_URL');

const usualPort = (name: string): number => usualPorts[name as keyof typeof usualPorts];

const key = Buffer.alloc(32, 7).toString('base64');
const secrets: Record<string, string> = {
  ENCRYPTION_KEYS_FILE: `k1:${key}`,
  LOOKUP_KEY_FILE: key,
  OTEL_EXPORTER_OTLP_HEADERS_FILE: '',
  DATABASE_URL_FILE: 'postgresql://handsfree:secret@postgres:5432/handsfree',
};

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { Database, LookupKeyStore } from '#data';
import { freePort, loadConfig, Sealer, sealingSettings } from '#platform';
import {
  createTestDatabase,
  keySettings,
  queueBackends,
  StandInGemini,
  startRedis,
  testAccount,
  type TestDatabase,
  TestStack,
  waitUntil,
} from '#testing';
import { neededTemplates } from '#whatsapp';

const { apiToken, phoneNumberId } = testAccount;
const account = { WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398', WHATSAPP_APP_ID: '584544743160774' };
const secrets = [
  apiToken,
  testAccount.appSecret,
  testAccount.verifyToken,
  ...Object.values(testAccount.keys),
];
const dayMs = 24 * 3_600_000;

interface Line {
  check: string;
  verdict: string;
  says: string;
  toDo?: string;
}

let stack: TestStack;
let gemini: StandInGemini;

beforeAll(async () => {
  const [backend] = queueBackends.toReversed();
  stack = await TestStack.start(backend!, ['ingress', 'simulator'], account);
  gemini = await StandInGemini.start();
  await keepLookupKey(stack.database.url);
  await handInTemplates();
});
afterAll(async () => {
  await stack.close();
  await gemini.close();
});
afterEach(() => stack.simulator.reset(['accounts', 'templates']));

async function keepLookupKey(url: string): Promise<void> {
  const database = new Database(url);
  const sealer = new Sealer(loadConfig(sealingSettings, testAccount.keys));
  await new LookupKeyStore(database).keep(sealer.lookupFingerprint);
  await database.$disconnect();
}

async function handInTemplates(): Promise<void> {
  const path = `/v26.0/${account.WHATSAPP_BUSINESS_ACCOUNT_ID}/message_templates`;
  for (const definition of neededTemplates) await call('POST', path, definition);
  await waitUntil('the templates are approved', async () => {
    const { data } = (await call('GET', `${path}?status=APPROVED`)) as { data: object[] };
    return data.length >= neededTemplates.length;
  });
}

/** The simulator's Graph API, or its scenario. */
async function call(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(stack.app('simulator').url + path, {
    method,
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return response.status === 204 ? undefined : response.json();
}
const ofNumber = (change: object) => call('PATCH', `/_scenario/numbers/${phoneNumberId}`, change);
const ofToken = (change: object) => call('PATCH', '/_scenario/tokens', { token: apiToken, ...change });

async function run(
  changes: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; stdout: string }> {
  const env = { PATH: process.env.PATH, ...stack.environment, ...gemini.settings, ...changes };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('dist/apps/cli/src/main.js'), 'doctor', ...args],
      { env },
      (error, stdout, stderr) => {
        for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
        done({ code: Number(error?.code ?? 0), stdout });
      },
    );
  });
}

/** What is not all right, as `verdict check: words`. */
async function troubles(changes: Record<string, string> = {}): Promise<{ code: number; lines: string[] }> {
  const { code, stdout } = await run(changes, '--json');
  const { checks } = JSON.parse(stdout) as { checks: Line[] };
  const wrong = checks.filter(({ verdict }) => verdict !== 'ok');
  for (const { verdict, toDo } of wrong) expect(verdict === 'not checked' || toDo !== undefined).toBe(true);
  return { code, lines: wrong.map(({ verdict, check, says }) => `${verdict} ${check}: ${says}`) };
}

it('finds nothing wrong with a deployment that is well', async () => {
  const { code, stdout } = await run({});

  expect(stdout).toMatch(/\n15 ok\n$/);
  expect(stdout.split('\n').filter((line) => line && !line.startsWith('ok  '))).toEqual(['15 ok']);
  expect(code).toBe(0);
});

const failing = (check: string, words: string) => ({ code: 1, first: `failing ${check}: ${words}` });
const warning = (check: string, words: string) => ({ code: 0, first: `warning ${check}: ${words}` });
const because = (cause: string, ...checks: string[]) =>
  checks.map((check) => `not checked ${check}: "${cause}" is failing`);
const ofWhatsApp = ['number', 'account', 'webhook', 'templates'];
const nowhere = 'http://127.0.0.1:1';

it.each([
  [
    'a missing setting',
    { WHATSAPP_WEBHOOK_VERIFY_TOKEN: '' },
    failing('settings', 'WHATSAPP_WEBHOOK_VERIFY_TOKEN: must be set'),
    ['not checked webhook: a setting is wrong: WHATSAPP_WEBHOOK_VERIFY_TOKEN: must be set'],
  ],
  [
    'no database',
    { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/db' },
    failing('database', 'PostgreSQL at 127.0.0.1:1 can not be reached'),
    [...because('database', 'migrations', 'clock'), 'not checked keys: "migrations" was not checked'],
  ],
  [
    'other keys',
    keySettings('other'),
    failing('keys', 'LOOKUP_KEY: is not the key that this database was filled with'),
    [],
  ],
  [
    'no Graph API',
    { WHATSAPP_API_BASE_URL: nowhere },
    failing('graph', '127.0.0.1:1: WhatsApp did not answer'),
    [
      ...because('graph', "graph's clock", 'token', 'access'),
      ...ofWhatsApp.map((check) => `not checked ${check}: "access" was not checked`),
    ],
  ],
  [
    'another token',
    { WHATSAPP_API_TOKEN: 'other' },
    failing('token', 'it has to be replaced: WhatsApp does not accept it'),
    ['failing access: WhatsApp error 190 (HTTP 401', ...because('access', ...ofWhatsApp)],
  ],
  [
    'no settings of the app',
    { WHATSAPP_APP_ID: '' },
    warning('token', 'it is not known until when it is valid'),
    [],
  ],
  [
    'another number',
    { WHATSAPP_PHONE_NUMBER_ID: '1' },
    failing('access', 'WhatsApp error'),
    because('access', ...ofWhatsApp),
  ],
  [
    'another verify token',
    { WHATSAPP_WEBHOOK_VERIFY_TOKEN: 'other' },
    failing('webhook', 'http://127.0.0.1:'),
    [],
  ],
  [
    'another app secret',
    { WHATSAPP_APP_SECRET: 'other' },
    failing('token', 'WhatsApp error'),
    [expect.stringMatching(/^failing webhook: .* has another app secret$/)],
  ],
  [
    'a refused key of Gemini',
    { GEMINI_API_KEY: 'other' },
    failing('gemini', 'GEMINI_API_KEY: is refused'),
    [],
  ],
  [
    'another model',
    { GEMINI_MODEL: 'gemini-0-flash' },
    failing('gemini', 'GEMINI_MODEL: the Gemini API has no'),
    [],
  ],
  ['no Gemini', { GEMINI_API_BASE_URL: nowhere }, warning('gemini', 'the Gemini API does not answer'), []],
])('finds %s, and checks the rest', async (_, changes, { code, first }, others) => {
  const found = await troubles(changes);

  expect(found.lines).toEqual(expect.arrayContaining([expect.stringContaining(first)]));
  for (const other of others)
    expect(found.lines).toContainEqual(typeof other === 'string' ? expect.stringContaining(other) : other);
  expect(found.code).toBe(code);
});

it.each([
  [
    'an expired token',
    () => ofToken({ expiresInMs: 0 }),
    failing('token', 'it has to be replaced: it expired'),
  ],
  ['one that soon is', () => ofToken({ expiresInMs: 5 * dayMs }), warning('token', 'it expires in 4 days')],
  ['one of a person', () => ofToken({ type: 'USER' }), warning('token', 'it is of the type USER')],
  [
    'one that may not send',
    () => ofToken({ scopes: ['whatsapp_business_management'] }),
    failing('token', 'it has to be replaced: it lacks whatsapp_business_messaging'),
  ],
  ['a banned number', () => ofNumber({ status: 'BANNED' }), failing('number', 'its status is BANNED')],
  [
    'a restricted one',
    () => ofNumber({ status: 'RESTRICTED' }),
    warning('number', 'its status is RESTRICTED'),
  ],
  ['low quality', () => ofNumber({ qualityRating: 'RED' }), warning('number', 'its quality is low (RED)')],
  [
    'another clock',
    () => stack.simulator.advance(2 * 60_000),
    failing("graph's clock", 'that of WhatsApp is 1'),
  ],
  [
    'a clock that drifts',
    () => stack.simulator.advance(20_000),
    warning("graph's clock", 'that of WhatsApp is'),
  ],
  [
    'an app that is not subscribed',
    () => call('DELETE', `/v26.0/${account.WHATSAPP_BUSINESS_ACCOUNT_ID}/subscribed_apps`),
    failing('account', 'the app is not subscribed to the account: no webhook comes'),
  ],
  [
    'missing templates',
    () => stack.simulator.reset(['tokens']),
    failing('templates', 'event_reminder (en) is missing'),
  ],
])('finds %s at WhatsApp', async (_, change, { code, first }) => {
  await change();

  const found = await troubles();

  expect(found.lines).toContainEqual(expect.stringContaining(first));
  expect(found.code).toBe(code);
  await stack.simulator.reset();
  await handInTemplates();
});

it('finds an account that the number does not belong to', async () => {
  const { id } = (await call('POST', '/_scenario/accounts', {})) as { id: string };

  const { lines } = await troubles({ WHATSAPP_BUSINESS_ACCOUNT_ID: id });

  expect(lines).toContain(
    'failing account: WHATSAPP_PHONE_NUMBER_ID is no number of WHATSAPP_BUSINESS_ACCOUNT_ID',
  );
});

describe('of the database', () => {
  let other: TestDatabase;
  beforeAll(async () => (other = await createTestDatabase()));
  afterAll(() => other.drop());

  it('finds a migration that is missing', async () => {
    const [last] = await other.query<{ name: string }>(
      'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING migration_name AS name',
    );

    const { lines } = await troubles({ DATABASE_URL: other.url });

    expect(lines).toEqual([
      `failing migrations: 1 are missing, the first is ${last!.name}`,
      ...because('migrations', 'keys', 'sending'),
    ]);
  });

  it('finds that nothing is sent, and why', async () => {
    await stack.database.query(
      'INSERT INTO number_limit (phone_number_id, opened_at, opened_by) VALUES ($1, now(), 131031)',
      [phoneNumberId],
    );

    const { lines } = await troubles();

    expect(lines).toEqual([
      expect.stringMatching(/^failing sending: nothing is sent since .*: WhatsApp error 131031$/),
    ]);
    await stack.database.query('DELETE FROM number_limit');
  });

  it('waits for a server that hangs for a while only', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const { lines } = await troubles({ DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/db` });

    expect(lines[0]).toBe(`failing database: PostgreSQL at 127.0.0.1:${port} does not answer`);
    expect(lines.every((line) => /database|migrations|queues/.test(line))).toBe(true);
    server.close();
  });
});

// Without one, the test run says so.
const describeWithRedis = queueBackends.length > 1 ? describe : describe.skip;
describeWithRedis('of Redis', () => {
  it.each([
    [
      'eviction',
      ['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'yes'],
      failing('queues', 'Redis drops waiting work'),
    ],
    ['no append-only file', ['--appendonly', 'no'], warning('queues', 'Redis keeps no append-only file')],
  ])('finds %s', async (_, flags, { code, first }) => {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-redis-'));
    const redis = await startRedis(folder, flags);

    const found = await troubles({ REDIS_URL: redis!.url });

    expect(found).toEqual({ code, lines: [expect.stringContaining(first)] });
    await redis!.stop();
    await rm(folder, { recursive: true });
  });

  it('finds that it is away', async () => {
    const { code, lines } = await troubles({ REDIS_URL: `redis://:secret@127.0.0.1:${await freePort()}` });

    expect(lines).toEqual([
      expect.stringMatching(/^failing queues: Redis at 127\.0\.0\.1:\d+ can not be used/),
    ]);
    expect(code).toBe(1);
  });
});

it('finds that nothing answers where WhatsApp delivers', async () => {
  await stack.app('ingress').stop();

  const { lines } = await troubles();

  expect(lines).toEqual([
    expect.stringMatching(/^failing webhook: .*\/webhook: no answer \(ECONNREFUSED\)$/),
  ]);
});

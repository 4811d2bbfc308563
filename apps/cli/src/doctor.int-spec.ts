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
  queueBackends,
  StandInGemini,
  startRedis,
  testAccount,
  type TestDatabase,
  TestStack,
  waitUntil,
} from '#testing';
import { neededTemplates } from '#whatsapp';

import type { allChecks as AllChecks } from './doctor/all-checks.ts';
import { findDeployment } from './doctor/deployment.ts';
import { runChecks } from './doctor/run-checks.ts';

const { apiToken, phoneNumberId } = testAccount;
const account = { WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398', WHATSAPP_APP_ID: '584544743160774' };
const secrets = [
  apiToken,
  testAccount.appSecret,
  testAccount.verifyToken,
  ...Object.values(testAccount.keys),
];
const dayMs = 24 * 3_600_000;

/** As built: they look for the settings of the apps there. */
interface BuiltChecks {
  allChecks: typeof AllChecks;
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

const environmentWith = (changes: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  ...stack.environment,
  ...gemini.settings,
  MESSAGES_PER_MINUTE: '250',
  ...changes,
});

function expectNoSecret(output: string): void {
  for (const secret of secrets) expect(output).not.toContain(secret);
}

/** As on the command line, which takes seconds to load. */
async function run(
  changes: Record<string, string>,
  ...options: string[]
): Promise<{ code: number; stdout: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('dist/apps/cli/src/main.js'), 'doctor', ...options],
      { env: environmentWith(changes) },
      (error, stdout, stderr) => {
        expectNoSecret(stdout + stderr);
        done({ code: Number(error?.code ?? 0), stdout });
      },
    );
  });
}

/** What is not all right, as `verdict check: words`. */
async function troubles(changes: Record<string, string> = {}): Promise<string[]> {
  const { env } = process;
  process.env = environmentWith(changes);
  const { allChecks } = (await import(resolve('dist/apps/cli/src/doctor/all-checks.js'))) as BuiltChecks;
  const checks = await runChecks(allChecks(findDeployment())).finally(() => (process.env = env));
  expectNoSecret(JSON.stringify(checks));
  const wrong = checks.filter(({ verdict }) => verdict !== 'ok');
  for (const { verdict, toDo } of wrong) expect(verdict === 'not checked' || toDo !== undefined).toBe(true);
  return wrong.map(({ verdict, check, says }) => `${verdict} ${check}: ${says}`);
}

it('fails when anything does, with what is to be done', async () => {
  const { code, stdout } = await run({ WHATSAPP_WEBHOOK_VERIFY_TOKEN: '' });

  expect(stdout).toMatch(/^failing +settings +WHATSAPP_WEBHOOK_VERIFY_TOKEN: must be set\n +To do: /m);
  expect(stdout).toMatch(/^not checked +webhook +because a setting is wrong/m);
  expect(stdout).toMatch(/\n1 failing, 1 not checked, 16 ok\n$/);
  expect(code).toBe(1);
});

it('finds nothing wrong with a deployment that is well', async () => {
  const { code, stdout } = await run({});

  expect(stdout.split('\n').filter((line) => line && !line.startsWith('ok  '))).toEqual(['18 ok']);
  expect(code).toBe(0);
});

it('says the same as JSON', async () => {
  const { code, stdout } = await run({ WHATSAPP_WEBHOOK_VERIFY_TOKEN: '' }, '--json');

  const { verdict, checks } = JSON.parse(stdout) as { verdict: string; checks: Record<string, string>[] };
  expect(code).toBe(1);
  expect(verdict).toBe('failing');
  expect(checks).toHaveLength(18);
  expect(checks[0]).toEqual({
    check: 'settings',
    verdict: 'failing',
    says: 'WHATSAPP_WEBHOOK_VERIFY_TOKEN: must be set',
    toDo: expect.any(String) as string,
  });
  expect(checks.find(({ check }) => check === 'limits')?.says).toBe(
    'WhatsApp allows 80 messages a second, sent and received, and no limit of people a day who have not written within 24 hours',
  );
});

const failing = (check: string, words: string): string => `failing ${check}: ${words}`;
const warning = (check: string, words: string): string => `warning ${check}: ${words}`;
const because = (cause: string, ...checks: string[]): string[] =>
  checks.map((check) => `not checked ${check}: "${cause}" is failing`);
const ofWhatsApp = ['number', 'limits', 'account', 'webhook', 'templates'];
const nowhere = 'http://127.0.0.1:1';

/** Compares all lines, by how they begin. */
async function expectLines(changes: Record<string, string>, expected: string[]): Promise<void> {
  const lines = await troubles(changes);
  expect(lines.map((line, at) => line.slice(0, expected[at]?.length))).toEqual(expected);
}

it.each([
  [
    'a missing setting',
    { WHATSAPP_WEBHOOK_VERIFY_TOKEN: '' },
    [
      failing('settings', 'WHATSAPP_WEBHOOK_VERIFY_TOKEN: must be set'),
      'not checked webhook: a setting is wrong: WHATSAPP_WEBHOOK_VERIFY_TOKEN: must be set',
    ],
  ],
  [
    'no database',
    { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/db', REDIS_URL: '' },
    [
      failing('database', 'PostgreSQL at 127.0.0.1:1 can not be reached'),
      ...because('database', 'migrations'),
      'not checked keys: "migrations" was not checked',
      ...because('database', 'queues', 'clock'),
      'not checked sending: "migrations" was not checked',
      'not checked retention: "migrations" was not checked',
    ],
  ],
  [
    'no Graph API',
    { WHATSAPP_API_BASE_URL: nowhere },
    [
      failing('graph', '127.0.0.1:1: WhatsApp did not answer (ECONNREFUSED)'),
      ...because('graph', "graph's clock", 'token', 'access'),
      ...ofWhatsApp.map((check) => `not checked ${check}: "access" was not checked`),
    ],
  ],
  [
    'another token',
    { WHATSAPP_API_TOKEN: 'other' },
    [
      failing('token', 'it has to be replaced: WhatsApp does not accept it as a token of this app'),
      failing('access', 'WhatsApp error 190'),
      ...because('access', ...ofWhatsApp),
    ],
  ],
  [
    'another number',
    { WHATSAPP_PHONE_NUMBER_ID: '1' },
    [failing('access', 'WhatsApp error'), ...because('access', ...ofWhatsApp)],
  ],
  [
    'limits above those of WhatsApp',
    { MESSAGES_PER_SECOND: '100', MESSAGES_PER_MINUTE: '5000' },
    [
      warning('limits', 'MESSAGES_PER_SECOND is 100, but WhatsApp allows this number 80 a second'),
      warning('limits', 'MESSAGES_PER_MINUTE is 5000, but WhatsApp allows this number 4800 a minute'),
    ],
  ],
  [
    'another verify token, and another model of Gemini',
    { WHATSAPP_WEBHOOK_VERIFY_TOKEN: 'other', GEMINI_MODEL: 'gemini-0-flash' },
    [failing('webhook', 'http://'), failing('gemini', 'GEMINI_MODEL: the Gemini API has no model')],
  ],
  [
    'another app secret',
    { WHATSAPP_APP_SECRET: 'other' },
    [failing('token', 'WhatsApp error'), failing('webhook', 'http://')],
  ],
  [
    'another look-up key, and a refused key of Gemini',
    { LOOKUP_KEY: Buffer.alloc(32, 1).toString('base64'), GEMINI_API_KEY: 'other' },
    [
      failing('keys', 'LOOKUP_KEY: is not the key that this database was filled with'),
      failing('gemini', 'GEMINI_API_KEY: is refused'),
    ],
  ],
  [
    'no settings of the app, and no Gemini',
    { WHATSAPP_APP_ID: '', GEMINI_API_BASE_URL: nowhere },
    [
      warning('token', 'it is not known until when it is valid'),
      warning('gemini', 'the Gemini API does not answer'),
    ],
  ],
])('finds %s, and checks the rest', (_, changes, expected) => expectLines(changes, expected));

it.each([
  [
    'an expired token, and a banned number',
    [() => ofToken({ expiresInMs: 0 }), () => ofNumber({ status: 'BANNED' })],
    [
      failing('token', 'it has to be replaced: it expired'),
      failing('access', 'WhatsApp error 190'),
      ...because('access', ...ofWhatsApp),
    ],
  ],
  [
    'a token that soon expires, a banned number, and that the app is not subscribed',
    [
      () => ofToken({ expiresInMs: 5.5 * dayMs }),
      () => ofNumber({ status: 'BANNED' }),
      () => call('DELETE', `/v26.0/${account.WHATSAPP_BUSINESS_ACCOUNT_ID}/subscribed_apps`),
    ],
    [
      warning('token', 'it expires in 5 days'),
      failing('number', 'its status is BANNED, so it sends nothing'),
      failing('number', 'WhatsApp says that it can not send: The number is banned.'),
      failing('account', 'the app is not subscribed to the account: no webhook comes'),
    ],
  ],
  [
    'the token of a person, a restricted number of low quality, and a clock that drifts',
    [
      () => ofToken({ type: 'USER' }),
      () => ofNumber({ status: 'RESTRICTED', qualityRating: 'RED' }),
      () => stack.simulator.advance(30_000),
    ],
    [
      warning("graph's clock", 'that of WhatsApp is '),
      warning('token', 'it is of the type USER'),
      warning('number', 'its status is RESTRICTED'),
      warning('number', 'its quality is low (RED)'),
      warning('number', 'WhatsApp says that it can send only some'),
    ],
  ],
  [
    'a token that may not send, another clock, and missing templates',
    [
      () => stack.simulator.reset(),
      () => ofToken({ scopes: ['whatsapp_business_management'] }),
      () => stack.simulator.advance(120_000),
    ],
    [
      failing("graph's clock", 'that of WhatsApp is '),
      failing('token', 'it has to be replaced: it lacks whatsapp_business_messaging'),
      failing('templates', 'handsfree_reminder (en) is missing at WhatsApp'),
      failing('templates', 'handsfree_waiting_answer (en) is missing at WhatsApp'),
    ],
  ],
])('finds %s', async (_, changes, expected) => {
  try {
    for (const change of changes) await change();
    await expectLines({}, expected);
  } finally {
    await stack.simulator.reset();
    await handInTemplates();
  }
});

it('finds an account that the number does not belong to', async () => {
  const { id } = (await call('POST', '/_scenario/accounts', {})) as { id: string };

  const lines = await troubles({ WHATSAPP_BUSINESS_ACCOUNT_ID: id });

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

    await expectLines({ DATABASE_URL: other.url }, [
      `failing migrations: 1 are missing, the first is ${last!.name}`,
      ...because('migrations', 'keys', 'sending', 'retention'),
    ]);
  });

  it('finds that nothing is sent, and why', async () => {
    await stack.database.query(
      'INSERT INTO number_limit (phone_number_id, opened_at, opened_by) VALUES ($1, now(), 131031)',
      [phoneNumberId],
    );

    const lines = await troubles();
    await stack.database.query('DELETE FROM number_limit');

    expect(lines).toEqual([
      expect.stringMatching(/^failing sending: nothing is sent since .*: WhatsApp error 131031$/),
    ]);
  });

  it('finds that what people wrote long ago is still there', async () => {
    await stack.database.query(`
      WITH person AS (INSERT INTO contact (id, updated_at) VALUES (gen_random_uuid(), now()) RETURNING id)
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, body_sealed, sent_at, handled_at)
      SELECT (lpad(to_hex((extract(epoch FROM now() - interval '9 days 12 hours') * 1000)::bigint), 12, '0') || '70008000000000000001')::uuid,
        id, 'old', '', 'text', 'sealed', now(), now() FROM person`);

    const lines = await troubles({ RETENTION_DAYS: '7' });
    expect(await troubles({ RETENTION_DAYS: '9' })).toEqual([]);
    await stack.database.query('DELETE FROM contact');

    expect(lines).toEqual([
      'warning retention: what people wrote is not removed yet after 7 days: 3 days of it are left',
    ]);
  });

  it('waits for a server that hangs for a while only', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const lines = await troubles({ DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/db` });

    expect(lines[0]).toBe(`failing database: PostgreSQL at 127.0.0.1:${port} does not answer`);
    expect(
      lines.every((line) =>
        /^(failing database|not checked (migrations|keys|clock|sending|retention)):/.test(line),
      ),
    ).toBe(true);
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
  ])('finds %s', async (_, flags, expected) => {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-redis-'));
    const redis = await startRedis(folder, flags);

    try {
      await expectLines({ REDIS_URL: redis!.url }, [expected]);
    } finally {
      await redis!.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('finds that it is away', async () => {
    const lines = await troubles({ REDIS_URL: `redis://:secret@127.0.0.1:${await freePort()}` });

    expect(lines).toEqual([
      expect.stringMatching(/^failing queues: Redis at 127\.0\.0\.1:\d+ can not be used/),
    ]);
  });
});

it('finds that nothing answers where WhatsApp delivers', async () => {
  await stack.app('ingress').stop();

  const lines = await troubles();

  expect(lines).toEqual([
    expect.stringMatching(/^failing webhook: .*\/webhook: no answer \(ECONNREFUSED\)$/),
  ]);
});

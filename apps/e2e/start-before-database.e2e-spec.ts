import { randomUUID } from 'node:crypto';

import {
  AppProcess,
  createTestDatabase,
  OwnServers,
  type TestDatabase,
  TestStack,
  waitUntil,
} from '#testing';

const startLimitMs = 120_000;

describe.each([
  { name: 'intent', queue: 'intent' },
  { name: 'notifier', queue: 'outbound' },
])('$name, started before its database', ({ name, queue }) => {
  let servers: OwnServers;
  let database: TestDatabase;
  let stack: TestStack;
  let app: AppProcess;

  beforeAll(async () => {
    servers = await OwnServers.start();
  });
  afterAll(() => servers?.close());
  beforeEach(async () => {
    database = await createTestDatabase(servers.databaseServer);
    const { redisUrl } = servers;
    stack = await TestStack.startOn(database, { redisUrl, queuePrefix: `test-${randomUUID()}` }, []);
    await servers.stop('PostgreSQL');
  });
  afterEach(async () => {
    await app?.stop('SIGKILL');
    await servers.startAgain('PostgreSQL');
  });

  async function start(): Promise<void> {
    app = new AppProcess(name, stack.environment);
    await waitUntil('it lives', async () => (await ask('live')).status === 200, startLimitMs);
  }
  const ask = (path: string): Promise<Response> =>
    fetch(`${app.url}/health/${path}`, { headers: { connection: 'close' } });

  it('lives, says what it waits for, and is ready once that is there', async () => {
    await start();

    const answer = await ask('ready');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { database: { status: 'down' }, keys: { status: 'down' } },
    });

    await servers.startAgain('PostgreSQL');
    await waitUntil('it is ready', () => app.isReady(), startLimitMs);
    expect(await database.query('SELECT FROM lookup_key')).toHaveLength(1);
  });

  it.each([
    ['is away', false],
    ['takes connections and says nothing', true],
  ])('ends with exit code 0 when it is asked to while the database %s', async (_, isThere) => {
    if (isThere) {
      await servers.startAgain('PostgreSQL');
      await servers.freezeDatabase();
    }
    await start();

    expect(await app.stop()).toEqual({ code: 0, signal: null });
    if (isThere) await servers.thawDatabase();
    expect(app.output).not.toMatch(/did not finish|could not start/);
  });

  it('ends with exit code 1 when its keys are not those of the database, and has done nothing', async () => {
    await servers.startAgain('PostgreSQL');
    await database.query("INSERT INTO lookup_key (fingerprint) VALUES ('of-another')");
    await servers.stop('PostgreSQL');
    await stack.onQueue(queue, (one) => one.add('held', { plain: {} }));
    await start();

    await servers.startAgain('PostgreSQL');

    expect(await app.exit).toEqual({ code: 1, signal: null });
    expect(app.output).toContain(`${name} could not start. Wrong settings:\n  LOOKUP_KEY: is not the key`);
    expect(await stack.onQueue(queue, (one) => one.getJobs(['wait']))).toHaveLength(1);
    expect(await database.query('SELECT fingerprint FROM lookup_key')).toEqual([
      { fingerprint: 'of-another' },
    ]);
  });
});

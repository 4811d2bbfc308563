import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { createTestDatabase, OwnServers, type TestDatabase, waitUntil } from '#testing';

import { untilEnded } from '../test/test-stores.ts';
import { Database } from './database.ts';

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => new Error('it succeeded'),
    (error: unknown) => error,
  );

describe('Database', () => {
  let servers: OwnServers;
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    servers = await OwnServers.start();
    testDatabase = await createTestDatabase(servers.databaseServer);
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await servers.close();
  });

  /** One of each kind of work. */
  const kinds: Record<string, () => Promise<unknown>> = {
    'a model': () => database.contact.count(),
    'a plain query': () => database.$queryRaw`SELECT 1`,
    'a plain command': () => database.$executeRaw`DELETE FROM contact`,
    'a transaction': () => database.transaction((tx) => tx.contact.count()),
  };
  async function expectOutage(work: Record<string, () => Promise<unknown>>): Promise<void> {
    const faults = await Promise.all(Object.values(work).map((one) => faultOf(one())));
    const names = Object.keys(work);
    const unknown = faults.flatMap((fault, at) => (database.isCauseOf(fault) ? [] : [[names[at], fault]]));
    expect(unknown).toEqual([]);
  }
  const isBusy = async (): Promise<boolean> =>
    (
      await testDatabase.query(
        "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' OR state = 'idle in transaction'",
      )
    ).length === 3;

  it('takes the blame when it goes away while work is under way, and while it is away', async () => {
    let goOn = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (goOn = resolve));
    const faults = [
      database.$queryRaw`SELECT pg_sleep(100)::text`,
      database.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(100)::text`, untilEnded),
      database.$transaction(async (tx) => {
        await tx.contact.count();
        await stopped;
        await tx.contact.count();
      }, untilEnded),
    ].map(faultOf);
    await waitUntil('all are at work', isBusy);
    await servers.stop('PostgreSQL');
    goOn();

    for (const fault of await Promise.all(faults)) {
      expect([fault, database.isCauseOf(fault)]).toEqual([fault, true]);
    }
    await expectOutage({ ...kinds, ping: () => database.ping() });

    await servers.startAgain('PostgreSQL');
    await expect(database.ping()).resolves.toBeUndefined();
  });

  it('takes the blame when it takes connections and says nothing', async () => {
    const fresh = new Database(testDatabase.url);
    await servers.freezeDatabase();
    try {
      const faults = [
        fresh.contact.count(),
        fresh.$queryRaw`SELECT 1`,
        fresh.transaction((tx) => tx.contact.count()),
      ].map(faultOf);
      for (const fault of await Promise.all(faults)) {
        expect([fault, fresh.isCauseOf(fault)]).toEqual([fault, true]);
      }
    } finally {
      await servers.thawDatabase();
      await fresh.$disconnect();
    }
  });

  it('takes the blame when it is gone without a word, and is found again', async () => {
    const { hostname, port } = new URL(testDatabase.url);
    const sockets: Socket[] = [];
    /** As a firewall that has forgotten its connections. */
    const between = createServer((socket) => {
      const server = connect(Number(port), hostname);
      socket.pipe(server).pipe(socket);
      for (const one of [socket, server]) sockets.push(one.on('error', () => undefined));
    }).listen(0, '127.0.0.1');
    await once(between, 'listening');
    const url = new URL(testDatabase.url);
    url.port = String((between.address() as AddressInfo).port);
    const remote = new Database(url.href, 5, 500);
    const work = [
      () => remote.contact.count(),
      () => remote.$queryRaw`SELECT 1`,
      () => remote.transaction((tx) => tx.contact.count()),
    ];
    const isFound = (): Promise<unknown> => waitUntil('it is found', () => remote.ping().then(() => true));
    try {
      for (const one of work) {
        await isFound();
        for (const socket of sockets) socket.unpipe().pause();

        const fault = await faultOf(one());
        expect([fault, remote.isCauseOf(fault)]).toEqual([fault, true]);
      }
      await isFound();
    } finally {
      await remote.$disconnect();
      for (const socket of sockets) socket.destroy();
      between.close();
    }
  });

  it('takes the blame when it takes no writes, and does not answer a ping then', async () => {
    const readOnly = new Database(`${testDatabase.url}?options=-c%20default_transaction_read_only=on`);
    try {
      const fault = await faultOf(readOnly.contact.create({ data: {} }));
      expect([fault, readOnly.isCauseOf(fault)]).toEqual([fault, true]);
      await expect(readOnly.ping()).rejects.toThrow('read-only');
    } finally {
      await readOnly.$disconnect();
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['wrong SQL', () => database.$queryRaw`SELECT nothing FROM nowhere`],
    ['a value that is taken', () => database.contact.create({ data: { id: 'no uuid' } })],
    [
      'a transaction that is slow by itself',
      () =>
        database.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(0.3)::text`, {
          maxWait: 60_000,
          timeout: 100,
        }),
    ],
    ['an error of ours', () => Promise.reject(new Error('timeout'))],
    [
      'another server that is away',
      () =>
        Promise.reject(
          Object.assign(new Error('connect ECONNREFUSED'), { name: 'AxiosError', code: 'ECONNREFUSED' }),
        ),
    ],
  ])('does not take the blame for %s', async (_, work) => {
    expect(database.isCauseOf(await faultOf(work()))).toBe(false);
  });
});

describe('a connection that breaks while it is being set up', () => {
  /** Lets everybody in, as PostgreSQL does, and is gone at the first query. */
  const server = createServer((socket) => {
    let isIn = false;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      // AuthenticationOk, ReadyForQuery.
      if (!isIn) socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]));
      else socket.destroy();
      isIn = true;
    });
  });
  afterAll(() => server.close());

  it('fails the query, not the process', async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const database = new Database(`postgresql://user@127.0.0.1:${port}/name`);

    await expect(database.$queryRaw`SELECT 1`).rejects.toThrow();

    await database.$disconnect();
  });
});

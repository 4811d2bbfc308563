import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { freePort } from '#platform';
import { createTestDatabase, type TestDatabase, waitUntil } from '#testing';

import { databaseFault } from './database-fault.ts';

describe('why a database can not be used', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  function urlWith(change: (url: URL) => void): string {
    const url = new URL(database.url);
    change(url);
    return url.href;
  }

  /** The first that is not the slowness of this machine. */
  const timely = (url: string): Promise<string> =>
    waitUntil('it is told in time', async () => {
      const fault = await databaseFault(url);
      return fault !== undefined && !fault.endsWith('does not answer') && fault;
    });

  it('is undefined when it can', async () => {
    await waitUntil('it can', async () => (await databaseFault(database.url)) === undefined);
  });

  it('is its user or password', async () => {
    const fault = await timely(urlWith((url) => (url.password = 'wrong-secret')));

    expect(fault).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+ refuses the user or the password$/);
  });

  it('is its name', async () => {
    expect(await timely(urlWith((url) => (url.pathname = '/nowhere')))).toContain(
      'has no database of this name',
    );
  });

  it('is that nothing listens there', async () => {
    const port = String(await freePort());

    expect(await databaseFault(urlWith((url) => (url.port = port)))).toMatch(
      new RegExp(`^PostgreSQL at 127\\.0\\.0\\.1:${port} can not be reached: .*ECONNREFUSED`),
    );
  });

  it('is that what listens there is silent', async () => {
    const sockets: Socket[] = [];
    const server: Server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await databaseFault(urlWith((url) => (url.port = String(port))))).toContain('does not answer');
    } finally {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    }
  });
});

import { randomUUID } from 'node:crypto';

import type { INestApplication } from '@nestjs/common';

import { Database } from '#data';
import { createTestDatabase, OwnServers, queueBackends, type TestDatabase } from '#testing';

import { startOps } from '../test/start-ops.ts';
import { writeDeadLetter } from '../test/write-dead-letter.ts';

const token = 'the-token-of-the-operator';

describe('whoever presses something while PostgreSQL is away', () => {
  let servers: OwnServers;
  let database: TestDatabase;
  let app: INestApplication;
  let letter: string;

  beforeAll(async () => {
    servers = await OwnServers.start();
    database = await createTestDatabase(servers.databaseServer);
    letter = await writeDeadLetter(database);
    const { redisUrl } = servers;
    const queues = { databaseUrl: database.url, redisUrl, queuePrefix: `test-${randomUUID()}` };
    app = await startOps(queues, { OPS_TOKEN: token });
    await servers.stop('PostgreSQL');
  });
  afterAll(async () => {
    await app.close();
    await servers.close();
  });

  it.each([
    '/api/queues/intent/pause',
    '/api/whatsapp/probe',
    `/api/notices/${randomUUID()}/settle`,
    '/dead-letters/replay',
    '/dead-letters/:id/dismiss',
  ])('is told that nothing was done: %s', async (path) => {
    const response = await fetch((await app.getUrl()) + path.replace(':id', letter), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(path.endsWith('replay') ? { ids: [letter] } : {}),
    });

    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({ message: 'PostgreSQL does not answer. Nothing was done.' }),
    ]);
  });
});

describe('whoever looks for dead letters while PostgreSQL hangs', () => {
  it('is told so, instead of waiting for as long as it hangs', async () => {
    const [backend] = queueBackends;
    const database = await createTestDatabase();
    const app = await startOps(backend!.config(database.url), { OPS_TOKEN: token });
    const other = new Database(database.url);
    try {
      const url = `${await app.getUrl()}/dead-letters`;
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
      const response = await other.$transaction(
        async (tx) => {
          await tx.$executeRaw`LOCK TABLE outbound_message`;
          return fetch(url, { headers });
        },
        { timeout: 100_000 },
      );

      expect([response.status, await response.json()]).toEqual([
        503,
        expect.objectContaining({ message: 'There was no answer in time. Look again in a moment.' }),
      ]);
      expect((await fetch(url, { headers })).status).toBe(200);
    } finally {
      await other.$disconnect();
      await app.close();
      await database.drop();
    }
  });
});

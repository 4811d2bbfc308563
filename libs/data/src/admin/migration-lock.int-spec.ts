import { createServer, type Server, Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import pg from 'pg';

import { createTestDatabase, type TestDatabase, waitUntil } from '#testing';

import { applyMigrations } from './migrations.ts';

describe('a program that migrates', () => {
  let database: TestDatabase;
  let other: pg.Client;
  let told: string[];
  const tell = (words: string): void => void told.push(words);

  beforeEach(async () => {
    told = [];
    database = await createTestDatabase();
    other = new pg.Client({ connectionString: database.url, application_name: 'the other one' });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await database.drop();
  });

  describe.each([
    ['of ours', 4_187_220_551],
    ["of Prisma's engine, such as one whose program was killed", 72_707_369],
  ])('beside another one %s', (_which, lock) => {
    let pid: number;

    beforeEach(async () => {
      await other.query('SELECT pg_advisory_lock($1)', [lock]);
      ({ pid } = (await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!);
    });

    it('says once what it waits for, since when that is there, and goes on when it has ended', async () => {
      const applying = applyMigrations(database.url, { limits: { tellAfterMs: 0 }, tell });
      await waitUntil('it is told', () => told.length > 0);
      await other.query('SELECT pg_advisory_unlock_all()');

      expect(await applying).toEqual([]);
      expect(told).toEqual([
        expect.stringMatching(
          new RegExp(
            `^Waiting for another migration of this database: process ${pid} of PostgreSQL \\(the other one.*, since \\d{4}-.*Z\\)$`,
          ),
        ),
      ]);
    });

    it('does not wait for ever, and says what to do', async () => {
      await expect(applyMigrations(database.url, { limits: { waitMs: 0 }, tell })).rejects.toThrow(
        new RegExp(
          `process ${pid} .*the other one.*SELECT pg_terminate_backend\\(${pid}\\); and migrate again`,
        ),
      );
    });
  });

  it('says nothing when nobody is in its way', async () => {
    expect(await applyMigrations(database.url, { limits: { tellAfterMs: 0 }, tell })).toEqual([]);
    expect(told).toEqual([]);
  });

  describe('through a pooler', () => {
    let pooler: Server;
    const sockets = new Set<Socket>();

    beforeEach(async () => {
      const { hostname, port } = new URL(database.url);
      pooler = createServer((client) => {
        const server = new Socket().connect(Number(port), hostname);
        for (const socket of [client, server]) {
          sockets.add(socket);
          socket.on('error', () => undefined).on('close', () => [client, server].map((one) => one.destroy()));
        }
        client.pipe(server);
        server.on('data', (data: Buffer) => void client.write(withOwnProcessId(data)));
      });
      await new Promise<void>((done) => void pooler.listen(0, '127.0.0.1', done));
    });
    afterEach(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => void pooler.close(done));
    });

    it('says that this may not be safe', async () => {
      const url = new URL(database.url);
      url.hostname = '127.0.0.1';
      url.port = String((pooler.address() as AddressInfo).port);

      expect(await applyMigrations(url.href, { tell })).toEqual([]);
      expect(told).toEqual([expect.stringContaining('set MIGRATION_DATABASE_URL')]);
    });
  });
});

/** As a pooler tells it: in the message `BackendKeyData`, whose length is 12. */
function withOwnProcessId(data: Buffer): Buffer {
  const at = data.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
  if (at !== -1) data.writeInt32BE(data.readInt32BE(at + 5) ^ 1, at + 5);
  return data;
}

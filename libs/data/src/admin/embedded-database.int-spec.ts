import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '#platform';
import { waitUntil } from '#testing';

/** Starts the server, prints its folders for sockets, and stops it when it is told to. */
const program = `
  import pg from 'pg';
  import { startEmbeddedDatabase } from '#data/admin';
  const { DATA: dataDir, PORT: port } = process.env;
  const server = await startEmbeddedDatabase({ dataDir, port: Number(port), persistent: true });
  const client = new pg.Client(server.url('postgres'));
  await client.connect();
  const { rows } = await client.query('SHOW unix_socket_directories');
  await client.end();
  void server.ended.then(() => console.log('ended'));
  console.log('sockets in ' + JSON.stringify(rows[0].unix_socket_directories));
  process.stdin.once('data', () => server.stop().then(() => process.exit(0)));`;

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  const heard = new Map<ChildProcess, string>();
  /** Of which nothing more will be heard. */
  const ended = new Set<ChildProcess>();
  const limitMs = 60_000;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-embedded-'));
    await chmod(folder, 0o755);
  });
  afterEach(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  async function start(): Promise<void> {
    // As root the server runs as another user, who can not enter this one.
    const closed = join(folder, 'closed');
    await mkdir(closed, { recursive: true, mode: 0o700 });
    child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: {
        PATH: process.env.PATH,
        TMPDIR: closed,
        DATA: join(folder, 'postgres'),
        PORT: String(await freePort()),
      },
    });
    const mine = child;
    heard.set(mine, '');
    child.once('close', () => ended.add(mine));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => heard.set(mine, outputOf(mine) + chunk.toString()));
    }
  }
  const outputOf = (one: ChildProcess): string => heard.get(one) ?? '';
  const output = (): string => (child ? outputOf(child) : '');
  async function started(): Promise<void> {
    await waitUntil('it runs', () => output().includes('sockets in') || ended.has(child!), limitMs);
  }
  async function stop(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.stdin?.write('stop');
    await exit;
  }

  it('needs neither a socket nor the folder for temporary files, and no pid file of a killed server keeps it from starting', async () => {
    await start();
    await started();
    expect(output()).toBe('sockets in ""\n');
    await stop();

    // A process of this user that is no PostgreSQL.
    const lines = [process.pid, join(folder, 'postgres'), '1732276800', '5433', '', '*', ''];
    await writeFile(join(folder, 'postgres/postmaster.pid'), lines.join('\n'));
    await start();
    await started();
    expect(output()).toBe('sockets in ""\n');
  });

  it('tells when it has ended by itself', async () => {
    await start();
    await started();
    const [pid] = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n');

    process.kill(Number(pid), 'SIGKILL');

    await waitUntil('it is told', () => output().includes('ended'));
  });

  it('is started once by two first starts at once, and the other one says who has it', async () => {
    await start();
    const first = child!;
    await start();
    const both = [first, child!];
    const runs = (one: ChildProcess): boolean => outputOf(one).includes('sockets in');
    try {
      await waitUntil(
        'both have got somewhere',
        () => both.every((one) => runs(one) || ended.has(one)),
        limitMs,
      );

      expect(both.map(runs).toSorted()).toEqual([false, true]);
      expect(both.map(outputOf).join('')).toMatch(
        /in use by a command \(process \d+\), which has to end first/,
      );
    } finally {
      for (child of both) await stop();
    }
  });

  it('starts after a first start that was killed while it made its data folder', async () => {
    await start();
    await waitUntil('it has begun', () => ['postgres', 'postgres.new'].some(isBegun), limitMs);
    const exit = once(child!, 'exit');
    child?.kill('SIGKILL');
    await exit;

    await start();
    await started();
    expect(output()).toBe('sockets in ""\n');
  });
  const isBegun = (name: string): boolean => existsSync(join(folder, name, 'PG_VERSION'));
});

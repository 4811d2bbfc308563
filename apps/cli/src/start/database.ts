import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import {
  databaseFault,
  embeddedDatabaseFork,
  embeddedDatabaseUser,
  pendingMigrations,
  runningEmbeddedDatabase,
} from '#data/admin';
import { freePort } from '#platform';

import { databaseFolder, databaseName, dataFolder } from './data-folder.ts';
import { hostMessageSchema } from './embedded-database.message.ts';
import { requireReachable } from './reachable.ts';

export interface RunningDatabase {
  url: string;
  /** Resolves when a server that we started has ended. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const pollMs = 200;

class InUseError extends Error {
  override name = 'InUseError';
}

/** Its words hold neither user nor password. */
export class UnusableDatabaseError extends Error {
  override name = 'UnusableDatabaseError';
}

const givenDatabase = (url: string): RunningDatabase => ({
  url,
  ended: new Promise(() => undefined),
  stop: () => Promise.resolve(),
});

/** The database that `DATABASE_URL` names, or the embedded one, started for `npm start`. */
export async function startDatabase(databaseUrl: string | undefined): Promise<RunningDatabase> {
  if (databaseUrl) return givenDatabase(databaseUrl);
  await mkdir(dataFolder, { recursive: true });
  return startEmbedded(databaseFolder, 'shared');
}

/**
 * As above, for a command that may run beside `npm start` and then shares its embedded server. That of another command ends with it:
 * the next one waits for its turn.
 */
export async function openDatabase(databaseUrl: string | undefined): Promise<RunningDatabase> {
  if (databaseUrl) {
    await requireReachable({ databaseUrl });
    return givenDatabase(databaseUrl);
  }
  await mkdir(dataFolder, { recursive: true });
  for (let waitsFor = 0; ; await setTimeout(pollMs)) {
    const url = await besideStart();
    if (url) return givenDatabase(url);
    const user = await embeddedDatabaseUser(databaseFolder);
    if (!user) {
      const started = await startEmbedded(databaseFolder, 'own').catch(unlessInUse);
      if (started) return started;
    } else if (user.pid !== waitsFor) {
      waitsFor = user.pid;
      const what = user.isShared ? '`npm start`' : 'another command';
      process.stderr.write(`Waiting for the database, which ${what} (process ${user.pid}) has …\n`);
    }
  }
}

/** Somebody else was faster. */
function unlessInUse(error: unknown): undefined {
  if (!(error instanceof InUseError)) throw error;
}

/** The address of the database of a running `npm start`. */
export async function besideStart(): Promise<string | undefined> {
  const url = (await runningEmbeddedDatabase(databaseFolder))?.url(databaseName);
  const fault = url && (await databaseFault(url));
  if (fault)
    throw new UnusableDatabaseError(`The database of the running \`npm start\` can not be used: ${fault}`);
  return url;
}

/** The same for a command that looks into it. Throws when there is none, or when it is of an older version or empty. */
export async function openMigratedDatabase(databaseUrl: string | undefined): Promise<RunningDatabase> {
  if (!databaseUrl && !existsSync(databaseFolder)) {
    throw new Error('There is no database yet: run `npm start` first, or set DATABASE_URL.');
  }
  const database = await openDatabase(databaseUrl);
  try {
    if ((await pendingMigrations(database.url)).length === 0) return database;
    throw new Error('The database lacks migrations: run `npm run db:migrate` or `npm start` first.');
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/**
 * The embedded server runs under a process outside the terminal's process group: Ctrl-C must not stop it before the
 * apps have finished, and it must not outlive this process, however this process ends.
 *
 * @param use whether commands may share it, it is the caller's own, or its data are not to be kept
 */
export async function startEmbedded(
  dataDir: string,
  use: 'shared' | 'own' | 'scratch',
): Promise<RunningDatabase> {
  const host = fork(
    join(import.meta.dirname, 'embedded-database.main.js'),
    [String(await freePort()), dataDir, use],
    {
      ...(await embeddedDatabaseFork(dataDir)),
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const exited = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    host.once('message', (message) => {
      const { url: found, inUse } = hostMessageSchema.parse(message);
      if (found === undefined) reject(new InUseError(inUse));
      else resolve(found);
    });
    void exited.then(() => reject(new Error('The embedded PostgreSQL could not be started')));
  });
  return {
    url,
    ended: exited,
    stop: () => {
      if (host.connected) host.disconnect();
      return exited;
    },
  };
}

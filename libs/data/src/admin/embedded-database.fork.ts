import { execFile, type ForkOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const othersMayEnter = 0o001;

/** PostgreSQL refuses to run as root, so it then runs as the user `postgres`, created if missing. */
export const isRoot = process.getuid?.() === 0;

/** A user namespace that maps root to a user id that every system has: root's permissions without its id. */
const renamed = ['--user', '--map-user=1', '--map-group=1'];

/**
 * How to fork a process that calls `startEmbeddedDatabase`. The user `postgres` cannot enter a folder closed to others,
 * such as /root or one from mktemp; there the server must run as root without PostgreSQL recognising it.
 */
export async function embeddedDatabaseFork(
  dataDir: string,
): Promise<Pick<ForkOptions, 'execPath' | 'execArgv'>> {
  if (!isRoot || !(await closedFolder(dataDir))) return {};
  const possible = await run('unshare', [...renamed, 'true']).then(
    () => true,
    () => false,
  );
  return possible ? { execPath: 'unshare', execArgv: [...renamed, process.execPath] } : {};
}

/** @returns the folder on the path to the program or the data that other users cannot enter */
export async function closedFolder(dataDir: string): Promise<string | undefined> {
  for (const start of [dirname(resolve(dataDir)), import.meta.dirname]) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      const { mode } = await stat(folder);
      if ((mode & othersMayEnter) === 0) return folder;
    }
  }
  return undefined;
}

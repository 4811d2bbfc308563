import { execFile, type ForkOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const othersMayEnter = 0o001;

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, who is made where there is none. */
export const isRoot = process.getuid?.() === 0;

/** A namespace in which root goes by another number, of a user that every system has: root's rights, not root's name. */
const renamed = ['--user', '--map-user=1', '--map-group=1'];

/**
 * How to fork a process that is to call `startEmbeddedDatabase`. The user `postgres` can not get into a folder that is closed
 * to others, such as /root or one of mktemp; there the server must run as root without PostgreSQL taking it for root.
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

/** @returns the folder on the way to the programs or the data that other users can not enter */
export async function closedFolder(dataDir: string): Promise<string | undefined> {
  for (const start of [dirname(resolve(dataDir)), import.meta.dirname]) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      const { mode } = await stat(folder);
      if ((mode & othersMayEnter) === 0) return folder;
    }
  }
  return undefined;
}

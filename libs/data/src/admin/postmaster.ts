import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { isRunning, processInfo } from './process-info.ts';

const lookEveryMs = 1_000;

/** The PostgreSQL server that runs on a data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Orphaned: its parent was killed (kill -9), and nobody uses it any more. */
  isOrphan: boolean;
}

export async function findPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const lines = await readPidFile(dataDir);
  const pid = Number(lines[0]);
  if (!pid || !(await isPostgres(pid, lines[1]))) return undefined;
  const parent = Number(await processInfo(pid, 'ppid'));
  const isOrphan = parent === 1 || !(await processInfo(parent, 'command')).includes('node');
  return { pid, port: Number(lines[3]), isOrphan };
}

/** Stops it as its parent would have. */
export async function endOrphan({ pid }: Postmaster): Promise<void> {
  process.kill(pid, 'SIGINT');
  while (await isPostgres(pid)) await setTimeout(100);
}

/** Resolves when the server on this folder has ended, whoever ended it. */
export async function untilEnded(dataDir: string): Promise<void> {
  const server = await findPostmaster(dataDir);
  // Where nobody can tell, its apps will.
  if (!server) return new Promise(() => undefined);
  while (isRunning(server.pid)) await setTimeout(lookEveryMs, undefined, { ref: false });
}

/**
 * Removes what a killed server left when another program has got its pid by now: PostgreSQL would take that one for
 * itself and not start. Where there is no such program it knows better than we do what it may begin with.
 */
export async function removeStalePidFile(dataDir: string): Promise<void> {
  const lines = await readPidFile(dataDir);
  const pid = Number(lines[0]);
  if (!pid || !(await processInfo(pid, 'command')) || (await isPostgres(pid, lines[1]))) return;
  await rm(join(dataDir, 'postmaster.pid'), { force: true });
}

/** Its lines: process id, data folder, start, port. */
const readPidFile = async (dataDir: string): Promise<string[]> =>
  (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');

/** @param dataDir the folder that it was started on, since there can be several servers */
async function isPostgres(pid: number, dataDir = ''): Promise<boolean> {
  const [program = '', ...rest] = (await processInfo(pid, 'command')).split(' -D ');
  return program.includes('postgres') && rest.join(' -D ').startsWith(dataDir);
}

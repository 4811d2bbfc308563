import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The PostgreSQL server that runs on a data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Orphaned: its parent was killed (kill -9), and nobody uses it any more. */
  isOrphan: boolean;
}

export async function findPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  // The pid in a stale file may belong to any program by now.
  if (!pid || !(await isPostgres(pid))) return undefined;
  const parent = Number(await processInfo(pid, 'ppid'));
  const isOrphan = parent === 1 || !(await processInfo(parent, 'command')).includes('node');
  return { pid, port: Number(lines[3]), isOrphan };
}

/** Stops it as its parent would have. */
export async function endOrphan({ pid }: Postmaster): Promise<void> {
  process.kill(pid, 'SIGINT');
  while (await isPostgres(pid)) await setTimeout(100);
}

const isPostgres = async (pid: number): Promise<boolean> =>
  (await processInfo(pid, 'command')).includes('postgres');

/** @returns an empty string when there is no such process */
async function processInfo(pid: number, what: 'command' | 'ppid'): Promise<string> {
  // Slim images have no `ps`, other systems than Linux no `/proc`.
  const found = await readProc(pid, what).catch(() => runPs(pid, what));
  return found.trim();
}

async function readProc(pid: number, what: 'command' | 'ppid'): Promise<string> {
  if (what === 'command') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  return /^PPid:(.*)$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}

async function runPs(pid: number, what: 'command' | 'ppid'): Promise<string> {
  const { stdout } = await run('ps', ['-o', `${what}=`, '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}

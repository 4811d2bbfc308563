import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The command line, the parent's process id, or when it started (in whatever unit; a process id alone may be another's by now). */
type Field = 'command' | 'ppid' | 'lstart';

/** @returns an empty string when there is no such process */
export async function processInfo(pid: number, field: Field): Promise<string> {
  // Slim images have no `ps`, other systems than Linux no `/proc`.
  const found = await readProc(pid, field).catch(() => runPs(pid, field));
  return found.trim();
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Otherwise it is there, and another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function readProc(pid: number, field: Field): Promise<string> {
  if (field === 'command') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  if (field === 'ppid') return /^PPid:(.*)$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  // The name, in brackets, may hold anything; after it come the state and, as the 20th, the start.
  const [state, ...rest] = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
  return state === 'Z' ? '' : (rest[18] ?? '');
}

async function runPs(pid: number, field: Field): Promise<string> {
  // The start is told in local time and words: another process must read the same.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const { stdout } = await run('ps', ['-o', `${field}=`, '-p', String(pid)], { env }).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

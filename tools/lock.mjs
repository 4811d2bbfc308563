// A lock between processes, in a file that names its holders. It is free once they have ended, however they ended.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 100;

/** What a power failure made of a lock file: empty, or cut. Nobody holds it, since all else ended then too. */
const unreadable = { id: 'unreadable', holders: [] };

/**
 * @template T
 * @param {string} path of the lock file
 * @param {(pid: number) => void} onWait called with each process that has to be waited for
 * @param {(alsoHeldBy: (pid: number) => void) => T | Promise<T>} work may name a process that must have ended too before
 *   others get the lock
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  const id = randomUUID();
  const self = identify(process.pid);
  await take(path, { id, holders: [self] }, onWait);
  try {
    return await work((pid) => replace(path, { id, holders: [self, identify(pid)] }));
  } finally {
    if (read(path)?.id === id) rmSync(path, { force: true });
  }
}

async function take(path, own, onWait) {
  let waitsFor;
  while (!create(path, own)) {
    const other = read(path);
    if (!other) continue;
    const holder = other.holders.find(isAlive);
    if (!holder) {
      // On a file system of another machine it may only look so for a moment.
      if (other === unreadable) await wait(pollMs);
      await remove(path, other.id);
      continue;
    }
    if (holder.pid !== waitsFor) onWait(holder.pid);
    waitsFor = holder.pid;
    await wait(pollMs);
  }
}

/** Of several processes that find a lock abandoned, a slow one must not remove what a fast one has taken since. */
const remove = (path, id) =>
  withLock(
    `${path}.${id}`,
    () => undefined,
    () => {
      if (read(path)?.id === id) rmSync(path);
    },
  );

/** @returns {boolean} whether it was free */
function create(path, content) {
  return viaDraft(path, content, (draft) => {
    try {
      linkSync(draft, path);
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      throw error;
    }
  });
}

const replace = (path, content) => viaDraft(path, content, (draft) => renameSync(draft, path));

/** Nobody ever sees half a lock file. */
function viaDraft(path, content, publish) {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(content));
  try {
    return publish(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(path) {
  let content;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const lock = JSON.parse(content);
    return Array.isArray(lock?.holders) ? lock : unreadable;
  } catch {
    return unreadable;
  }
}

/** A process id alone may belong to another process by now. */
const identify = (pid) => ({ pid, startedAt: startOf(pid) });

function isAlive({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Otherwise it is there, and another user's.
    if (error.code === 'ESRCH') return false;
  }
  return startOf(pid) === startedAt;
}

/** @returns {string | null} when a process started, in whatever unit; null when it has ended or where nobody can tell */
function startOf(pid) {
  try {
    // The name, in brackets, may hold anything; after it come the state and, as the 20th, the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
  } catch {
    // In local time and words: another process must read the same.
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env });
    return stdout?.trim() || null;
  }
}

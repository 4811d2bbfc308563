import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

const prefix = 'handsfree-media-';

/** Files that exist only while they are processed. The next process removes what a killed one left behind. */
@Injectable()
export class TemporaryFiles implements OnModuleInit, OnApplicationShutdown {
  #folder = '';

  /** @param parent holds the folders of all processes */
  constructor(private readonly parent: string) {}

  /** Named after the process, and closed to other users. */
  get folder(): string {
    return this.#folder;
  }

  async onModuleInit(): Promise<void> {
    await removeLeftOvers(this.parent);
    this.#folder = await mkdtemp(join(this.parent, `${prefix}${process.pid}-`));
  }

  async onApplicationShutdown(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** @param work gets a path that does not exist yet; what it creates there is removed, however it ends. */
  async withOne<T>(work: (path: string) => Promise<T>): Promise<T> {
    // A folder for each file: an aborted download may still be about to open its file, and then cannot.
    const folder = join(this.#folder, randomUUID());
    await mkdir(folder);
    try {
      return await work(join(folder, 'file'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function removeLeftOvers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    // It may belong to another user, or another process may be faster.
    if (await isLeftOver(folder, Number.parseInt(name.slice(prefix.length), 10)).catch(() => false)) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** In a container the app may have the same process id after every restart. */
async function isLeftOver(folder: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return !isAlive(pid);
  const startedAtMs = Date.now() - process.uptime() * 1_000;
  return (await stat(folder)).birthtimeMs < startedAtMs;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

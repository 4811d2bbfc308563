import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { z } from 'zod';

import { isRunning, processInfo } from './process-info.ts';

const holderSchema = z.object({
  id: z.string(),
  pid: z.number(),
  startedAt: z.string(),
  /** Whether others may use what runs on the folder meanwhile. */
  isShared: z.boolean(),
});

/** The process that has a folder for itself. */
export type LockHolder = z.infer<typeof holderSchema>;

/** What an unreadable lock file is called: it was cut by a power failure, and its holder is gone. */
const unreadable: LockHolder = { id: 'unreadable', pid: 0, startedAt: 'never', isShared: false };
const pollMs = 20;

/**
 * Lets one process at a time work on a folder; the lock is a file beside it. It is free again once its holder has ended, however it
 * ended.
 */
export class FolderLock {
  readonly #path: string;
  readonly #id = randomUUID();

  constructor(private readonly folder: string) {
    this.#path = `${folder}.lock`;
  }

  /** Who has the lock; undefined when it is free. */
  async holder(): Promise<LockHolder | undefined> {
    const holder = this.#read();
    return holder && (await isAlive(holder)) ? holder : undefined;
  }

  /** @returns who has it; undefined when that is the caller from now on */
  async take(isShared: boolean): Promise<LockHolder | undefined> {
    const startedAt = await processInfo(process.pid, 'lstart');
    while (!this.#create({ id: this.#id, pid: process.pid, startedAt, isShared })) {
      const holder = this.#read();
      if (!holder) continue;
      if (await isAlive(holder)) return holder;
      await this.#remove(holder.id);
    }
    return undefined;
  }

  release(): void {
    if (this.#read()?.id === this.#id) rmSync(this.#path, { force: true });
  }

  /** Linked once it is written, so that nobody sees half a file. @returns whether the lock was free */
  #create(holder: LockHolder): boolean {
    const draft = `${this.#path}.${randomUUID()}`;
    writeFileSync(draft, JSON.stringify(holder));
    try {
      linkSync(draft, this.#path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  #read(): LockHolder | undefined {
    let content: string;
    try {
      content = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return holderSchema.parse(JSON.parse(content));
    } catch {
      return unreadable;
    }
  }

  /** Of several that find the lock abandoned, a slow one must not remove what a fast one has taken since. */
  async #remove(id: string): Promise<void> {
    const guard = new FolderLock(`${this.folder}.${id}`);
    while (await guard.take(false)) await setTimeout(pollMs);
    try {
      if (this.#read()?.id === id) rmSync(this.#path, { force: true });
    } finally {
      guard.release();
    }
  }
}

async function isAlive({ pid, startedAt }: LockHolder): Promise<boolean> {
  return pid > 0 && isRunning(pid) && (await processInfo(pid, 'lstart')) === startedAt;
}

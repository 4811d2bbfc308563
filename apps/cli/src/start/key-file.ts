import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** A key that `npm start` made and keeps. */
export class KeyFile {
  readonly #path: string;

  constructor(
    private readonly folder: string,
    name: string,
    private readonly setting: string,
  ) {
    this.#path = join(folder, name);
  }

  /** Undefined when there is none. An empty file is none either: its start was cut short before it could write. */
  read(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8').trim() || undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * @param isNeeded whether the database holds something that only the lost key fits
   * @returns the key that is kept: that of another start where one was faster
   */
  make(isNeeded: boolean, key: string): string {
    if (isNeeded) throw this.missing();
    const draft = this.#draft();
    try {
      writeToDisk(draft, key);
      while (!isLinked(draft, this.#path)) {
        const kept = this.read();
        if (kept) return kept;
        this.#removeEmpty();
      }
      syncFolder(this.folder);
      return key;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  missing(): Error {
    return this.#unfit(existsSync(this.#path) ? 'is empty' : 'is missing');
  }

  replaced(): Error {
    return this.#unfit('was replaced');
  }

  #draft(): string {
    return `${this.#path}.${randomUUID()}`;
  }

  /** Put aside first: another start may have written its key by now. */
  #removeEmpty(): void {
    const aside = this.#draft();
    try {
      renameSync(this.#path, aside);
    } catch (error) {
      // Another start has just done so.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    try {
      if (readFileSync(aside, 'utf8').trim()) linkSync(aside, this.#path);
    } finally {
      rmSync(aside, { force: true });
    }
  }

  #unfit(how: string): Error {
    return new Error(
      `${this.#path} ${how}, and the database holds data that need the key that was in it. Put the file back from a copy, or ` +
        `set ${this.setting}. To begin anew without these data, use an empty database: with the one in ${this.folder}, ` +
        'move that folder away.',
    );
  }
}

/** The key must survive a power failure, as the rows that it seals do. */
function writeToDisk(path: string, content: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** @returns false when there is such a file already */
function isLinked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Windows cannot do this, and need not. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

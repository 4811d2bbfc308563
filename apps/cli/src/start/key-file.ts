import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

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

  read(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8').trim();
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
    try {
      writeFileSync(this.#path, key, { flag: 'wx', mode: 0o600 });
      return key;
    } catch (error) {
      const kept = isTaken(error) && this.read();
      if (kept) return kept;
      throw error;
    }
  }

  missing(): Error {
    return this.#unfit('is missing');
  }

  replaced(): Error {
    return this.#unfit('was replaced');
  }

  #unfit(how: string): Error {
    return new Error(
      `${this.#path} ${how}, and the database holds data that need the key that was in it. Put the file back from a copy, or ` +
        `set ${this.setting}. To begin anew without these data, use an empty database: with the one in ${this.folder}, ` +
        'move that folder away.',
    );
  }
}

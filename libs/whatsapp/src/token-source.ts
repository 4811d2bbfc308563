import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

import { Logger } from '@nestjs/common';

import { rules } from '#platform';

export interface TokenConfig {
  /** The first one sends. */
  apiTokens: string[];
  /** The file that the tokens were read from; it is read anew when it changes. */
  apiTokenFile?: string;
}

/** A file is asked at most this often whether it has changed. */
const checkPauseMs = 1_000;

/** The access token of the moment: it can be replaced on disk while the app runs. */
export class TokenSource {
  readonly #logger = new Logger('token');
  readonly #file?: string;
  #token: string;
  #checkedAtMs = -Infinity;
  /** What `stat` said about the file that was read last. */
  #version?: string;
  #problem?: string;

  /** @param nowMs a monotonic clock, in milliseconds */
  constructor(
    { apiTokens, apiTokenFile }: TokenConfig,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#token = apiTokens[0] ?? '';
    this.#file = apiTokenFile;
  }

  /** For the next request. While the file is unreadable or holds no token, the last one. */
  get(): string {
    this.#refresh();
    return this.#token;
  }

  /** Tells tokens apart without showing them: the first 12 hex digits of the SHA-256. */
  fingerprint(): string {
    return createHash('sha256').update(this.get()).digest('hex').slice(0, 12);
  }

  #refresh(): void {
    if (this.#file === undefined || this.nowMs() - this.#checkedAtMs < checkPauseMs) return;
    this.#checkedAtMs = this.nowMs();
    try {
      // The inode too: a renamed file may bear the time of the one it replaces.
      const { mtimeMs, ino, size } = statSync(this.#file);
      const version = `${mtimeMs} ${ino} ${size}`;
      if (version === this.#version) return;
      this.#take(readFileSync(this.#file, 'utf8'));
      this.#version = version;
    } catch (error) {
      this.#version = undefined;
      this.#report(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
    }
  }

  #take(content: string): void {
    const token = rules.commaList.safeParse(content).data?.[0];
    // With a space inside it would be no valid header, and every request would fail.
    if (token === undefined || /\s/.test(token)) return this.#report('holds no token');
    this.#problem = undefined;
    if (token === this.#token) return;
    this.#token = token;
    this.#logger.log({ message: 'WHATSAPP_API_TOKEN_FILE holds a new token, which is used from now on' });
  }

  /** Once for each problem, not for each request. */
  #report(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#logger.warn({ message: `WHATSAPP_API_TOKEN_FILE ${problem}; the last token stays in use` });
  }
}

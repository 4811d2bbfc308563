import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { z } from 'zod';

import { logFolder } from './data-folder.ts';

// Six apps start at once: a busy machine with a cold disk takes long, and does get there.
const readyLimitMs = 90_000;
const stopLimitMs = 11_000;
const pollMs = 50;

/** What `/health/ready` says of that which is not. */
const notReadySchema = z.object({ error: z.record(z.string(), z.object({ message: z.string() })) });

/** One app as a child process. Logs to a file; the tail of its standard error is kept to explain a failure. */
export class AppProcess {
  readonly #child: ChildProcess;
  readonly exited: Promise<void>;
  #lastWords = '';
  #running = true;
  #waitsFor = '';
  /** By which it was ended from outside, such as by a system without memory. */
  #signal: NodeJS.Signals | null = null;

  constructor(
    readonly name: string,
    private readonly url: string,
    environment: NodeJS.ProcessEnv,
  ) {
    mkdirSync(logFolder, { recursive: true });
    const log = createWriteStream(this.logFile, { flags: 'a', mode: 0o600 });
    // Its own process group: Ctrl-C reaches only the parent, which stops the apps in order. The IPC channel tells the
    // app when the parent is gone.
    this.#child = fork(join(import.meta.dirname, '../../..', name, 'src/main.js'), {
      detached: true,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stdout?.pipe(log, { end: false });
    this.#child.stderr?.pipe(log, { end: false });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString()).slice(-2_000);
    });
    this.exited = new Promise((done) =>
      this.#child.once('close', (_code, signal) => {
        this.#running = false;
        this.#signal = signal;
        log.end();
        done();
      }),
    );
  }

  get logFile(): string {
    return join(logFolder, `${this.name}.log`);
  }

  /** Why it exited, for a human reader. */
  get fault(): string {
    const how = this.#signal ? `was ended by ${this.#signal}` : 'stopped';
    return this.#lastWords.trim() || `${this.name} ${how}; its log ${this.logFile} may tell why.`;
  }

  /** Resolves when the app is ready; rejects with its error output when it exits first. */
  async ready(): Promise<void> {
    const until = Date.now() + readyLimitMs;
    while (this.#running && Date.now() < until) {
      if (await this.#isReady()) return;
      await wait(pollMs);
    }
    throw new Error(
      this.#running
        ? `${this.name} was not ready after ${readyLimitMs / 1_000} s${this.#waitsFor}; see ${this.logFile}`
        : this.fault,
    );
  }

  async #isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/health/ready`);
      const { error = {} } = notReadySchema.safeParse(await response.json()).data ?? {};
      this.#waitsFor = Object.entries(error)
        .map(([dependency, { message }]) => ` (${dependency}: ${message})`)
        .join('');
      return response.ok;
    } catch {
      return false;
    }
  }

  /** Stops the app gracefully; kills it when that takes too long. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), stopLimitMs);
    await this.exited;
    clearTimeout(force);
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';

import { waitUntil } from './wait-until.ts';

interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** One app as in production: its own process, from the build. */
export class AppProcess {
  readonly #child: ChildProcess;
  readonly url: string;
  output = '';
  /** When it has ended and all that it said is in `output`. */
  readonly exit: Promise<Exit>;
  readonly #killed: Promise<Exit>;

  /** @param environment all settings, with the port under `<NAME>_PORT` */
  constructor(
    private readonly name: string,
    environment: Record<string, string>,
  ) {
    this.url = `http://127.0.0.1:${environment[`${name.toUpperCase()}_PORT`]}`;
    this.#child = fork(resolve('dist/apps', name, 'src/main.js'), {
      env: { PATH: process.env.PATH, ...environment },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (words: string) => (this.output += words));
    }
    this.exit = this.#end('close');
    this.#killed = this.#end('exit');
    void this.#killed.then(() => running.delete(this.#child));
  }

  get isRunning(): boolean {
    return running.has(this.#child);
  }

  /** Rejects with the app's output when it exits instead. */
  async ready(): Promise<void> {
    await waitUntil(
      `${this.name} is ready or has ended`,
      async () => !this.isRunning || (await this.isReady()),
      180_000,
    );
    if (this.isRunning) return;
    await this.exit;
    throw new Error(`${this.name} ended: ${this.output}`);
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/health/ready`)).ok;
  }

  /** Gives it the processor before others, where that is allowed: root may. */
  prefer(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      setPriority(pid, constants.priority.PRIORITY_HIGH);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
    }
  }

  /** @returns how the process exited */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.#child.kill(signal);
    // Somebody else may hold what it wrote to for longer.
    return signal === 'SIGKILL' ? this.#killed : this.exit;
  }

  #end(event: 'exit' | 'close'): Promise<Exit> {
    return new Promise((done) => {
      this.#child.once(event, (code: Exit['code'], signal: Exit['signal']) => done({ code, signal }));
    });
  }
}

// Every process that the benchmarks start: all exit with this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const running = new Set();
const startLimitMs = 30_000;
const stopLimitMs = 15_000;

export class Child {
  #process;
  #nextId = 0;

  /** @param {string} file its main module, relative to the project */
  constructor(file, environment = {}, { output, ...options } = {}) {
    const stream = output ? openSync(output, 'a') : 'ignore';
    this.#process = fork(join(root, file), {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      execArgv: [],
      stdio: ['ignore', stream, output ? stream : 'inherit', 'ipc'],
      ...options,
    });
    this.file = file;
    this.output = output;
    running.add(this);
    this.exit = once(this.#process, 'exit').then(() => running.delete(this));
  }

  /** The message that the process sends when it is ready. */
  async hello() {
    const [message] = await Promise.race([once(this.#process, 'message'), this.#ended()]);
    return message;
  }

  /** Resolves when it reports readiness over HTTP, or has no such endpoint. */
  async ready(port) {
    const until = Date.now() + startLimitMs;
    while (running.has(this) && Date.now() < until) {
      const status = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
        (response) => response.status,
        () => 503,
      );
      if (status < 500) return;
      await setTimeout(50);
    }
    throw new Error(`${this.file} did not start${this.output ? `; see ${this.output}` : ''}`);
  }

  /** Sends a task and returns its result. */
  async ask(task) {
    const id = ++this.#nextId;
    const answer = new Promise((resolve) => {
      const listen = (message) => {
        if (message.id !== id) return;
        this.#process.off('message', listen);
        resolve(message.result);
      };
      this.#process.on('message', listen);
    });
    this.#process.send({ id, ...task });
    const result = await Promise.race([answer, this.#ended()]);
    if (result?.error) throw new Error(`${this.file}: ${result.error}`);
    return result;
  }

  /** Stops it gracefully, or by force after a while. */
  async stop() {
    if (!running.has(this)) return;
    if (this.#process.connected) this.#process.disconnect();
    const kill = AbortSignal.timeout(stopLimitMs);
    kill.addEventListener('abort', () => this.#process.kill('SIGKILL'));
    await this.exit;
  }

  async #ended() {
    await this.exit;
    throw new Error(`${this.file} ended unexpectedly${this.output ? `; see ${this.output}` : ''}`);
  }
}

export const stopAll = () => Promise.all([...running].map((child) => child.stop()));

import { EventEmitter, once, setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { Logger, type OnModuleDestroy } from '@nestjs/common';

import type { Dependency } from './dependency.ts';
import { DependencyPings, type PingTimes } from './dependency-pings.ts';
import { aboutNoMessage } from './message-context.ts';

interface GateTimes extends PingTimes {
  /** Interval between pings, and the minimum time that the gate stays closed. */
  pauseMs: number;
  /** The pause doubles up to this when the gate was open for less than `relapseMs`: pings succeed, work does not. */
  longestPauseMs: number;
  relapseMs: number;
}

const usualTimes: GateTimes = {
  pauseMs: 500,
  longestPauseMs: 30_000,
  relapseMs: 2_000,
  pingLimitMs: 1_000,
  abandonedAfterMs: 10_000,
};

/** The app shut down while a dependency was unreachable. */
export class GateClosedError extends Error {
  override name = 'GateClosedError';
}

/**
 * Holds work back while a dependency is unreachable. Errors are passed to `closeFor`; if the gate recognises one, the
 * work is not to blame and is repeated after `whenOpen`.
 */
export class Gate implements OnModuleDestroy {
  readonly #logger = new Logger('gate');
  readonly #changes = new EventEmitter().setMaxListeners(0);
  readonly #stop = new AbortController();
  readonly #times: GateTimes;
  readonly #pings: DependencyPings;
  #openSinceMs: number | null = performance.now();
  #hasClosed = false;
  #pauseMs: number;

  constructor(
    private readonly dependencies: Dependency[],
    times: Partial<GateTimes> = {},
  ) {
    this.#times = { ...usualTimes, ...times };
    this.#pauseMs = this.#times.pauseMs;
    this.#pings = new DependencyPings(dependencies, this.#times);
  }

  get isOpen(): boolean {
    return this.#openSinceMs !== null;
  }

  /** Milliseconds since it last opened, or since it was created if it never closed; 0 while it is closed. */
  get openForMs(): number {
    return this.#openSinceMs === null ? 0 : performance.now() - this.#openSinceMs;
  }

  /** @returns whether a dependency caused the error; the gate is then closed until all of them answer */
  closeFor(error: unknown): boolean {
    const cause = this.dependencies.find((dependency) => dependency.isCauseOf(error));
    if (!cause) return false;
    // All work waits, whatever met it first.
    if (this.isOpen) aboutNoMessage(() => this.#close(cause.dependencyName));
    return true;
  }

  /** Closed from now on, before any work begins. @returns opens it; is that never called, no work ever begins */
  hold(): () => void {
    this.#openSinceMs = null;
    return () => this.#open();
  }

  /** Milliseconds since an outage ended; 0 while there is one, infinite when there was none. */
  get reopenedForMs(): number {
    return this.isOpen && !this.#hasClosed ? Infinity : this.openForMs;
  }

  /**
   * Resolves when the gate is open. Rejects with `GateClosedError` when it is closed and `signal` aborts; without a
   * `signal`, when the app shuts down.
   */
  async whenOpen(signal: AbortSignal = this.#stop.signal): Promise<void> {
    setMaxListeners(0, signal);
    try {
      while (!this.isOpen) await once(this.#changes, 'open', { signal });
    } catch (cause) {
      throw new GateClosedError('not done: what it needs was out of reach at shutdown', { cause });
    }
  }

  /** Runs `work` once the gate is open, and again after each outage that it meets. `signal` as in `whenOpen`. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      await this.whenOpen(signal);
      try {
        return await work();
      } catch (error) {
        if (!this.closeFor(error)) throw error;
      }
    }
  }

  /** Calls `listener` on each change; on opening, before callers that wait in `whenOpen` go on. */
  onChange(listener: (isOpen: boolean) => void): void {
    this.#changes.prependListener('open', () => listener(true));
    this.#changes.prependListener('close', () => listener(false));
  }

  onModuleDestroy(): void {
    this.#stop.abort();
  }

  #close(dependency: string): void {
    const { pauseMs, longestPauseMs, relapseMs } = this.#times;
    const isRelapse = this.#hasClosed && this.openForMs < relapseMs;
    this.#pauseMs = isRelapse ? Math.min(2 * this.#pauseMs, longestPauseMs) : pauseMs;
    this.#hasClosed = true;
    this.#openSinceMs = null;
    this.#logger.warn({ message: 'closed: work waits', dependency, nextPingMs: this.#pauseMs });
    this.#changes.emit('close');
    void this.#openWhenAllAnswer(dependency, performance.now());
  }

  async #openWhenAllAnswer(dependency: string, closedAtMs: number): Promise<void> {
    const { signal } = this.#stop;
    try {
      do await setTimeout(this.#pauseMs, undefined, { signal });
      while (!(await this.#pings.allAnswer()));
    } catch {
      // The app shuts down.
      return;
    }
    const closedForMs = Math.round(performance.now() - closedAtMs);
    this.#logger.log({ message: 'open again', dependency, closedForMs });
    this.#open();
  }

  #open(): void {
    this.#openSinceMs = performance.now();
    this.#changes.emit('open');
  }
}

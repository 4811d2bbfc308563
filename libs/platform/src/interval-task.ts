import {
  type FactoryProvider,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Type,
} from '@nestjs/common';

import { Gate } from './gate.ts';

/** One failure may be chance; after this many in a row the task counts as failing. */
const failingAfter = 3;
/** A run that takes longer, in milliseconds or in pauses of its task, hangs: it waits for something that will not come. */
const longestRunMs = 5 * 60_000;
const longestRunPauses = 10;

interface IntervalTaskOptions {
  /** What the task has found that somebody should look at, though it works. */
  warning?: () => string | undefined;
  longestRunMs?: number;
}

/** One run. `signal` is aborted at shutdown, which waits for the run: a long one ends early then. @returns true when there is more to do than one run should */
type Work = (signal: AbortSignal) => Promise<boolean | void>;

/**
 * An interval task: runs `work` with a fixed pause between the end of one run and the start of the next, so that runs
 * never overlap. After a run that left something to do, it rests only as long as that took: whoever needs the same resources has them for half of the time. A failure
 * is logged and the next run comes as usual. As a provider it runs for as long as the app does.
 */
export class IntervalTask implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger: Logger;
  #timer?: NodeJS.Timeout;
  #run: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();
  #failuresInARow = 0;
  /** On the monotonic clock; undefined between runs. */
  #runningSinceMs?: number;

  constructor(
    readonly name: string,
    private readonly pauseMs: number,
    private readonly work: Work,
    private readonly options: IntervalTaskOptions = {},
  ) {
    this.#logger = new Logger(name);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  /** Why it counts as failing; undefined while it works. Without the error itself, which may say too much. */
  get fault(): string | undefined {
    const { longestRunMs: longestMs = Math.max(longestRunMs, longestRunPauses * this.pauseMs) } =
      this.options;
    const runningMs = this.#runningSinceMs === undefined ? 0 : performance.now() - this.#runningSinceMs;
    if (runningMs > longestMs) return `has not come to an end for ${Math.round(runningMs / 1_000)} s`;
    return this.#failuresInARow < failingAfter
      ? undefined
      : `failed ${this.#failuresInARow} times in a row; the log says why`;
  }

  get warning(): string | undefined {
    return this.options.warning?.();
  }

  start(): void {
    this.#startAfter(this.pauseMs);
  }

  #startAfter(pauseMs: number): void {
    this.#timer = setTimeout(() => {
      this.#run = this.#turn();
    }, pauseMs);
  }

  async #turn(): Promise<void> {
    const nextPauseMs = await this.#runOnce();
    if (!this.#stopping.signal.aborted) this.#startAfter(nextPauseMs);
  }

  /** @returns how long to pause then */
  async #runOnce(): Promise<number> {
    const since = performance.now();
    this.#runningSinceMs = since;
    try {
      const isMore = await this.work(this.#stopping.signal);
      this.#failuresInARow = 0;
      return isMore === true ? Math.min(this.pauseMs, performance.now() - since) : this.pauseMs;
    } catch (error) {
      this.#failuresInARow++;
      this.#logger.error({
        message: 'will be tried again',
        failuresInARow: this.#failuresInARow,
        reason: String(error),
      });
      return this.pauseMs;
    } finally {
      this.#runningSinceMs = undefined;
    }
  }

  /** Resolves when the current run is over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#run;
  }
}

/** The provider that has `work` done by `service` for as long as the app runs; where there is a gate, while that is open. `warning` as in `IntervalTask`. */
export function intervalTask<T>(
  service: Type<T>,
  pauseMs: number,
  work: (one: T, ...args: Parameters<Work>) => ReturnType<Work>,
  warning?: (one: T) => string | undefined,
): FactoryProvider {
  return {
    provide: `interval task ${service.name}`,
    inject: [service, { token: Gate, optional: true }],
    useFactory: (one: T, gate?: Gate) => {
      const whileOpen: Work = async (signal) => gate?.isOpen !== false && work(one, signal);
      return new IntervalTask(service.name, pauseMs, whileOpen, { warning: () => warning?.(one) });
    },
  };
}

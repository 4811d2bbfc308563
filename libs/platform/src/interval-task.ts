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

/**
 * An interval task: runs `work` with a fixed pause between the end of one run and the start of the next, so that runs
 * never overlap. A failure is logged and the next run comes as usual. As a provider it runs for as long as the app
 * does.
 */
export class IntervalTask implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger: Logger;
  #timer?: NodeJS.Timeout;
  #run: Promise<void> = Promise.resolve();
  #stopped = false;
  #failuresInARow = 0;
  /** On the monotonic clock; undefined between runs. */
  #runningSinceMs?: number;

  constructor(
    readonly name: string,
    private readonly pauseMs: number,
    private readonly work: () => Promise<void>,
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
    this.#timer = setTimeout(() => {
      this.#run = this.#runOnce().finally(() => {
        if (!this.#stopped) this.start();
      });
    }, this.pauseMs);
  }

  async #runOnce(): Promise<void> {
    this.#runningSinceMs = performance.now();
    try {
      await this.work();
      this.#failuresInARow = 0;
    } catch (error) {
      this.#failuresInARow++;
      this.#logger.error({
        message: 'will be tried again',
        failuresInARow: this.#failuresInARow,
        reason: String(error),
      });
    } finally {
      this.#runningSinceMs = undefined;
    }
  }

  /** Resolves when the current run is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#run;
  }
}

/** The provider that has `work` done by `service` for as long as the app runs; where there is a gate, while that is open. `warning` as in `IntervalTask`. */
export function intervalTask<T>(
  service: Type<T>,
  pauseMs: number,
  work: (one: T) => Promise<void>,
  warning?: (one: T) => string | undefined,
): FactoryProvider {
  return {
    provide: `interval task ${service.name}`,
    inject: [service, { token: Gate, optional: true }],
    useFactory: (one: T, gate?: Gate) => {
      const whileOpen = async (): Promise<void> => {
        if (gate?.isOpen !== false) await work(one);
      };
      return new IntervalTask(service.name, pauseMs, whileOpen, { warning: () => warning?.(one) });
    },
  };
}

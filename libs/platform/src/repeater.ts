import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/**
 * Runs `work` again and again with a pause between, never twice at once. A failure is logged and the next turn comes. As a
 * provider it runs for as long as the app does.
 */
export class Repeater implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger: Logger;
  #timer?: NodeJS.Timeout;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    name: string,
    private readonly pauseMs: number,
    private readonly work: () => Promise<void>,
  ) {
    this.#logger = new Logger(name);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#turn = this.work()
        .catch((error: unknown) =>
          this.#logger.error({ message: 'will be tried again', reason: String(error) }),
        )
        .finally(() => {
          if (!this.#stopped) this.start();
        });
    }, this.pauseMs);
  }

  /** Resolves when the turn that was under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }
}

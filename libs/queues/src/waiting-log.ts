import { Logger } from '@nestjs/common';

const usualPauseMs = 10_000;

/** Jobs that merely wait until their queue may go on share a line: in a busy hour every job waits, several times. */
export class WaitingLog {
  readonly #logger: Logger;
  readonly #jobs = new Map<string, number>();

  constructor(
    private readonly queue: string,
    private readonly pauseMs = usualPauseMs,
  ) {
    this.#logger = new Logger(`queue ${queue}`);
  }

  /** @param reason one of few */
  add(reason: string): void {
    if (this.#jobs.size === 0) setTimeout(() => this.#write(), this.pauseMs).unref();
    this.#jobs.set(reason, (this.#jobs.get(reason) ?? 0) + 1);
  }

  #write(): void {
    for (const [message, waits] of this.#jobs) this.#logger.log({ message, queue: this.queue, waits });
    this.#jobs.clear();
  }
}

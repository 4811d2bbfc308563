import { Logger } from '@nestjs/common';

import { type Gate, GateClosedError, UnknownKeyError } from '#platform';

import type { Handler } from './handler.ts';
import { setAsideIfUnknownKey } from './job-errors.ts';
import { checkedPayload } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';

/** Handles one payload. While a dependency is unreachable it waits, and then repeats the work. */
export class PayloadRunner<T> {
  readonly #logger: Logger;

  /** @param stop aborts at shutdown: whatever still waits then rejects with `GateClosedError` */
  constructor(
    private readonly queue: QueueDefinition<T>,
    private readonly handler: Handler<T>,
    private readonly gate: Gate,
    private readonly stop: AbortSignal,
  ) {
    this.#logger = new Logger(`queue ${queue.name}`);
  }

  /** The id of the payload's own job; undefined for one that this version cannot read. */
  idOf(content: unknown): string | undefined {
    const { data } = this.queue.payload.safeParse(content);
    return data === undefined ? undefined : this.queue.jobId(data);
  }

  async handle(content: unknown): Promise<void> {
    try {
      await this.whenReachable(() => this.handler.handle(checkedPayload(this.queue, content)));
    } catch (error) {
      throw setAsideIfUnknownKey(error);
    }
  }

  /**
   * Tells the handler that the payload is given up; nobody can be told of one that cannot be read. Rejects when that fails: it must
   * not end in silence.
   */
  async exhaust(content: unknown, error: Error): Promise<void> {
    const { data: payload } = this.queue.payload.safeParse(content);
    if (payload === undefined) return;
    try {
      await this.whenReachable(async () => this.handler.onExhausted?.(payload, error));
    } catch (cause) {
      if (cause instanceof GateClosedError) throw cause;
      if (cause instanceof UnknownKeyError) throw setAsideIfUnknownKey(cause);
      const about = { queue: this.queue.name, job: this.queue.jobId(payload) };
      this.#logger.error({ message: 'giving up failed too', ...about, reason: String(cause) });
      throw new Error(`${error.message}; giving up failed too`, { cause });
    }
  }

  whenReachable<R>(work: () => Promise<R>): Promise<R> {
    return this.gate.run(work, this.stop);
  }
}

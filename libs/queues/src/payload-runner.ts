import { Logger } from '@nestjs/common';

import {
  correlationIdOf,
  type Gate,
  GateClosedError,
  inContext,
  type MessageContext,
  traced,
  UnknownKeyError,
} from '#platform';

import type { Handler } from './handler.ts';
import { DelayJobError, RateLimitedError, setAsideIfUnknownKey } from './job-errors.ts';
import { checkedPayload } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { traceparentOf } from './trace-context.ts';

/** Handles one payload. While a dependency is unreachable it waits, and then repeats the work. */
export class PayloadRunner<T> {
  readonly #logger: Logger;
  /** By content. */
  readonly #contexts = new WeakMap<object, MessageContext>();

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

  /** Of the message that it is about, as far as that is known. */
  correlationOf(content: unknown): string | undefined {
    if (typeof content !== 'object' || content === null) return undefined;
    const known = this.#contexts.get(content);
    if (known) return known.correlationId;
    const { data } = this.queue.payload.safeParse(content);
    return data === undefined ? undefined : this.#contextOf(data).correlationId;
  }

  /** @param enqueuedAtMs when its job was, in milliseconds; not for one that was here before */
  async handle(content: unknown, enqueuedAtMs?: number): Promise<void> {
    const { queue } = this;
    const payload = checkedPayload(queue, content);
    const context = this.#contextOf(payload);
    this.#contexts.set(content as object, context);
    const work = (): Promise<void> => this.whenReachable(() => this.handler.handle(payload));
    const key = queue.messageKey?.(payload);
    try {
      await inContext(context, () =>
        key === undefined ? work() : this.#traced(key, content, enqueuedAtMs, work),
      );
    } catch (error) {
      throw setAsideIfUnknownKey(error);
    }
  }

  #traced(
    key: string,
    content: unknown,
    waitingSinceMs: number | undefined,
    work: () => Promise<void>,
  ): Promise<void> {
    const { name } = this.queue;
    const span = {
      name: `process ${name}`,
      kind: 'consumer' as const,
      key,
      traceparent: traceparentOf(content),
      waitingSinceMs,
      attributes: {
        'messaging.system': 'bullmq',
        'messaging.operation.type': 'process',
        'messaging.destination.name': name,
      },
      isPutOff,
    };
    return traced(span, work);
  }

  /**
   * Tells the handler that the payload is given up; nobody can be told of one that cannot be read. Rejects when that fails: it must
   * not end in silence.
   */
  async exhaust(content: unknown, error: Error): Promise<void> {
    const { data: payload } = this.queue.payload.safeParse(content);
    if (payload === undefined) return;
    await inContext(this.#contextOf(payload), () => this.#exhaust(payload, error));
  }

  async #exhaust(payload: T, error: Error): Promise<void> {
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

  #contextOf(payload: T): MessageContext {
    const key = this.queue.messageKey?.(payload);
    return { correlationId: key && correlationIdOf(key) };
  }
}

const isPutOff = (error: unknown): boolean =>
  error instanceof DelayJobError ||
  error instanceof RateLimitedError ||
  error instanceof GateClosedError ||
  error instanceof UnknownKeyError;

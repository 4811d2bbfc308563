import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

/** Random ids, but for the span that begins next, where those are given. */
export class MessageIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #next?: { traceId: string; spanId?: string };

  /** Runs `begin`, which begins one span in no other one. */
  give<T>(ids: { traceId: string; spanId?: string }, begin: () => T): T {
    this.#next = ids;
    try {
      return begin();
    } finally {
      this.#next = undefined;
    }
  }

  generateTraceId(): string {
    return this.#next?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#next?.spanId ?? this.#random.generateSpanId();
  }
}

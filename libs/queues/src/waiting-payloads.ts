import { QueueUnavailableError } from './job-errors.ts';

/** Payloads that may wait in a process: more than can arrive within the time limit. */
const mostWaiting = 10_000;

/** Payloads of one caller, and its promise. */
export interface Waiting<T> {
  payloads: T[];
  /** On the monotonic clock. */
  untilMs: number;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** Payloads waiting for one queue, bounded in number and time: an overdue one is refused and never written. */
export class WaitingPayloads<T> {
  #entries: Waiting<T>[] = [];
  #payloads = 0;
  #refusal?: NodeJS.Timeout;

  constructor(
    private readonly queue: string,
    private readonly limitMs: number,
  ) {}

  get count(): number {
    return this.#payloads;
  }

  /**
   * Settles when the entry does. Rejects with `QueueUnavailableError` at once when too much waits, or when the time is
   * over.
   */
  add(payloads: T[]): Promise<void> {
    if (this.#payloads >= mostWaiting) {
      return Promise.reject(new QueueUnavailableError(this.queue, 'too much waits already'));
    }
    return new Promise((resolve, reject) => {
      this.#entries.push({ payloads, untilMs: performance.now() + this.limitMs, resolve, reject });
      this.#payloads += payloads.length;
      if (!this.#refusal) this.#refuseIn(this.limitMs);
    });
  }

  /** The entries that have waited longest, up to `full` payloads or slightly more. */
  take(full: number): Waiting<T>[] {
    let entries = 0;
    for (let payloads = 0; payloads < full; entries++) {
      const entry = this.#entries[entries];
      if (!entry) break;
      payloads += entry.payloads.length;
    }
    return this.#remove(entries);
  }

  #refuseIn(ms: number): void {
    this.#refusal = setTimeout(() => this.#refuseLate(), ms);
  }

  /** Entries are in order of arrival. */
  #refuseLate(): void {
    const now = performance.now();
    const firstInTime = this.#entries.findIndex(({ untilMs }) => untilMs > now);
    const late = this.#remove(firstInTime === -1 ? this.#entries.length : firstInTime);
    for (const { reject } of late) {
      reject(new QueueUnavailableError(this.queue, 'it did not take it in time'));
    }
    this.#refusal = undefined;
    const [next] = this.#entries;
    if (next) this.#refuseIn(Math.ceil(next.untilMs - now));
  }

  #remove(count: number): Waiting<T>[] {
    const removed = this.#entries.splice(0, count);
    for (const { payloads } of removed) this.#payloads -= payloads.length;
    return removed;
  }
}

import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What `setTimeout` can wait at most. */
const longestTimerMs = 2 ** 31 - 1;

interface Waiting {
  at: number;
  work: () => void;
  timer?: NodeJS.Timeout;
}

/**
 * The simulator's time: the real one until somebody moves it forward. Whatever waits, waits here, so that it happens at
 * its simulated time and nothing happens after the app was told to stop.
 */
@Injectable()
export class Clock implements OnModuleDestroy {
  /** Tells the new time whenever somebody moved it. */
  readonly moved = new Subject<number>();
  readonly #waiting = new Set<Waiting>();
  #aheadMs = 0;
  #stopped = false;

  /** How far it was moved forward. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** In milliseconds, as `Date.now()`. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  date(): Date {
    return new Date(this.now());
  }

  after(delayMs: number, work: () => void): void {
    if (this.#stopped) return;
    const waiting: Waiting = { at: this.now() + delayMs, work };
    this.#waiting.add(waiting);
    this.#arm(waiting);
  }

  /** Moves time forward. What was due on the way happens in order, each at its own time, before this returns. */
  advance(ms: number): void {
    const [target, aheadMs] = [this.now() + ms, this.#aheadMs + ms];
    for (let next = this.#firstUpTo(target); next; next = this.#firstUpTo(target)) {
      this.#aheadMs += Math.max(0, next.at - this.now());
      this.#run(next);
    }
    // Real time went on meanwhile.
    this.#aheadMs = aheadMs;
    for (const waiting of this.#waiting) this.#arm(waiting);
    this.moved.next(this.now());
  }

  /** What waits happens now instead, in order, though time stays. */
  hurry(): void {
    for (const waiting of [...this.#waiting].toSorted((one, other) => one.at - other.at)) {
      if (this.#waiting.has(waiting)) this.#run(waiting);
    }
  }

  /** Back to the real time. What still waits keeps its distance. */
  reset(): void {
    for (const waiting of this.#waiting) waiting.at -= this.#aheadMs;
    this.#aheadMs = 0;
    for (const waiting of this.#waiting) this.#arm(waiting);
    this.moved.next(this.now());
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    for (const { timer } of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
  }

  #firstUpTo(target: number): Waiting | undefined {
    let first: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.at <= target && (!first || waiting.at < first.at)) first = waiting;
    }
    return first;
  }

  #run(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    this.#waiting.delete(waiting);
    waiting.work();
  }

  #arm(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    const leftMs = waiting.at - this.now();
    const onTimer = (): void => (waiting.at <= this.now() ? this.#run(waiting) : this.#arm(waiting));
    waiting.timer = setTimeout(onTimer, Math.min(Math.max(0, leftMs), longestTimerMs)).unref();
  }
}

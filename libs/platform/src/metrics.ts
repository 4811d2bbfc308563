import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { withTimeLimit } from './time-limit.ts';

/** What a process counts: the same registry for whatever app runs in it. Labels never hold anything about a person. */
export const processMetrics = new Registry();

const nameOf = (name: string): string => `handsfree_${name}`;

/** A figure that only grows, from 0 with the process. Cheap enough for every webhook. */
export function counter<L extends string = never>(
  name: string,
  help: string,
  labelNames: L[] = [],
): Counter<L> {
  return new Counter({ name: nameOf(name), help, labelNames, registers: [processMetrics] });
}

/** How long things took, in seconds, as counts up to each of `buckets`. Cheap enough for every webhook. */
export function histogram<L extends string = never>(
  name: string,
  help: string,
  buckets: number[],
  labelNames: L[] = [],
): Histogram<L> {
  return new Histogram({ name: nameOf(name), help, buckets, labelNames, registers: [processMetrics] });
}

/** Memory, CPU, event loop and garbage collection of this process. */
export function measureProcess(): void {
  if (!processMetrics.getSingleMetric('process_cpu_seconds_total')) {
    collectDefaultMetrics({ register: processMetrics });
  }
}

/** So many who ask at once, or soon after each other, cost one look. */
const keptMs = 5_000;
const lookLimitMs = 2_000;

const lookedUp = new Gauge({
  name: nameOf('figures_up'),
  help: '1 when the figures could be looked up, 0 when they are left out',
  labelNames: ['figures'],
  registers: [processMetrics],
});

/** Figures that are looked up when somebody asks for the metrics. As a provider of an app they are part of its `GET /metrics`. */
export abstract class Figures {
  readonly #registry = new Registry();
  #lookedAtMs = -Infinity;
  #look?: Promise<void>;

  /** @param figuresName what they are about, for whoever looks why they are missing */
  constructor(private readonly figuresName: string) {}

  /** Looks everything up, and then sets the gauges. Rejects when that is not possible now. */
  protected abstract look(): Promise<void>;

  protected gauge<L extends string = never>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name: nameOf(name), help, labelNames, registers: [this.#registry] });
  }

  /** In Prometheus' text format, at most five seconds old; empty while they cannot be looked up. */
  async text(): Promise<string> {
    const isFresh = performance.now() - this.#lookedAtMs < keptMs || (await this.#lookAgain());
    return isFresh ? this.#registry.metrics() : '';
  }

  async #lookAgain(): Promise<boolean> {
    this.#look ??= this.look().finally(() => (this.#look = undefined));
    const isDone = await withTimeLimit(this.#look, lookLimitMs).then(
      () => true,
      () => false,
    );
    if (isDone) this.#lookedAtMs = performance.now();
    lookedUp.set({ figures: this.figuresName }, isDone ? 1 : 0);
    return isDone;
  }
}

import { Logger } from '@nestjs/common';

import type { Dependency } from './dependency.ts';
import { withTimeLimit } from './time-limit.ts';

export interface PingTimes {
  pingLimitMs: number;
  /** A ping without an answer is repeated after this. */
  abandonedAfterMs: number;
}

interface Ping {
  answer: Promise<unknown>;
  sentAtMs: number;
}

/** Whether dependencies answer a ping; may be called at any rate. */
export class DependencyPings {
  readonly #logger = new Logger('gate');
  readonly #underWay = new Map<Dependency, Ping>();
  #lastReasons = '';

  constructor(
    private readonly dependencies: Dependency[],
    private readonly times: PingTimes,
  ) {}

  /** Says in the log which do not, and why, when that changes. */
  async allAnswer(): Promise<boolean> {
    const answers = await Promise.all(this.dependencies.map((dependency) => this.#faultOf(dependency)));
    const reasons = answers.filter((fault) => fault !== undefined);
    const known = this.#lastReasons;
    this.#lastReasons = reasons.join();
    if (reasons.length > 0 && this.#lastReasons !== known) {
      this.#logger.warn({ message: 'stays closed', reasons });
    }
    return reasons.length === 0;
  }

  async #faultOf(dependency: Dependency): Promise<string | undefined> {
    try {
      await withTimeLimit(this.#ping(dependency), this.times.pingLimitMs);
      return undefined;
    } catch (error) {
      return `${dependency.dependencyName}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** A disconnected client keeps each command until it reconnects, so unanswered pings must not pile up. */
  #ping(dependency: Dependency): Promise<unknown> {
    const sentAtMs = performance.now();
    const last = this.#underWay.get(dependency);
    if (last && sentAtMs - last.sentAtMs < this.times.abandonedAfterMs) return last.answer;
    const answer = dependency.reach?.() ?? dependency.ping();
    const forget = (): void => {
      if (this.#underWay.get(dependency)?.answer === answer) this.#underWay.delete(dependency);
    };
    this.#underWay.set(dependency, { answer, sentAtMs });
    answer.then(forget, forget);
    return answer;
  }
}

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
  readonly #underWay = new Map<Dependency, Ping>();

  constructor(
    private readonly dependencies: Dependency[],
    private readonly times: PingTimes,
  ) {}

  async allAnswer(): Promise<boolean> {
    const { pingLimitMs } = this.times;
    const answers = await Promise.allSettled(
      this.dependencies.map((dependency) => withTimeLimit(this.#ping(dependency), pingLimitMs)),
    );
    return answers.every(({ status }) => status === 'fulfilled');
  }

  /** A disconnected client keeps each command until it reconnects, so unanswered pings must not pile up. */
  #ping(dependency: Dependency): Promise<unknown> {
    const sentAtMs = performance.now();
    const last = this.#underWay.get(dependency);
    if (last && sentAtMs - last.sentAtMs < this.times.abandonedAfterMs) return last.answer;
    const answer = dependency.ping();
    const forget = (): void => {
      if (this.#underWay.get(dependency)?.answer === answer) this.#underWay.delete(dependency);
    };
    this.#underWay.set(dependency, { answer, sentAtMs });
    answer.then(forget, forget);
    return answer;
  }
}

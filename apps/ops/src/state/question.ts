import { withTimeLimit } from '#platform';

/** Asks something that may never answer: while one question is under way, no other is asked on top. */
export class Question<T> {
  #underWay?: Promise<T>;

  constructor(
    private readonly work: () => Promise<T>,
    private readonly limitMs: number,
  ) {}

  /** @returns undefined when there is no answer in time */
  async ask(): Promise<T | undefined> {
    this.#underWay ??= this.work().finally(() => (this.#underWay = undefined));
    try {
      return await withTimeLimit(this.#underWay, this.limitMs);
    } catch {
      return undefined;
    }
  }
}

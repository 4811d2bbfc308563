/** Runs work that shares a key in the order in which it came, one after the other. Work without a common key never waits. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as `work` does. If what ran before it fails, it fails too: each would take the time that finding out takes. */
  async run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.map((key) => this.#last.get(key)).filter((one) => one !== undefined);
    const running = before.length === 0 ? work() : Promise.all(before).then(work);
    for (const key of keys) this.#last.set(key, running);
    try {
      return await running;
    } finally {
      for (const key of keys) if (this.#last.get(key) === running) this.#last.delete(key);
    }
  }
}

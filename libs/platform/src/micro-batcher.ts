interface Waiting<I, O> {
  input: I;
  resolve: (output: O) => void;
  reject: (reason: unknown) => void;
}

/**
 * A micro-batcher: while `atOnce` batches are under way, further inputs wait and then go together. A busy process makes few
 * round trips that way, and a quiet one never waits.
 *
 * Where calls of one turn belong together anyway, `DataLoader` does; `docs/decisions.md` says when which.
 *
 * @param work gets several inputs and returns as many outputs, in the same order; an `Error` among them is that input's own. When it fails, the inputs are tried one by
 * one, in their order, so that a bad one does not cost its neighbours; unless `failsAll` says that the error is nobody's fault.
 */
export class MicroBatcher<I, O> {
  readonly #waiting: Waiting<I, O>[] = [];
  #underWay = 0;

  constructor(
    private readonly work: (inputs: I[]) => Promise<(O | Error)[]>,
    private readonly options: { atOnce: number; largest: number; failsAll?: (error: unknown) => boolean },
  ) {}

  add(input: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (this.#underWay < this.options.atOnce) void this.#go();
    });
  }

  async #go(): Promise<void> {
    this.#underWay++;
    while (this.#waiting.length > 0) await this.#settle(this.#waiting.splice(0, this.options.largest));
    this.#underWay--;
  }

  async #settle(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await this.work(batch.map(({ input }) => input));
      for (const [at, { resolve, reject }] of batch.entries()) {
        const output = outputs[at];
        if (output instanceof Error) reject(output);
        else resolve(output as O);
      }
    } catch (error) {
      if (batch.length === 1 || this.options.failsAll?.(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.#settle([one]);
    }
  }
}

import { aboutNoMessage } from './message-context.ts';

interface Waiting<I, O> {
  input: I;
  resolve: (output: O) => void;
  reject: (reason: unknown) => void;
}

/**
 * A micro-batcher: while `atOnce` batches are in flight, further inputs wait and form the next one. A busy process
 * makes few round trips that way, and an idle one never waits.
 *
 * For calls of one event-loop turn that belong together anyway, use `DataLoader`; see `docs/decisions.md`.
 *
 * @param work gets several inputs and returns as many outputs, in the same order; an `Error` among them is that input's
 * own. If it fails, the inputs are retried one by one, in order, so that a bad one does not fail the others; unless
 * `failsAll` says that no input is to blame.
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
      if (this.#underWay < this.options.atOnce) void aboutNoMessage(() => this.#go());
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

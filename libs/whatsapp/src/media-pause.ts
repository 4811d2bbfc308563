import { seconds } from './error-reaction.ts';
import { GraphError } from './graph-error.ts';
import { pauseAfter } from './reaction-to.ts';

/** Between two looks whether somebody has mended it. */
const operatorPauseMs = seconds(15);

/**
 * While WhatsApp gives files to nobody, it is not asked for every one of them: thousands that wait would take up the time that is left for
 * others. When the pause is over, one of them finds out whether the fault is.
 */
export class MediaPause {
  #untilMs = 0;
  #error?: GraphError;
  #pauses = 0;
  /** Of an outage: which files failed since one came. A single one may be the cause itself. */
  readonly #failedIds = new Set<string>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @param ask asks WhatsApp for the file of this id; not at all during a pause, whose error it throws then */
  async run<T>(id: string, ask: () => Promise<T>): Promise<T> {
    if (this.#error) {
      if (this.now() < this.#untilMs) throw inPause(this.#error);
      this.#begin(this.#error);
    }
    try {
      const answer = await ask();
      this.#end();
      return answer;
    } catch (error) {
      if (error instanceof GraphError) this.#failed(id, error);
      else this.#end();
      throw error;
    }
  }

  #failed(id: string, error: GraphError): void {
    const { reaction } = error;
    if (reaction.kind === 'retry' && reaction.isOutage) this.#failedIds.add(id);
    const concernsAll =
      reaction.kind === 'throttle' ||
      (reaction.kind === 'operator' && reaction.stops === 'number') ||
      this.#failedIds.size > 1;
    if (concernsAll) this.#begin(error);
  }

  #begin(error: GraphError): void {
    const { reaction } = error;
    // Those that were under way together count once.
    if (this.now() >= this.#untilMs) this.#pauses++;
    const pauseMs = 'firstPauseMs' in reaction ? pauseAfter(reaction, this.#pauses - 1) : operatorPauseMs;
    this.#error = error;
    this.#untilMs = Math.max(this.#untilMs, this.now() + pauseMs);
  }

  #end(): void {
    this.#error = undefined;
    this.#untilMs = 0;
    this.#pauses = 0;
    this.#failedIds.clear();
  }
}

function inPause(cause: GraphError): GraphError {
  const { outcome, message, code, reaction, retryAfterMs } = cause;
  return new GraphError(outcome, message, code, { reaction, retryAfterMs, cause });
}

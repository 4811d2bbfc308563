import { seconds } from './error-reaction.ts';
import { GraphError } from './graph-error.ts';
import { MediaError } from './media-error.ts';
import { pauseAfter } from './reaction-to.ts';

/** Between two looks whether somebody has mended it. */
const operatorPauseMs = seconds(15);

/**
 * While WhatsApp gives files to nobody, it is not asked for every one of them: thousands that wait would take up the time that is left for
 * others. When the pause is over, one of them finds out whether the fault is. In an outage each is asked for once, since those that failed
 * may have been the cause.
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
    const before = this.#error;
    if (before && !(isOutage(before) && !this.#failedIds.has(id))) {
      if (this.now() < this.#untilMs) throw inPause(before, this.#untilMs - this.now());
      this.#begin(before);
    }
    try {
      const answer = await ask();
      this.#succeeded(before);
      return answer;
    } catch (error) {
      if (error instanceof GraphError) this.#failed(id, error);
      // WhatsApp answered.
      else if (error instanceof MediaError) this.#succeeded(before);
      throw error;
    }
  }

  /** What was asked before WhatsApp said that it wants to be left alone says nothing about that. */
  #succeeded(before?: GraphError): void {
    if (!this.#error || this.#error === before || isOutage(this.#error)) this.#end();
  }

  #failed(id: string, error: GraphError): void {
    const { reaction } = error;
    if (isOutage(error)) this.#failedIds.add(id);
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

const isOutage = ({ reaction }: GraphError): boolean => reaction.kind === 'retry' && reaction.isOutage;

/** @param ms how long it still lasts */
function inPause(cause: GraphError, ms: number): GraphError {
  const { outcome, message, code, retryAfterMs } = cause;
  const reaction =
    'firstPauseMs' in cause.reaction ? { ...cause.reaction, firstPauseMs: ms } : cause.reaction;
  return new GraphError(outcome, message, code, { reaction, retryAfterMs, cause });
}

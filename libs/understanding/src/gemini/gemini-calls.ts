import { Logger } from '@nestjs/common';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  type FailureReason,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';

import { bounded } from './bounded.ts';
import type { CallBudget } from './call-budget.ts';
import type { GeminiClient, GeminiRequest } from './gemini.client.ts';
import { GeminiError } from './gemini.errors.ts';
import { Pause } from './pause.ts';

export interface CallTimes {
  /** Wait before the second attempt, doubled before the third; up to as much again is added at random. */
  backoffMs: number;
  /** Where the API asks for a longer wait, the call fails: a person is waiting. */
  longestBackoffMs: number;
  /** How long the breaker stays open before one call tests whether the service is back. */
  breakMs: number;
}

const usualTimes: CallTimes = { backoffMs: 200, longestBackoffMs: 2_000, breakMs: 30_000 };
const attempts = 3;
const failuresToBreak = 5;
/** One may be the fault of a file; so many in a row are ours, or the API has changed. */
const refusalsToWarn = 3;

export interface CallOptions {
  /** For all calls with the same signal together, since they are for one message. */
  limitMs: number;
  signal: AbortSignal;
  /** Opaque key of the person whose budget it is. */
  person?: string;
}

/** Calls the model within a budget, with retries, a circuit breaker and a time limit. */
export class GeminiCalls {
  readonly #logger = new Logger('Gemini');
  readonly #pause = new Pause();
  readonly #breaker;
  readonly #policy;
  /** When the first call with a signal began, in `performance.now()`. */
  readonly #begunAt = new WeakMap<AbortSignal, number>();
  #testAt = 0;
  #usedUpOn?: string;
  /** In a row. */
  #refusals = 0;

  constructor(
    private readonly client: Pick<GeminiClient, 'ask'>,
    private readonly budget: CallBudget,
    times: CallTimes = usualTimes,
  ) {
    this.#breaker = circuitBreaker(
      handleWhen((error) => error instanceof GeminiError && error.isOutage),
      { halfOpenAfter: times.breakMs, breaker: new ConsecutiveBreaker(failuresToBreak) },
    );
    this.#breaker.onBreak(() => {
      this.#testAt = Date.now() + times.breakMs;
      this.#logger.warn('Gemini is out of reach: messages are understood offline');
    });
    this.#breaker.onReset(() => this.#logger.log('Gemini is back'));
    // The breaker counts attempts; once it is open, no further one is made.
    this.#policy = wrap(retries(times), this.#breaker);
  }

  /** What is wrong at the moment, for on-call. */
  get warning(): string | undefined {
    if (this.#pause.reason !== undefined) return this.#pause.reason;
    if (this.#breaker.state !== CircuitState.Closed) return 'Gemini is out of reach';
    if (this.#refusals >= refusalsToWarn) return 'Gemini refuses what we send';
    return this.#usedUpOn === today() ? "today's budget of Gemini calls is used up" : undefined;
  }

  /** Whether a call now would not even be tried, because of earlier failures. */
  get isAway(): boolean {
    return this.#pause.reason !== undefined || this.#isBroken();
  }

  /** @throws GeminiError; the signal's reason once that aborts */
  async ask<T>(request: GeminiRequest<T>, { limitMs, signal, person }: CallOptions): Promise<T> {
    signal.throwIfAborted();
    if (this.#pause.reason !== undefined) throw new GeminiError('paused', this.#pause.reason);
    if (this.#isBroken()) throw new GeminiError('paused', 'Gemini is out of reach');
    const leftMs = limitMs - this.#elapsedMs(signal);
    if (leftMs <= 0) throw new GeminiError('timeout', 'no time is left for another call');
    await this.#spend(person);
    try {
      const answer = await bounded(leftMs, signal, (limited) =>
        this.#policy.execute(() => this.client.ask(request, limited), limited),
      );
      this.#refusals = 0;
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw this.#failure(error);
    }
  }

  #elapsedMs(signal: AbortSignal): number {
    const now = performance.now();
    const begunAt = this.#begunAt.get(signal) ?? now;
    this.#begunAt.set(signal, begunAt);
    return now - begunAt;
  }

  /** While one call tests whether the service is back, others do not wait for it. */
  #isBroken(): boolean {
    const { state } = this.#breaker;
    return state === CircuitState.HalfOpen || (state === CircuitState.Open && Date.now() < this.#testAt);
  }

  async #spend(person?: string): Promise<void> {
    const usedUp = await this.budget.take(person, new Date());
    if (!usedUp) return;
    const { whose, isNews } = usedUp;
    if (whose === 'everybody') this.#usedUpOn = today();
    // `person` is an id of ours.
    const who = whose === 'person' && { contactId: person };
    if (isNews)
      this.#logger.warn({ message: 'the budget of Gemini calls is used up for today', whose, ...who });
    throw new GeminiError('budget', `the budget of calls (${whose}) is used up for today`);
  }

  #failure(error: unknown): unknown {
    if (error instanceof BrokenCircuitError) {
      return new GeminiError('paused', 'Gemini is out of reach', { cause: error });
    }
    if (!(error instanceof GeminiError)) return error;
    if (error.fault === 'request') this.#refusals++;
    if (this.#pause.beginsWith(error)) {
      this.#logger.error(`${this.#pause.reason}: messages are understood offline`);
    } else this.#logger.warn({ message: 'Gemini call failed', fault: error.fault, reason: error.message });
    return error;
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);

function retries({ backoffMs, longestBackoffMs }: CallTimes): ReturnType<typeof retry> {
  const isWorthIt = (error: Error): boolean =>
    error instanceof GeminiError &&
    (error.fault === 'busy' || error.fault === 'unavailable') &&
    (error.options.retryAfterMs ?? 0) <= longestBackoffMs;
  const backoff = new DelegateBackoff<{ attempt: number; result: FailureReason<unknown> }>(
    ({ attempt, result }) => {
      const error = 'error' in result ? result.error : undefined;
      const asked = error instanceof GeminiError ? (error.options.retryAfterMs ?? 0) : 0;
      // At random, so that the callers of an outage do not come back all at once.
      return Math.max(asked, backoffMs * 2 ** (attempt - 1)) + Math.random() * backoffMs;
    },
  );
  // A wait whose caller has given up must not keep a process from ending.
  return retry(handleWhen(isWorthIt), { maxAttempts: attempts - 1, backoff }).dangerouslyUnref();
}

import { longestKeyWaitMs, UnknownKeyError } from '#platform';

/** Retrying cannot help: the job fails at once and stays visible. */
export class PermanentJobError extends Error {
  override name = 'PermanentJobError';
}

/** No failure, just too early: the job comes back after `delayMs` without losing an attempt. */
export class DelayJobError extends Error {
  override name = 'DelayJobError';
  /** Whole: PostgreSQL refuses others. */
  readonly delayMs: number;

  constructor(delayMs: number, message: string) {
    super(message);
    this.delayMs = Math.ceil(delayMs);
  }
}

const setAsideMs = 60_000;

/** A setting is wrong or not there yet: the job waits until it is fixed, without losing an attempt. */
export class SetAsideError extends DelayJobError {
  override name = 'SetAsideError';

  constructor(message: string) {
    super(setAsideMs, message);
  }
}

/** A key missing here may arrive with the next step of a key change: that is no failure. */
export const setAsideIfUnknownKey = (error: unknown): unknown =>
  error instanceof UnknownKeyError ? new SetAsideError(error.message) : error;

/** What nobody can read in all that time fails visibly, rather than coming back for ever. @param enqueuedAtMs when the job was */
export const givenUpIfSetAsideTooLong = (error: unknown, enqueuedAtMs: number): unknown =>
  error instanceof SetAsideError && Date.now() - enqueuedAtMs > longestKeyWaitMs
    ? new PermanentJobError(error.message, { cause: error })
    : error;

/** The other side asks to slow down: the whole queue waits for `retryAfterMs`, the job loses no attempt. */
export class RateLimitedError extends Error {
  override name = 'RateLimitedError';
  /** Whole and above zero: the queue refuses others, and the job would fail for that. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = Math.max(1, Math.ceil(retryAfterMs));
  }
}

/** The queue is unreachable or too slow: as far as anybody knows, the payload is not on it. */
export class QueueUnavailableError extends Error {
  override name = 'QueueUnavailableError';

  constructor(queue: string, reason: string, options?: ErrorOptions) {
    super(`The ${queue} queue is not available: ${reason}`, options);
  }
}

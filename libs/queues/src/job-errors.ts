/** Trying again can not help: the job fails at once and stays visible. */
export class PermanentJobError extends Error {
  override name = 'PermanentJobError';
}

/** Nothing failed, it is only too early: the job comes back after `delayMs` and loses no attempt. */
export class DelayJobError extends Error {
  override name = 'DelayJobError';

  constructor(
    readonly delayMs: number,
    message: string,
  ) {
    super(message);
  }
}

/** The queue did not take it in time. */
export class QueueUnreachableError extends Error {
  override name = 'QueueUnreachableError';
}

/** The other side asks to slow down: the whole queue waits for `retryAfterMs`, the job loses no attempt. */
export class RateLimitedError extends Error {
  override name = 'RateLimitedError';

  constructor(
    readonly retryAfterMs: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

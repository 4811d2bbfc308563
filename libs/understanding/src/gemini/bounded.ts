import { GeminiError } from './gemini.errors.ts';

/**
 * Runs `work` with a signal that aborts after `limitMs`, or earlier with `signal`, and does not wait for it any longer
 * than that.
 *
 * @throws GeminiError `timeout` then, and whatever `work` throws before
 */
export async function bounded<T>(
  limitMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // `AbortSignal.any` and the SDK would leave their listeners on a signal that may live long.
  const controller = new AbortController();
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      const error = new GeminiError('timeout', 'the model did not answer in time');
      controller.abort(error);
      reject(error);
    };
  });
  const timer = setTimeout(abort, limitMs);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

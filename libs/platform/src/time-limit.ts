/** Work exceeded its time limit. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError';
}

/** Rejects with `TimeLimitError` when `work` takes longer; the work itself goes on, and its result is dropped. */
export async function withTimeLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = (): void => reject(new TimeLimitError(`no answer within ${limitMs} ms`));
    // If this process itself was busy for that long, an answer may be waiting unread.
    timer = setTimeout(() => setImmediate(late), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

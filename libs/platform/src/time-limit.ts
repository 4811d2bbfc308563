/** Work took longer than it was given. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError';
}

/** Rejects with `TimeLimitError` when `work` takes longer; the work itself can not be stopped and its result is dropped. */
export async function withTimeLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = (): void => reject(new TimeLimitError(`no answer within ${limitMs} ms`));
    // When this process itself was busy for so long, an answer may lie there unread.
    timer = setTimeout(() => setImmediate(late), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

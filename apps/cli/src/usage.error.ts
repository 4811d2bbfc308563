/** The command was called with the wrong words; the answer is how to call it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

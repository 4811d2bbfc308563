export type MediaProblem = 'too_big' | 'wrong_type' | 'gone' | 'damaged';

/** The file cannot be used, and retrying will not help. The message names neither the file nor its link. */
export class MediaError extends Error {
  override name = 'MediaError';

  constructor(
    readonly problem: MediaProblem,
    message: string,
    /** The limit that a file exceeds when it is too large. */
    readonly limitBytes?: number,
  ) {
    super(message);
  }
}

/** A link points to a host that must not see our token. */
export class ForeignHostError extends Error {
  override name = 'ForeignHostError';

  constructor() {
    super('host not allowed');
  }
}

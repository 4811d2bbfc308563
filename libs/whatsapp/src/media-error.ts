export type MediaProblem = 'too_big' | 'wrong_type' | 'gone' | 'damaged';

/** The file can not be used and no repetition will change that. The message names neither the file nor where it lies. */
export class MediaError extends Error {
  override name = 'MediaError';

  constructor(
    readonly problem: MediaProblem,
    message: string,
    /** What the file is larger than, when it is too big. */
    readonly limitBytes?: number,
  ) {
    super(message);
  }
}

/** A file is said to lie on a host that must not see our token. */
export class ForeignHostError extends Error {
  override name = 'ForeignHostError';

  constructor() {
    super('host not allowed');
  }
}

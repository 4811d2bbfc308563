import type { GraphError } from './graph-error.ts';

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

/** Of a send, this is our number, for which the table has it; here it is the file. */
const unknownObject = 33;

/**
 * What to throw when the look-up of a file fails. WhatsApp's code decides, by the table of errors: a parameter that is not valid, for
 * one, is an id that does not exist (any more) or is not ours. Without a code, only 404 says so.
 */
export function fromLookUp(error: GraphError, httpStatus: number): MediaError | GraphError {
  const isFinal =
    error.code === undefined
      ? httpStatus === 404
      : error.code === unknownObject || error.reaction.kind === 'permanent';
  return isFinal ? new MediaError('gone', error.message) : error;
}

/** A link points to a host that must not see our token. */
export class ForeignHostError extends Error {
  override name = 'ForeignHostError';

  constructor() {
    super('host not allowed');
  }
}

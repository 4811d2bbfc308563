/** The outcome of a message; only one that was acted on has an intent. */
export type MessageOutcome =
  /** Understood as an intent, carried out and answered. */
  | 'acted'
  /** Recorded; nothing to do, and nobody expects an answer. */
  | 'noted'
  /** The person has new ids. */
  | 'renamed'
  /** It changed an earlier message. */
  | 'edited'
  /** It took an earlier message back. */
  | 'took_back'
  /** The person revoked it before anything was done. */
  | 'revoked'
  /** It had no readable words; the person was told. */
  | 'wordless'
  /** Left unread by the rate limit: the first one, about which the person is told, and all that follow. */
  | 'flood_noticed'
  | 'flood_ignored'
  /** The person said the code word, and may use the assistant from now on. */
  | 'admitted'
  /** The person may not use the assistant: the first message, at which they are told so, and all that follow. */
  | 'stranger_told'
  | 'stranger_ignored'
  /** Understanding timed out; the person was told. */
  | 'timed_out'
  /** All attempts failed; the person was told. */
  | 'failed';

/** Those answered with an apology. */
export const failedOutcomes: MessageOutcome[] = ['timed_out', 'failed'];

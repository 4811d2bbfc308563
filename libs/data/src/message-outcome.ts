/** What became of a message; only one that was acted on has an intent. */
export type MessageOutcome =
  /** Understood as an intent, done and answered. */
  | 'acted'
  /** Kept; there was nothing to do and nobody waits for an answer. */
  | 'noted'
  /** The person goes by other names from now on. */
  | 'renamed'
  /** It changed an earlier message. */
  | 'edited'
  /** It took an earlier message back. */
  | 'took_back'
  /** The person took it back before anything was done. */
  | 'revoked'
  /** It had no words that could be read; the person was told. */
  | 'wordless'
  /** Left unread because there were too many: the first one, which tells the person, and all that follow. */
  | 'flood_noticed'
  | 'flood_ignored'
  /** Understanding it took too long; the person was told. */
  | 'timed_out'
  /** Every try failed; the person was told. */
  | 'failed';

/** Those that end in an apology. */
export const failedOutcomes: MessageOutcome[] = ['timed_out', 'failed'];

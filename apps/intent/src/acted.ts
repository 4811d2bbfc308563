/** What was written because of a message. */
export interface Acted {
  /** Whose message it is by now: it may have told that two people are one. */
  contactId: string;
  /** The answer, to be enqueued for sending; absent when there is nothing to say. */
  outboundId?: string;
  /** Messages that follow the answer. */
  next?: string[];
  /** What waited for the person to write, and is sent first. */
  owed?: string[];
}

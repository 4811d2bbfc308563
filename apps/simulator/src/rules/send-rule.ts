import type { Chat } from '../chat.ts';

/** A well-formed message on its way to a person. */
export interface Attempt extends Chat {
  isTemplate: boolean;
}

/** What becomes of it when it does not go through: an error as the answer, or accepted and then a failed status. */
export interface Verdict {
  how: 'refused' | 'fails later';
  code: number;
  /** When there is more to say than what the code always means. */
  details?: string;
}

/** One of WhatsApp's rules for sending. It is asked once for each message, and may count. */
export interface SendRule {
  judge(attempt: Attempt): Verdict | undefined;
  /** Forgets what it counted. */
  reset?(): void;
}

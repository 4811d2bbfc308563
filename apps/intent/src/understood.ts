import type { Identity, MessageOutcome } from '#data';
import type { Meaning } from '#understanding';

/** What is to be done and said because of a message: a plain value, which nothing was written for yet. */
export type Understood =
  | { outcome: 'acted'; wish: Wish }
  | { outcome: 'renamed'; becomes: Pick<Identity, 'bsuid' | 'phone'> }
  /** `target` is the blind index of the message that it is about. */
  | { outcome: 'edited' | 'took_back'; target: string; text?: string }
  | { outcome: 'revoked' }
  | {
      outcome: Exclude<MessageOutcome, 'acted' | 'renamed' | 'edited' | 'took_back' | 'revoked'>;
      reply?: string;
    };

/** What a person wants, and the words that it rests on. */
export interface Wish {
  meaning: Meaning;
  words: string;
  saidAt: Date;
  /** Later than `saidAt` by as much as the message took to reach us. */
  now: Date;
  /** IANA name. */
  timezone: string;
  /** False when the zone is only the likeliest one of the person's country. */
  certain: boolean;
  /** The answer, where there is nothing to do for it. */
  reply?: string;
  /** It came so late that the person is asked before it is done. */
  asksFirst?: boolean;
  /** It came late, and the answer says so. */
  late?: { words: string; ago: string };
  /** What to say besides. */
  note?: string;
}

/** A wish, and whose it is. */
export interface Request extends Wish {
  contactId: string;
}

/** What was done about a wish. */
export interface Done {
  reply: string;
  /** The wish lacks something that `reply` asks for. */
  isUnfinished?: true;
}

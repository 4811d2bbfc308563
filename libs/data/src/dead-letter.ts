/** Why a message is not sent again. */
export type Obstacle =
  /** There is no such message, or it came from a person and was handled. */
  | 'not_found'
  /** It came from a person, who was told that it failed. */
  | 'answered'
  /** It, or a repetition of it, reached the person. */
  | 'arrived'
  /** It, or a repetition of it, waits or was sent. */
  | 'under_way'
  /** Its time is over. */
  | 'expired'
  /** Its words were removed, since it is older than RETENTION_DAYS. */
  | 'emptied'
  /** A request for it was never answered, nor did its status come: the person could get it twice. */
  | 'may_have_arrived'
  /** The person was told that it failed, and may have seen to it since. */
  | 'told';

/** What is replayed all the same when somebody insists. */
export const isDoubt = (obstacle: Obstacle | null): boolean =>
  obstacle === 'may_have_arrived' || obstacle === 'told';

/** A message that failed for good. It holds nothing about any person. */
export interface DeadLetter {
  id: string;
  direction: 'outbound' | 'inbound';
  /** Why it was sent (`reply`, `reminder`, `bulk`), or WhatsApp's type of what came in. */
  kind: string;
  /** Of what came in: its outcome. */
  status: string;
  writtenAt: Date;
  /** Of one that did not fail, or not any more: when it was written. */
  failedAt: Date;
  dismissedAt: Date | null;
  /** WhatsApp's. */
  code: number | null;
  /** Why it failed, in our words. */
  failure: string | null;
  /** WhatsApp's words for the code, where it came in a status. */
  errorTitle: string | null;
  /** Requests that may have reached the person; of what came in: attempts to handle it. */
  attempts: number;
  /** Which automatic repetition it is. */
  retryNumber: number;
  /** When the person was told that it failed. */
  toldAt: Date | null;
  /** How many messages of one answer failed with it, itself included: they are replayed and dismissed together. */
  messages: number;
  /** Null when it can be replayed. */
  obstacle: Obstacle | null;
}

/** What was done to it, the newest last. */
export interface PastAct {
  at: Date;
  act: string;
  actor: string;
  detail: unknown;
}

export interface DeadLetterFilter {
  /** WhatsApp's code. */
  code?: number;
  /** Failed at or after. */
  since?: Date;
}

/** The place of a dead letter in the list. */
export type DeadLetterPlace = Pick<DeadLetter, 'failedAt' | 'id'>;

export interface DeadLetterCount {
  direction: DeadLetter['direction'];
  /** Outbound. */
  code: number | null;
  /** Inbound. */
  outcome: string | null;
  count: number;
}

/** `obstacle`: null when it was replayed; `toldAt`: of one that was not, when its person was told that it failed. */
export interface Replayed {
  id: string;
  obstacle: Obstacle | null;
  toldAt?: Date;
}

export interface ReplayOptions {
  actor: string;
  /** Also what may have arrived, or what people were told of. */
  force?: boolean;
}

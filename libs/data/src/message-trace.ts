import type { PastAct } from './dead-letter.ts';
import type { PersonWait } from './person-waits.sql.ts';
import type { TemplateRefusal } from './template-refusal.sql.ts';

// What `trace` tells of messages. Nothing in here was written by anybody, nor tells who they are.

/** Another message of the same person. */
export interface Neighbour {
  id: string;
  sentAt: Date;
  /** Its file is still being read. */
  awaitsMedia: boolean;
  failedClaims: number;
}

/** A message from a person. */
export interface InboundTrace {
  id: string;
  contactId: string;
  /** As logs name it. */
  messageKey: string;
  kind: string;
  detail: string | null;
  hasMedia: boolean;
  awaitsMedia: boolean;
  mediaProblem: string | null;
  /** By WhatsApp's clock. */
  sentAt: Date;
  receivedAt: Date;
  recordedAt: Date;
  firstClaimedAt: Date | null;
  handledAt: Date | null;
  outcome: string | null;
  intent: string | null;
  failedClaims: number;
  dismissedAt: Date | null;
  /** Somebody has it in hand. */
  isInHand: boolean;
  /** In hand until then, unless it is finished before; or not claimed before. */
  claimableAt: Date;
  overtaken: boolean;
  acts: PastAct[];
  /** Edits and revocations of it. */
  amendments: { kind: string; sentAt: Date }[];
  /** The person wants nothing but answers since then. */
  stoppedAt: Date | null;
  /** The person was told that they may not use the assistant. */
  refusedAt: Date | null;
  /** While it is not handled: why it is not its turn. */
  turn: {
    /** The person's message that somebody has in hand. */
    inHand: (Neighbour & { since: Date | null; until: Date }) | null;
    /** Earlier ones of the person that are open, the first ones of them. */
    earlier: Neighbour[];
    /** WhatsApp delivered one before it that is not recorded yet. */
    lacksPredecessor: boolean;
  } | null;
  /** Its answer, and what repeated that; empty when there is none. */
  answers: OutboundTrace[];
  /** Where its answer may have become a part of: one of ours that left after it was handled. */
  carrier: OutboundTrace | null;
}

/** A message to a person. */
export interface OutboundTrace {
  id: string;
  contactId: string;
  purpose: string;
  status: string;
  /** The message that it answers. */
  inReplyToId: string | null;
  /** When the reminder was due that it announces. */
  reminderDueAt: Date | null;
  /** The first one, which it repeats; and which repetition it is. */
  retryOfId: string | null;
  retryNumber: number;
  templateName: string | null;
  templateLanguage: string | null;
  /** The template that it becomes outside the 24-hour window. */
  fallbackName: string | null;
  hasFile: boolean;
  createdAt: Date;
  notBefore: Date | null;
  expiresAt: Date | null;
  parkedAt: Date | null;
  releasedAt: Date | null;
  firstStartedAt: Date | null;
  /** When the last request to WhatsApp began. */
  sendingSince: Date | null;
  sendAttempts: number;
  failedAttempts: number;
  duplicates: number;
  duplicatedAt: Date | null;
  replays: number;
  errorCode: number | null;
  failedAt: Date | null;
  failure: string | null;
  dismissedAt: Date | null;
  toldAt: Date | null;
  acts: PastAct[];
  /** What WhatsApp reported: `at` by its clock. */
  reports: {
    status: string;
    at: Date;
    recordedAt: Date;
    errorCode: number | null;
    errorTitle: string | null;
  }[];
  /** While it is queued and not parked: what keeps it. */
  waits: SendWaits | null;
}

export interface SendWaits {
  /** Until when, for the person or the number; only what is still to come. */
  until: Partial<Record<PersonWait | 'slowed' | 'limits', Date>>;
  /** Only probes are sent: since when, because of which code of WhatsApp's, and when the next one may be. */
  breaker: { openedAt: Date; code: number | null; probeAt: Date | null } | null;
  /** An earlier answer to the person that has not left. */
  earlierId: string | null;
  /** The person said "stop", and this is no answer. */
  isStopped: boolean;
  isExpired: boolean;
  /** It is text, and the person has not written for 24 hours. */
  isClosed: boolean;
  /** Its file has to be made and uploaded first. */
  needsUpload: boolean;
  refusal: TemplateRefusal | null;
}

/** What holds for all messages of a person. */
export interface PersonTrace {
  /** Since when they get nothing but answers, because they said "stop". */
  stoppedAt: Date | null;
  /** When they were told that they may not use the assistant; and when they said the code word. */
  refusedAt: Date | null;
  admittedAt: Date | null;
  /** Everything up to then was erased. */
  erasedUntil: Date | null;
}

/** An id that stands for no message that is there. */
export interface NoTrace {
  /** When it was erased with its person. */
  erasedAt: Date | null;
  /** Reports of WhatsApp's about a message of ours that is not known (yet). */
  reports: { status: string; at: Date; errorCode: number | null }[];
}

/** The story that a message belongs to. */
export type Story =
  /** One from a person, with the answer to it. */
  | { about: 'received'; received: InboundTrace }
  /** One that nobody had asked for, and what repeated it: the first one first. */
  | { about: 'sent'; sent: OutboundTrace[] }
  | ({ about: 'nothing' } & NoTrace);

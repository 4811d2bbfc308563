import type { Parts } from './digest.ts';
import type { OutboundPurpose } from './generated/client.ts';
import type { OutboundDocument } from './outbound-document.ts';
import type { Subject } from './subject.ts';
import type { TemplateKey } from './template.store.ts';

/** The person's number is somebody else's by now, and nothing else is known by which to reach them, unless they tell their new one. */
export class NoRecipientError extends Error {
  override name = 'NoRecipientError';
}

/** A message template and the values that fill it, as `components` of the Graph API. */
export interface TemplateContent extends TemplateKey {
  components: unknown[];
}

/** What a message says. Text reaches people only within 24 hours of their last message; a template always does. */
export type Content =
  | {
      body: string;
      /** What to choose from by a tap, in the caller's own format. */
      choices?: string;
      /** The file that it brings; `body` is its caption then. Not beside a list. */
      document?: OutboundDocument;
      template?: undefined;
    }
  | { template: TemplateContent; body?: undefined };

export type NewOutbound = Content & {
  contactId: string;
  /** The inbound message it answers. */
  inReplyToId?: string;
  /** The first message of the answer that it is a part of, and which part it is; the first one is part 0. */
  answerId?: string;
  part?: number;
  /** The reminder it announces. */
  reminderId?: string;
  /** What it tells of, in its order, where it neither answers nor announces that. */
  about?: Subject[];
  /** An answer when not given. */
  purpose?: OutboundPurpose;
  /** What a text becomes outside the window. Without it, it waits for the person to write. */
  fallback?: TemplateContent;
  /** It is not sent before. */
  notBefore?: Date;
  /** After that it is not sent any more: the person is told of it when they write. */
  expiresAt?: Date;
};

export type Sendable = Content & {
  contactId: string;
  /** Number of sends of this message that may have arrived, this one included. */
  attempt: number;
  /** Sends before that failed for a reason that may pass. */
  failedAttempts: number;
  writtenAt: Date;
  /** When ingress took the message that it answers, if it does. */
  askedAt?: Date;
  expiresAt?: Date;
  /** When this send began. */
  sendingSince: Date;
  /** The same by the clock of this process, in milliseconds: not later than that. */
  markedAtMs: number;
  /** The person has had as many messages as they may in an hour: for how long this is the last one, in milliseconds. */
  isLastForMs?: number;
  /** The person has had as many notifications as they may in a day: for how long this is the last one, in milliseconds. */
  isLastNotificationForMs?: number;
  /** It should take along the answers that wait behind it: it waited for long, or is the last one for now, and was never sent or refused. */
  takesMore?: boolean;
  /** Of a message that tells of several reminders, what it says of each. */
  parts?: Parts;
  /** WhatsApp's id of the uploaded `document`. */
  mediaId?: string;
  /** The template is sent in place of a text, which would not reach the person now. */
  isFallback?: boolean;
  to: { phone?: string; bsuid?: string };
  /** BCP 47 tag of the person's language, if it is known. */
  language?: string;
};

/** The columns of a text that reaches the person within the window only. */
export const noFallback = { fallbackSealed: null, fallbackName: null, fallbackLanguage: null };

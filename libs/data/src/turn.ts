import { z } from 'zod';

import type { Sealer } from '#platform';

import type { Contact, ContactStore, Identity } from './contact.store.ts';
import { unlessDamaged } from './unless-unreadable.ts';

/** A leased message, with what is needed to understand it. */
export interface Turn {
  id: string;
  /** Our lease: valid for as long as the row bears it. */
  lease: string;
  /** Blind index of WhatsApp's message id. */
  messageKey: string;
  contact: Contact;
  kind: string;
  detail?: string;
  /** The person's words, or those found in the file. */
  text?: string;
  hasMedia: boolean;
  mediaProblem?: string;
  mediaLimitBytes?: number;
  /** What was read in the file or the message beside words, in the caller's own format. */
  reading?: string;
  /** Blind index of the message that it edits, revokes, reacts to or quotes. */
  refersTo?: string;
  /** The person's new names, when it announces a change. */
  becomes?: NewNames;
  sentAt: Date;
  /** How often it was leased without being finished. */
  failedClaims: number;
  /** Since when the person wants nothing but answers. */
  stoppedAt?: Date;
  /** The person said the code word. */
  isAdmitted: boolean;
  /** The person was told that they may not use the assistant. */
  isRefused: boolean;
  /** The open question to this person, in the caller's own format; absent when it cannot be read any more. */
  question?: string;
  /** Whether a question is open, readable or not. */
  isAsked: boolean;
  /** The person was asked before in which zone they are. */
  isZoneAsked?: boolean;
  /** Messages of this person in the minute up to this one, itself included. */
  inLastMinute: number;
  /** Whether one of these was left unread by the rate limit. */
  floodedBefore: boolean;
  /** The person took the message back or changed it since. */
  amendment?: { id: string; kind: 'edit' | 'revoke'; text?: string };
  /** An earlier message of this person is still open and was waited for long enough. */
  overtakes: boolean;
  /** The last exchanges before this one, oldest first; opened only when asked for. */
  history(): Exchange[];
  /** Changes with everything that the understanding is based on: a result is valid only while it stays the same. */
  basis: string;
}

/** A person's new names, and those they had before, as far as the message names them. */
export interface NewNames extends Pick<Identity, 'bsuid' | 'phone'> {
  previous: Pick<Identity, 'bsuid' | 'phone'>;
}

export type Lease = Pick<Turn, 'id' | 'lease'>;

/** Duration of a lease: longer than understanding may take, so that an expired lease means a dead process. */
export const leaseMs = { text: 8_000, file: 33_000 };
export interface Exchange {
  said?: string;
  saidAt: Date;
  answered?: string;
}

/** A message that failed so often fails for good, and its sender is told. */
export const mostFailedClaims = 5;

export interface TurnRow {
  id: string;
  lease: string;
  messageKey: string;
  contactId: string;
  bsuidSealed: string | null;
  phoneSealed: string | null;
  timezone: string | null;
  habitsSealed: string | null;
  isZoneAsked: boolean;
  language: string | null;
  languageChosen: boolean;
  stoppedAt: Date | null;
  admittedAt: Date | null;
  refusedAt: Date | null;
  kind: string;
  detail: string | null;
  bodySealed: string | null;
  hasMedia: boolean;
  mediaProblem: string | null;
  mediaLimitBytes: number | null;
  readingSealed: string | null;
  refersTo: string | null;
  becomesSealed: string | null;
  sentAt: Date;
  failedClaims: number;
  questionSealed: string | null;
  inLastMinute: number;
  floodedBefore: boolean;
  amendmentId: string | null;
  amendedBy: 'edit' | 'revoke' | null;
  amendedSealed: string | null;
  /** `saidAt`: ISO 8601, as JSON has no dates. */
  exchanges: { said: string | null; saidAt: string; answered: string | null }[] | null;
  overtakes: boolean;
}

const names = z.object({ bsuid: z.string().optional(), phone: z.string().optional() });
/** `from` is missing where an earlier version recorded it, and named only the former user id. */
const becomesSchema = names.extend({ from: names.optional(), previous: z.string().optional() });

function openNames(sealer: Sealer, sealed: string): NewNames {
  const { from, previous, ...becomes } = becomesSchema.parse(JSON.parse(sealer.open(sealed)));
  return { ...becomes, previous: from ?? { bsuid: previous } };
}

/**
 * Opens a message. Of one that failed too often, what cannot be opened is left out, so that its sender can be told. What is damaged
 * beside the message, such as the open question, is left out at once: it would fail every later message of the person too.
 *
 * @throws `UnknownKeyError` when a key that sealed a part of it is missing here, another error when the message itself is damaged
 */
export function toTurn(row: TurnRow, contacts: ContactStore, sealer: Sealer): Turn {
  const tolerate = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      if (row.failedClaims < mostFailedClaims) throw error;
      return otherwise;
    }
  };
  const open = (sealed: string | null): string | undefined =>
    sealed === null ? undefined : tolerate(() => sealer.open(sealed), undefined);
  const { becomesSealed, questionSealed } = row;
  const aboutContact = { table: 'contact', id: row.contactId };
  const contact = { ...row, id: row.contactId };
  return {
    id: row.id,
    lease: row.lease,
    messageKey: row.messageKey,
    contact: tolerate(() => unlessDamaged(() => contacts.open(contact), aboutContact), undefined) ?? {
      id: row.contactId,
      timezone: row.timezone ?? undefined,
      language: row.language ?? undefined,
      languageChosen: row.languageChosen || undefined,
    },
    kind: row.kind,
    detail: row.detail ?? undefined,
    text: open(row.bodySealed),
    hasMedia: row.hasMedia,
    mediaProblem: row.mediaProblem ?? undefined,
    mediaLimitBytes: row.mediaLimitBytes ?? undefined,
    reading: open(row.readingSealed),
    refersTo: row.refersTo ?? undefined,
    becomes: becomesSealed === null ? undefined : tolerate(() => openNames(sealer, becomesSealed), undefined),
    sentAt: row.sentAt,
    failedClaims: row.failedClaims,
    stoppedAt: row.stoppedAt ?? undefined,
    isAdmitted: row.admittedAt !== null,
    isRefused: row.refusedAt !== null,
    question:
      questionSealed === null
        ? undefined
        : tolerate(() => unlessDamaged(() => sealer.open(questionSealed), aboutContact), undefined),
    isAsked: questionSealed !== null,
    isZoneAsked: row.isZoneAsked,
    inLastMinute: row.inLastMinute,
    floodedBefore: row.floodedBefore,
    amendment: amendmentOf(row, open),
    overtakes: row.overtakes,
    history: () =>
      (row.exchanges ?? []).map(({ said, saidAt, answered }) => ({
        said: readable(said, sealer),
        saidAt: new Date(saidAt),
        answered: readable(answered, sealer),
      })),
    basis: basisOf(row),
  };
}

/** Earlier messages help to understand one, and must not keep it from being understood. */
function readable(sealed: string | null, sealer: Sealer): string | undefined {
  try {
    return sealed === null ? undefined : sealer.open(sealed);
  } catch {
    return undefined;
  }
}

function amendmentOf(
  { amendmentId: id, amendedBy: kind, amendedSealed }: TurnRow,
  open: (sealed: string | null) => string | undefined,
): Turn['amendment'] {
  return id && kind ? { id, kind, text: open(amendedSealed) } : undefined;
}

/** Each question and each change has a seal of its own, so the seals tell them apart. */
export const basisOf = (row: Pick<TurnRow, 'questionSealed' | 'amendmentId'>): string =>
  `${row.questionSealed ?? ''} ${row.amendmentId ?? ''}`;

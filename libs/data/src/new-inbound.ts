import { v7 as newId } from 'uuid';

import type { Sealer } from '#platform';

import type { Identity, SealedNames } from './contact-names.ts';
import type { ContactStore } from './contact.store.ts';
import { Prisma } from './generated/client.ts';

export interface NewInbound {
  wamid: string;
  from: Identity;
  kind: string;
  /** A more specific kind, never in a person's words. */
  detail?: string;
  /** The person's words, if the message has any, or those found in its file. */
  text?: string;
  /** The whole message as received, when it holds more than this. */
  raw?: string;
  /** Blind index of the message that it edits, revokes, reacts to or quotes. */
  refersTo?: string;
  /** The person's new names, when the message announces a change of those in `from`. */
  becomes?: Pick<Identity, 'bsuid' | 'phone'>;
  hasMedia?: boolean;
  /** Its file is still being read: it comes again with the result, and must not be acted on before. */
  awaitsMedia?: boolean;
  /** Why its file yielded no words, and the limit in bytes that the file exceeded. */
  mediaProblem?: string;
  mediaLimitBytes?: number;
  /** What was read in its file, or in the message itself, beside words; in the caller's own format. */
  reading?: string;
  sentAt: Date;
  /** When ingress accepted it; defaults to now. */
  receivedAt?: Date;
  /** Its position among the messages received at the same moment. */
  position?: number;
  /** Blind index of the person's previous message, as far as ingress knew. */
  after?: string;
  /** How long it must not be acted on, since earlier messages may still arrive. */
  settleMs?: number;
  /** Initial number of failures. */
  failedClaims?: number;
}

/** One row to insert; nothing in it is readable. */
export interface InboundRow extends SealedNames {
  /** The sender's row, where names alone do not tell. */
  senderId?: string;
  id: string;
  /** For the sender's new row, if this is their first message. */
  contactId: string;
  wamidBlindIndex: string;
  wamidSealed: string;
  kind: string;
  detail?: string;
  bodySealed?: string;
  rawSealed?: string;
  refersToBlindIndex?: string;
  becomesSealed?: string;
  /** The same, as they are looked up and stored. */
  becomes?: SealedNames;
  hasMedia: boolean;
  awaitsMedia: boolean;
  mediaProblem?: string;
  mediaLimitBytes?: number;
  readingSealed?: string;
  sentAt: Date;
  receivedAt: Date;
  position: number;
  afterBlindIndex?: string;
  settleMs: number;
  failedClaims: number;
}

/** The fields of an `InboundRow`, as `json_to_recordset` takes them. */
export const inboundRowColumns = Prisma.sql`
  id uuid, "contactId" uuid, "senderId" uuid, "bsuidBlindIndex" text, "bsuidSealed" text, "phoneBlindIndex" text,
  "otherPhoneBlindIndex" text, "phoneSealed" text, "nameSealed" text, "wamidBlindIndex" text, "wamidSealed" text,
  kind text, detail text, "bodySealed" text,
  "rawSealed" text, "refersToBlindIndex" text, "becomesSealed" text, "hasMedia" boolean, "awaitsMedia" boolean,
  "mediaProblem" text, "mediaLimitBytes" int, "readingSealed" text, "sentAt" timestamptz, "receivedAt" timestamptz, position int,
  "afterBlindIndex" text, "settleMs" int, "failedClaims" int`;

export function toInboundRow(message: NewInbound, contacts: ContactStore, sealer: Sealer): InboundRow {
  const seal = (plain?: string): string | undefined => (plain === undefined ? undefined : sealer.seal(plain));
  return {
    ...contacts.sealedNames(message.from),
    id: newId(),
    contactId: newId(),
    wamidBlindIndex: sealer.blindIndex('wamid', message.wamid),
    wamidSealed: sealer.seal(message.wamid),
    kind: message.kind,
    detail: message.detail,
    bodySealed: seal(message.text),
    rawSealed: seal(message.raw),
    refersToBlindIndex: message.refersTo,
    becomesSealed: seal(
      message.becomes && JSON.stringify({ ...message.becomes, from: namesOnly(message.from) }),
    ),
    becomes: message.becomes && contacts.sealedNames(message.becomes),
    hasMedia: message.hasMedia ?? false,
    awaitsMedia: message.awaitsMedia ?? false,
    mediaProblem: message.mediaProblem,
    mediaLimitBytes: message.mediaLimitBytes,
    readingSealed: seal(message.reading),
    sentAt: message.sentAt,
    receivedAt: message.receivedAt ?? new Date(),
    position: message.position ?? 0,
    afterBlindIndex: message.after,
    settleMs: message.settleMs ?? 0,
    failedClaims: message.failedClaims ?? 0,
  };
}

const namesOnly = ({ bsuid, phone }: Identity): Identity => ({ bsuid, phone });

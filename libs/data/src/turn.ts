import { z } from 'zod';

import type { Sealer } from '#platform';

import type { Contact, ContactStore, Identity } from './contact.store.ts';
import { Prisma } from './generated/client.ts';
import { isBefore } from './turn-order.ts';

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
  /** Blind index of the message that it edits, revokes, reacts to or quotes. */
  refersTo?: string;
  /** The person's new ids, when it announces a change. */
  becomes?: Pick<Identity, 'bsuid' | 'phone'>;
  sentAt: Date;
  /** How often it was leased without being finished. */
  failedClaims: number;
  /** The open question to this person, in the caller's own format. */
  question?: string;
  /** Messages of this person in the minute up to this one, itself included. */
  inLastMinute: number;
  /** Whether one of these was left unread by the rate limit. */
  floodedBefore: boolean;
  /** The person has revoked or edited the message since. */
  amendment?: { kind: 'edit' | 'revoke'; text?: string };
  /** An earlier message of this person is still open and was waited for long enough. */
  overtakes: boolean;
  /** The last exchanges before this one, oldest first; opened only when asked for. */
  history(): Exchange[];
  /** Changes with everything that the understanding is based on: a result is valid only while it stays the same. */
  basis: string;
}

export type Lease = Pick<Turn, 'id' | 'lease'>;

/** Duration of a lease: longer than understanding may take, so that an expired lease means a dead process. */
export const leaseMs = { text: 8_000, file: 33_000 };
export interface Exchange {
  said?: string;
  answered?: string;
}

const historySize = 5;
const historyAge = '1 hour';

export interface TurnRow {
  id: string;
  lease: string;
  messageKey: string;
  contactId: string;
  bsuidSealed: string | null;
  phoneSealed: string | null;
  timezone: string | null;
  kind: string;
  detail: string | null;
  bodySealed: string | null;
  hasMedia: boolean;
  mediaProblem: string | null;
  mediaLimitBytes: number | null;
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
  exchanges: { said: string | null; answered: string | null }[] | null;
  overtakes: boolean;
}

/** The last edit or revocation of message `t`, as `amendment`. */
export const lastAmendment = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT a.id, a.kind, a.body_sealed FROM inbound_message a
    WHERE a.refers_to_blind_index = t.wamid_blind_index AND a.contact_id = t.contact_id AND a.kind IN ('edit', 'revoke')
    ORDER BY a.sent_at DESC, a.received_at DESC LIMIT 1
  ) amendment ON true`;

/** The columns of a `TurnRow` except `overtakes`; for message `t`, its sender `c` and `turnContext`. */
export const turnColumns = Prisma.sql`
  t.id, t.lease, t.wamid_blind_index AS "messageKey", t.contact_id AS "contactId", c.bsuid_sealed AS "bsuidSealed",
  c.phone_sealed AS "phoneSealed", c.timezone, t.kind, t.detail, t.body_sealed AS "bodySealed", t.has_media AS "hasMedia",
  t.media_problem AS "mediaProblem", t.media_limit_bytes AS "mediaLimitBytes", t.refers_to_blind_index AS "refersTo",
  t.becomes_sealed AS "becomesSealed", t.sent_at AS "sentAt", t.failed_claims AS "failedClaims",
  c.question_sealed AS "questionSealed", minute.count + 1 AS "inLastMinute", coalesce(minute.flooded, false) AS "floodedBefore",
  amendment.id AS "amendmentId", amendment.kind AS "amendedBy", amendment.body_sealed AS "amendedSealed", recent.exchanges`;

/** Joined to message `t`: the messages of the minute before, its amendment, the last exchanges. */
export const turnContext = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT count(*)::int, bool_or(f.outcome IN ('flood_noticed', 'flood_ignored')) AS flooded
    FROM inbound_message f
    WHERE f.contact_id = t.contact_id AND f.sent_at > t.sent_at - interval '1 minute' AND ${isBefore('f', 't')}
  ) minute
  ${lastAmendment}
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('said', p.body_sealed, 'answered', o.body_sealed) ORDER BY p.sent_at) AS exchanges
    FROM (
      SELECT * FROM inbound_message p
      WHERE p.contact_id = t.contact_id AND p.outcome = 'acted' AND p.sent_at > t.sent_at - ${historyAge}::interval
        AND ${isBefore('p', 't')}
      ORDER BY p.sent_at DESC LIMIT ${historySize}
    ) p
    LEFT JOIN outbound_message o ON o.in_reply_to_id = p.id
  ) recent`;

const becomesSchema = z.object({ bsuid: z.string().optional(), phone: z.string().optional() });

/** @throws when a key that sealed a part of it is missing here */
export function toTurn(row: TurnRow, contacts: ContactStore, sealer: Sealer): Turn {
  const open = (sealed: string | null): string | undefined =>
    sealed === null ? undefined : sealer.open(sealed);
  const becomes = open(row.becomesSealed);
  return {
    id: row.id,
    lease: row.lease,
    messageKey: row.messageKey,
    contact: contacts.open({ ...row, id: row.contactId }),
    kind: row.kind,
    detail: row.detail ?? undefined,
    text: open(row.bodySealed),
    hasMedia: row.hasMedia,
    mediaProblem: row.mediaProblem ?? undefined,
    mediaLimitBytes: row.mediaLimitBytes ?? undefined,
    refersTo: row.refersTo ?? undefined,
    becomes: becomes === undefined ? undefined : becomesSchema.parse(JSON.parse(becomes)),
    sentAt: row.sentAt,
    failedClaims: row.failedClaims,
    question: open(row.questionSealed),
    inLastMinute: row.inLastMinute,
    floodedBefore: row.floodedBefore,
    amendment: row.amendedBy ? { kind: row.amendedBy, text: open(row.amendedSealed) } : undefined,
    overtakes: row.overtakes,
    history: () =>
      (row.exchanges ?? []).map(({ said, answered }) => ({ said: open(said), answered: open(answered) })),
    basis: basisOf(row),
  };
}

/** Each question and each change is sealed anew, so the seals tell them apart. */
export const basisOf = (row: Pick<TurnRow, 'questionSealed' | 'amendmentId'>): string =>
  `${row.questionSealed ?? ''} ${row.amendmentId ?? ''}`;

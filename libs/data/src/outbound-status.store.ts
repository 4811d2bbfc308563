import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { answeredKey } from './answered-key.sql.ts';
import { Database, type Transaction } from './database.ts';
import { type OutboundStatus, Prisma } from './generated/client.ts';
import { type SealedWamid, sealedWamid } from './sealed-wamid.ts';
import { closeBreaker } from './number.store.ts';
import { noFallback } from './outbound-message.ts';
import { provePath } from './status-path.store.ts';
import type { TemplateKey } from './template.store.ts';

/** One status report from WhatsApp. */
export interface StatusReport {
  /** Our own id of the message, when the report carries it. */
  outboundId?: string;
  wamid: string | SealedWamid;
  status: OutboundStatus;
  occurredAt: Date;
  errorCode?: number;
  /** WhatsApp's text for the code. */
  errorTitle?: string;
  pricing?: Prisma.InputJsonValue;
}

/** The message that a report refers to. */
export interface Reported {
  id: string;
  contactId: string;
  /** `messageKey` of the message that it answers. */
  answers: string | null;
  template?: TemplateKey;
  /** The template that it may have been sent as, being text. */
  fallback?: TemplateKey;
  /** It was not reported before. */
  isNews: boolean;
  /** It turns out only now that WhatsApp took another send of it, too: the person gets it twice, unless one of the two fails. */
  isDuplicate: boolean;
  /** It failed at some point, so a retry may be waiting. */
  hasFailed: boolean;
  /** It reached the phone, whatever else was reported. */
  hasArrived: boolean;
  /** When the send began that is known by the id in the report. */
  sendingSince: Date | null;
  /** Sends of it that may have arrived. */
  attempts: number;
  /** Until it is of no use any more, by the clock of the database; null: for ever. */
  usefulForMs: number | null;
  /** Which repetition it is; 0 for the first of its family. */
  retryNumber: number;
  /** It left after a wait that the limit on messages to the person had imposed, and nothing has gone through to them since. */
  leftAfterPairLimit: boolean;
}

type ReportedRow = Omit<Reported, 'template' | 'fallback'> &
  Record<'name' | 'language' | 'fallbackName' | 'fallbackLanguage', string | null>;

interface ApplyOptions {
  /** The number that the message left from: the report of one that arrives proves that it works. */
  phoneNumberId?: string;
  /** What a report that is news says of others. Written together with it, or not at all; it must only touch `tx`. */
  alongWith?: (tx: Transaction, message: Reported) => Promise<void>;
}

interface RetryOptions {
  /** Until it is tried again, however often; by default it is tried three times, further apart each time. */
  heldForSeconds?: number;
  /** Not when it failed as the template that it falls back to. */
  keepsFallback?: boolean;
  /** It stands before what was written after the first one. */
  keepsPlace?: boolean;
}

/** Of a message that is written once more. */
const repeated = {
  contactId: true,
  createdAt: true,
  purpose: true,
  expiresAt: true,
  bodySealed: true,
  partsSealed: true,
  choicesSealed: true,
  document: true,
  templateName: true,
  templateLanguage: true,
  fallbackSealed: true,
  fallbackName: true,
  fallbackLanguage: true,
  toldAt: true,
  answerId: true,
  part: true,
} as const;

/** Delay before a failed message is sent again: first, second and third time. */
const retryAfterSeconds = [15, 120, 900];

/** How far outbound messages got. */
@Injectable()
export class OutboundStatusStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Adds the report to the timeline and raises the status, in whatever order reports arrive. What came before a failure that is known
   * raises nothing: the message may have been replayed since. Nor does a failure of another send than the one that WhatsApp took last.
   *
   * @returns null for a message that is not ours
   */
  apply(report: StatusReport, { phoneNumberId, alongWith }: ApplyOptions = {}): Promise<Reported | null> {
    if (!alongWith) return this.#apply(this.database, report, phoneNumberId);
    return this.database.transaction(async (tx) => {
      const message = await this.#apply(tx, report, phoneNumberId);
      if (message?.isNews) await alongWith(tx, message);
      return message;
    });
  }

  async #apply(client: Transaction, report: StatusReport, phoneNumberId?: string): Promise<Reported | null> {
    const { blindIndex, sealed } = sealedWamid(report.wamid, this.sealer);
    // Of a message that was replayed, a report may be about a send before that, which had failed.
    const isOfAnother = Prisma.sql`${report.status}::outbound_status <> 'failed' AND replays = 0 AND wamid_blind_index <> ${blindIndex} IS TRUE`;
    const [row] = await client.$queryRaw<ReportedRow[]>`
      WITH message AS (
        UPDATE outbound_message o SET
          -- Of a message that was replayed, a report may be about a send before that: only the answer to the new one tells the id.
          wamid_blind_index = coalesce(wamid_blind_index, CASE WHEN replays = 0 THEN ${blindIndex} END),
          wamid_sealed = coalesce(wamid_sealed, CASE WHEN replays = 0 THEN ${sealed} END),
          -- Not added to: each send has several reports.
          duplicates = CASE WHEN ${isOfAnother} THEN greatest(duplicates, 1) ELSE duplicates END,
          duplicated_at = CASE WHEN ${isOfAnother} AND duplicates = 0 THEN now() ELSE duplicated_at END,
          (status, parked_at, error_code, failed_at, failure) = (
            SELECT raised, CASE WHEN raised <= 'sending' THEN parked_at END, coalesce(code, error_code), CASE WHEN raised = 'failed' THEN coalesce(failed_at, now()) END,
              CASE WHEN raised = 'failed' THEN coalesce(failure, 'WhatsApp reported error ' || code || ' after it had taken the message') END
            FROM (
              SELECT GREATEST(o.status, CASE WHEN NOT is_old THEN ${report.status}::outbound_status END) AS raised,
                CASE WHEN NOT is_old THEN ${report.errorCode ?? null}::int END AS code
              FROM (
                -- What is said of the newest send is never older than a failure of another one.
                SELECT ${report.status}::outbound_status <= 'failed' AND (o.wamid_blind_index = ${blindIndex}) IS NOT TRUE AND EXISTS (
                  SELECT FROM outbound_status_entry e
                  WHERE e.outbound_message_id = o.id AND e.status = 'failed' AND e.occurred_at >= ${report.occurredAt}
                ) OR ${report.status}::outbound_status = 'failed' AND o.wamid_blind_index <> ${blindIndex} IS TRUE AS is_old
              ) AS known
            ) AS report
          )
        WHERE id = ${report.outboundId ?? null}::uuid OR wamid_blind_index = ${blindIndex}
        RETURNING (${isOfAnother} AND duplicated_at = now()) IS TRUE AS is_duplicate, id, contact_id, template_name, template_language, fallback_name, fallback_language, expires_at, error_code, send_attempts, retry_number, in_reply_to_id, retry_of_id, answer_id, status,
          -- That is of the newest send, and tells nothing of the one before a replay.
          CASE WHEN wamid_blind_index = ${blindIndex} THEN sending_since END AS sending_since
      ), entry AS (
        INSERT INTO outbound_status_entry (outbound_message_id, status, occurred_at, error_code, error_title, pricing)
        SELECT id, ${report.status}::outbound_status, ${report.occurredAt}, ${report.errorCode ?? null}::int,
          ${report.errorTitle ?? null}, ${pricingJson(report)}::jsonb
        FROM message
        -- Of a message that was replayed, the last failure counts.
        ON CONFLICT (outbound_message_id, status) DO UPDATE SET
          occurred_at = EXCLUDED.occurred_at, recorded_at = now(), error_code = EXCLUDED.error_code, error_title = EXCLUDED.error_title
        WHERE EXCLUDED.status = 'failed' AND EXCLUDED.occurred_at > outbound_status_entry.occurred_at
        RETURNING 1
      ), closed AS (
        ${closeBreaker} FROM message
        WHERE phone_number_id = ${phoneNumberId ?? null} AND opened_by_report AND ${report.status}::outbound_status <> 'failed' AND message.sending_since >= opened_at
      ), proof AS (${provePath(Prisma.sql`message.sending_since`, 'reported_at', Prisma.sql`FROM message`)}
        -- Of several sends it is not known which one the report is about.
        AND message.send_attempts = 1
      )
      SELECT id, contact_id AS "contactId", ${answeredKey('message')} AS answers, template_name AS name, template_language AS language,
        EXISTS (SELECT FROM entry) AS "isNews", is_duplicate AS "isDuplicate", fallback_name AS "fallbackName", fallback_language AS "fallbackLanguage", extract(epoch FROM expires_at - now())::float8 * 1000 AS "usefulForMs", error_code IS NOT NULL AS "hasFailed", status > 'failed' AS "hasArrived", sending_since AS "sendingSince",
        send_attempts AS attempts, retry_number AS "retryNumber",
        EXISTS (
          SELECT FROM recipient_limit p WHERE p.contact_id = message.contact_id AND p.refused_until <= message.sending_since OFFSET 0
        ) AS "leftAfterPairLimit"
      FROM message`;
    if (!row) return null;
    const { name, language, fallbackName, fallbackLanguage, ...reported } = row;
    return {
      ...reported,
      template: keyOf(name, language),
      fallback: keyOf(fallbackName, fallbackLanguage),
    };
  }

  /**
   * Writes a failed message once more, to be sent after a delay. Does nothing when that was done before, when the
   * message arrived after all, or when it was retried often enough.
   */
  async writeRetry(
    id: string,
    { heldForSeconds, keepsFallback = true, keepsPlace = false }: RetryOptions = {},
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      // The lock holds off a delivery report, which would look for the retry before it exists.
      const [failed] = await tx.$queryRaw<{ firstId: string; retryNumber: number }[]>`
        SELECT first.id AS "firstId", failed.retry_number AS "retryNumber"
        FROM outbound_message failed JOIN outbound_message first ON first.id = coalesce(failed.retry_of_id, failed.id)
        WHERE failed.id = ${id}::uuid AND failed.status = 'failed' AND first.status = 'failed'
          -- A report can come after its words were removed for their age.
          AND failed.body_sealed <> ''
        FOR UPDATE`;
      if (!failed) return;
      const seconds = heldForSeconds ?? retryAfterSeconds[failed.retryNumber];
      if (seconds === undefined) return;
      const { createdAt, document, ...again } = await tx.outboundMessage.findUniqueOrThrow({
        where: { id },
        select: repeated,
      });
      const written = await tx.outboundMessage.createManyAndReturn({
        data: {
          ...again,
          document: document ?? undefined,
          ...(!keepsFallback && noFallback),
          ...(keepsPlace && { createdAt }),
          retryOfId: failed.firstId,
          retryNumber: failed.retryNumber + 1,
        },
        skipDuplicates: true,
        select: { id: true },
      });
      await tx.$executeRaw`UPDATE outbound_message SET is_repeated = true WHERE id = ${id}::uuid AND NOT is_repeated`;
      await tx.$executeRaw`
        UPDATE outbound_message SET relay_after = now() + ${seconds}::float8 * interval '1 second',
          -- The jobs of later parts of its answer would send it at once; and whoever looks at it sees for what it waits.
          not_before = now() + ${seconds}::float8 * interval '1 second'
        WHERE id = ANY(${written.map((retry) => retry.id)}::uuid[])`;
    });
  }

  /** The message, or a retry of it, arrived after all: a retry still waiting would be a duplicate. */
  async withdrawRetries(id: string): Promise<void> {
    await this.database.$executeRaw`
      DELETE FROM outbound_message retry USING outbound_message arrived
      WHERE arrived.id = ${id}::uuid AND retry.retry_of_id = coalesce(arrived.retry_of_id, arrived.id)
        AND retry.status = 'queued'`;
  }
}

const keyOf = (name: string | null, language: string | null): TemplateKey | undefined =>
  name === null || language === null ? undefined : { name, language };

export const pricingJson = ({ pricing }: StatusReport): string | null =>
  pricing === undefined ? null : JSON.stringify(pricing);

import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { Database, type Transaction } from './database.ts';
import { OutboundStatus, Prisma } from './generated/client.ts';

/** Long enough for the normal way over the queue; what has not left after that goes onto the queue again. */
export const firstSweepAfterMs = 5_000;

export interface NewOutbound {
  contactId: string;
  body: string;
  /** The inbound message it answers. */
  inReplyToId?: string;
  /** The reminder it announces. */
  reminderId?: string;
}

export interface Sendable {
  body: string;
  /** Counts the sends of this message, this one included. */
  attempt: number;
  to: { phone?: string; bsuid?: string };
}

/** One status report from WhatsApp. */
export interface StatusReport {
  /** Our own id of the message, when the report carries it. */
  outboundId?: string;
  wamid: string;
  status: OutboundStatus;
  occurredAt: Date;
  errorCode?: number;
  pricing?: Prisma.InputJsonValue;
}

/** What goes out to people, and how far it got. */
@Injectable()
export class OutboundStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @returns the id to put on the outbound queue once `tx` is committed */
  async write(tx: Transaction, { body, ...message }: NewOutbound): Promise<string> {
    const { id } = await tx.outboundMessage.create({
      data: {
        ...message,
        bodySealed: this.sealer.seal(body),
        sweepAfter: new Date(Date.now() + firstSweepAfterMs),
      },
      select: { id: true },
    });
    return id;
  }

  /**
   * Takes a message for sending: one that waits, or one that somebody began to send longer than `doubtMs` ago without a
   * result. @returns null when there is nothing to send (now)
   */
  async startSending(id: string, doubtMs: number): Promise<Sendable | null> {
    const [row] = await this.database.$queryRaw<
      { bodySealed: string; attempt: number; phoneSealed: string | null; bsuidSealed: string | null }[]
    >`
      UPDATE outbound_message o SET status = 'sending', sending_since = now(), send_attempts = send_attempts + 1
      FROM contact c
      WHERE o.id = ${id}::uuid AND c.id = o.contact_id AND (
        o.status = 'queued'
        OR (o.status = 'sending' AND o.sending_since < now() - ${doubtMs} * interval '1 millisecond')
      )
      RETURNING o.body_sealed AS "bodySealed", o.send_attempts AS attempt, c.phone_sealed AS "phoneSealed", c.bsuid_sealed AS "bsuidSealed"`;
    if (!row) return null;
    const open = (sealed: string | null): string | undefined =>
      sealed === null ? undefined : this.sealer.open(sealed);
    return {
      body: this.sealer.open(row.bodySealed),
      attempt: row.attempt,
      to: { phone: open(row.phoneSealed), bsuid: open(row.bsuidSealed) },
    };
  }

  /** @returns how long it has been unknown whether the message arrived; null when that is known */
  async inDoubtForMs(id: string): Promise<number | null> {
    const [row] = await this.database.$queryRaw<{ ms: number }[]>`
      SELECT (extract(epoch FROM now() - sending_since) * 1000)::float8 AS ms
      FROM outbound_message WHERE id = ${id}::uuid AND status = 'sending'`;
    return row?.ms ?? null;
  }

  /** WhatsApp took it. A status report may have been faster, so this never lowers the status. */
  async markAccepted(id: string, wamid: string): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET
        status = GREATEST(status, 'accepted'),
        wamid_lookup = ${this.sealer.lookup('wamid', wamid)}, wamid_sealed = ${this.sealer.seal(wamid)}
      WHERE id = ${id}::uuid`;
  }

  /** It certainly did not arrive: it waits again. */
  async markNotSent(id: string): Promise<void> {
    await this.database.outboundMessage.updateMany({
      where: { id, status: 'sending' },
      data: { status: 'queued', sendingSince: null },
    });
  }

  async markFailed(id: string, errorCode: number | null): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET status = GREATEST(status, 'failed'), error_code = ${errorCode}
      WHERE id = ${id}::uuid`;
  }

  /** Adds the report to the timeline and moves the status up, whatever order reports come in. @returns false when the message is not ours */
  async applyStatus(report: StatusReport): Promise<boolean> {
    const wamidLookup = this.sealer.lookup('wamid', report.wamid);
    const pricing = report.pricing === undefined ? null : JSON.stringify(report.pricing);
    const count = await this.database.$executeRaw`
      WITH message AS (
        UPDATE outbound_message SET
          status = GREATEST(status, ${report.status}::outbound_status),
          wamid_lookup = coalesce(wamid_lookup, ${wamidLookup}),
          wamid_sealed = coalesce(wamid_sealed, ${this.sealer.seal(report.wamid)}),
          error_code = coalesce(${report.errorCode ?? null}::int, error_code)
        WHERE id = ${report.outboundId ?? null}::uuid OR wamid_lookup = ${wamidLookup}
        RETURNING id
      ), entry AS (
        INSERT INTO outbound_status_entry (outbound_message_id, status, occurred_at, error_code, pricing)
        SELECT id, ${report.status}::outbound_status, ${report.occurredAt}, ${report.errorCode ?? null}::int, ${pricing}::jsonb
        FROM message
        ON CONFLICT DO NOTHING
      )
      SELECT id FROM message`;
    return count > 0;
  }

  /** Messages that should have left by now; each comes up again a minute later as long as it has not. */
  async takeOverdue(limit: number): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ id: string }[]>`
      UPDATE outbound_message SET sweep_after = now() + interval '1 minute'
      WHERE id IN (
        SELECT id FROM outbound_message
        WHERE status IN ('queued', 'sending') AND sweep_after <= now()
        ORDER BY sweep_after LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id`;
    return rows.map(({ id }) => id);
  }
}

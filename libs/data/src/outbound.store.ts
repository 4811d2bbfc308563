import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { DamagedError, MicroBatcher, Sealer } from '#platform';

import { among, Database, notWaitingForDisk, type Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { type Content, type NewOutbound, NoRecipientError, type Sendable } from './outbound-message.ts';
import { PairLimitError } from './pair-limit.store.ts';
import { unlessDamaged } from './unless-unreadable.ts';

/** Long enough for the normal path through the queue; what has not left by then is enqueued again. */
export const firstRelayAfterMs = 5_000;

interface SendableRow {
  id: string;
  bodySealed: string;
  choicesSealed: string | null;
  templateName: string | null;
  templateLanguage: string | null;
  contactId: string;
  attempt: number;
  writtenAt: Date;
  phoneSealed: string | null;
  bsuidSealed: string | null;
  /** Its status before it was claimed. */
  statusBefore: 'queued' | 'sending';
  sendingSinceBefore: Date | null;
}

/** Not taken: nothing may be sent to the person yet. */
interface LimitedRow {
  id: string;
  pairFreeInMs: number;
}

interface Start {
  id: string;
  doubtMs: number;
}

interface Accepted {
  id: string;
  wamid: string;
}

/** While PostgreSQL was away no status report could be noted, so the time counts from its return. */
const inDoubtSince = Prisma.sql`GREATEST(o.sending_since, pg_postmaster_start_time())`;

/** The transactional outbox: what goes out to people, and how far it got. */
@Injectable()
export class OutboundStore {
  /** Statements under way at once, and messages in one. */
  readonly #batches = {
    atOnce: 1,
    largest: 100,
    failsAll: (error: unknown): boolean => this.database.isCauseOf(error),
  };
  readonly #starter = new MicroBatcher((starts: Start[]) => this.#startAll(starts), this.#batches);
  readonly #accepter = new MicroBatcher((accepted: Accepted[]) => this.#acceptAll(accepted), this.#batches);

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @returns the id to enqueue for sending once `tx` is committed */
  async write(tx: Transaction, message: NewOutbound): Promise<string> {
    const { template, contactId, inReplyToId, reminderId } = message;
    const { id } = await tx.outboundMessage.create({
      data: {
        contactId,
        inReplyToId,
        reminderId,
        bodySealed: this.sealer.seal(template ? JSON.stringify(template.components) : message.body),
        choicesSealed:
          template || message.choices === undefined ? undefined : this.sealer.seal(message.choices),
        templateName: template?.name,
        templateLanguage: template?.language,
        relayAfter: new Date(Date.now() + firstRelayAfterMs),
      },
      select: { id: true },
    });
    return id;
  }

  /**
   * Claims a message for sending: one that waits, or one whose send began longer than `doubtMs` ago without a result.
   * @returns null when there is nothing to send (now). Throws when it cannot be opened, `NoRecipientError` when nothing is known by which to
   * reach the person, and `PairLimitError` when nothing may be sent to them yet; it then leaves the message unchanged.
   */
  async startSending(id: string, doubtMs: number): Promise<Sendable | null> {
    const started = await this.#starter.add({ id, doubtMs });
    if (started instanceof Error) throw started;
    return started;
  }

  /** @returns how long it has been in doubt whether the message arrived; null when that is known */
  async inDoubtForMs(id: string): Promise<number | null> {
    const [row] = await this.database.$queryRaw<{ ms: number }[]>`
      SELECT (extract(epoch FROM now() - ${inDoubtSince}) * 1000)::float8 AS ms
      FROM outbound_message o WHERE id = ${id}::uuid AND status = 'sending'`;
    return row?.ms ?? null;
  }

  /** WhatsApp accepted it. A status report may have been faster, so this never lowers the status. */
  markAccepted(id: string, wamid: string): Promise<void> {
    return this.#accepter.add({ id, wamid });
  }

  /** It certainly did not arrive: it waits again. */
  async markNotSent(id: string): Promise<void> {
    await this.database.outboundMessage.updateMany({
      where: { id, status: 'sending' },
      data: { status: 'queued', sendingSince: null, sendAttempts: { decrement: 1 } },
    });
  }

  async markFailed(id: string, errorCode: number | null): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET status = GREATEST(status, 'failed'), error_code = ${errorCode}
      WHERE id = ${id}::uuid`;
  }

  /** Messages that should have left by now; each is returned again every minute until it has. */
  async takeOverdue(limit: number): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ id: string }[]>`
      UPDATE outbound_message SET relay_after = now() + interval '1 minute'
      WHERE id IN (
        SELECT id FROM outbound_message
        WHERE status IN ('queued', 'sending') AND relay_after <= now()
        ORDER BY relay_after LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id`;
    return rows.map(({ id }) => id);
  }

  /** What was taken could not be enqueued: it is overdue again soon. */
  async putBackOverdue(ids: string[]): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET relay_after = now() + ${firstRelayAfterMs} * interval '1 millisecond'
      WHERE id IN (
        -- What is locked is being sent.
        SELECT id FROM outbound_message WHERE id = ANY(${ids}::uuid[]) AND status IN ('queued', 'sending')
        ORDER BY id FOR UPDATE SKIP LOCKED
      )`;
  }

  /** Locks rows in the order of their ids, as `#acceptAll` does, so that two processes never deadlock. */
  async #startAll(starts: Start[]): Promise<(Sendable | Error | null)[]> {
    const rows = await this.database.$queryRaw<((SendableRow & { pairFreeInMs: null }) | LimitedRow)[]>`
      WITH locked AS (
        SELECT o.id, o.status, o.sending_since, p.free_at
        FROM outbound_message o
        JOIN json_to_recordset(${JSON.stringify(starts)}::json) AS s(id uuid, "doubtMs" int) ON o.id = s.id
        -- OFFSET 0 has each looked up by its id, as among() does.
        LEFT JOIN LATERAL (
          SELECT free_at FROM pair_limit WHERE contact_id = o.contact_id AND free_at > now() OFFSET 0
        ) p ON true
        WHERE ${among('o', starts)} AND CASE o.status
          WHEN 'queued' THEN true
          WHEN 'sending' THEN ${inDoubtSince} < now() - s."doubtMs" * interval '1 millisecond'
        END
        ORDER BY o.id FOR UPDATE OF o
      ), taken AS (
        UPDATE outbound_message o SET status = 'sending', sending_since = now(), send_attempts = send_attempts + 1
        FROM locked l
        WHERE o.id = l.id AND l.free_at IS NULL AND ${among('o', starts)}
        RETURNING o.*, l.status AS status_before, l.sending_since AS sending_since_before
      )
      SELECT l.id, o.body_sealed AS "bodySealed", o.choices_sealed AS "choicesSealed", o.template_name AS "templateName",
        o.template_language AS "templateLanguage", o.contact_id AS "contactId", o.send_attempts AS attempt,
        o.created_at AS "writtenAt", c.phone_sealed AS "phoneSealed", c.bsuid_sealed AS "bsuidSealed",
        (extract(epoch FROM l.free_at - now()) * 1000)::float8 AS "pairFreeInMs",
        o.status_before AS "statusBefore", o.sending_since_before AS "sendingSinceBefore"
      FROM locked l
      LEFT JOIN taken o ON o.id = l.id
      LEFT JOIN LATERAL (SELECT phone_sealed, bsuid_sealed FROM contact WHERE id = o.contact_id OFFSET 0) c ON true`;
    const opened = await Promise.all(
      rows.map(async (row) => [row.id, await this.#openUnlessLimited(row)] as const),
    );
    const taken = new Map(opened);
    return starts.map(({ id }) => {
      const message = taken.get(id);
      // A concurrent call for the same message gets nothing: it is sent once.
      taken.delete(id);
      return message ?? null;
    });
  }

  #openUnlessLimited(row: (SendableRow & { pairFreeInMs: null }) | LimitedRow): Promise<Sendable | Error> {
    return row.pairFreeInMs === null
      ? this.#openOrPutBack(row)
      : Promise.resolve(new PairLimitError(Math.ceil(row.pairFreeInMs)));
  }

  /** What could not be opened was not sent, and must not count as in doubt. */
  async #openOrPutBack(row: SendableRow): Promise<Sendable | Error> {
    try {
      return this.#open(row);
    } catch (error) {
      await this.database.outboundMessage.updateMany({
        where: { id: row.id, status: 'sending' },
        data: {
          status: row.statusBefore,
          sendingSince: row.sendingSinceBefore,
          sendAttempts: { decrement: 1 },
        },
      });
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #open(row: SendableRow): Sendable {
    return {
      ...this.#contentOf(row),
      contactId: row.contactId,
      attempt: row.attempt,
      writtenAt: row.writtenAt,
      to: this.#recipientOf(row),
    };
  }

  #contentOf({ templateName: name, templateLanguage: language, ...row }: SendableRow): Content {
    const body = this.sealer.open(row.bodySealed);
    if (name === null || language === null) {
      return { body, choices: row.choicesSealed === null ? undefined : this.sealer.open(row.choicesSealed) };
    }
    return { template: { name, language, components: componentsSchema.parse(JSON.parse(body)) } };
  }

  /** One of a person's two ids suffices, should the other be damaged. */
  #recipientOf({ contactId: id, phoneSealed, bsuidSealed }: SendableRow): Sendable['to'] {
    if (phoneSealed === null && bsuidSealed === null) {
      throw new NoRecipientError('the person has neither a number nor a user id any more');
    }
    const open = (sealed: string | null): string | undefined =>
      sealed === null ? undefined : unlessDamaged(() => this.sealer.open(sealed), { table: 'contact', id });
    const to = { phone: open(phoneSealed), bsuid: open(bsuidSealed) };
    if (to.phone === undefined && to.bsuid === undefined) {
      throw new DamagedError('neither the number nor the user id of the person can be read');
    }
    return to;
  }

  /** If this is lost, the message counts as in doubt, as if this process had died just before. */
  async #acceptAll(accepted: Accepted[]): Promise<void[]> {
    const rows = accepted.map(({ id, wamid }) => ({
      id,
      blindIndex: this.sealer.blindIndex('wamid', wamid),
      sealed: this.sealer.seal(wamid),
    }));
    await this.database.$executeRaw`
      WITH locked AS (
        SELECT o.id, a."blindIndex", a.sealed
        FROM outbound_message o
        JOIN json_to_recordset(${JSON.stringify(rows)}::json) AS a(id uuid, "blindIndex" text, sealed text) ON a.id = o.id
        WHERE ${among('o', accepted)}
        ORDER BY o.id FOR UPDATE OF o
      )
      UPDATE outbound_message o SET
        status = GREATEST(status, 'accepted'), wamid_blind_index = l."blindIndex", wamid_sealed = l.sealed
      FROM locked l, ${notWaitingForDisk}
      WHERE o.id = l.id AND ${among('o', accepted)}`;
    return accepted.map(() => undefined);
  }
}

const componentsSchema = z.array(z.unknown());

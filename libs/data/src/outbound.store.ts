import { Injectable } from '@nestjs/common';
import { MicroBatcher, Sealer } from '#platform';

import { among, Database, notWaitingForDisk, type Transaction } from './database.ts';
import type { OutboundMessage } from './generated/client.ts';
import type { NewOutbound } from './outbound-message.ts';
import { inDoubtSince } from './start-sending.sql.ts';

/** Long enough for the normal path through the queue; what has not left by then is enqueued again. */
export const firstRelayAfterMs = 5_000;
const longestRelayPause = '10 minutes';

interface Accepted {
  id: string;
  wamid: string;
}

/** The transactional outbox: what goes out to people, and how far it got. */
@Injectable()
export class OutboundStore {
  readonly #accepter = new MicroBatcher((accepted: Accepted[]) => this.#acceptAll(accepted), {
    atOnce: 1,
    largest: 100,
    failsAll: (error) => this.database.isCauseOf(error),
  });

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** @returns the id to enqueue for sending once `tx` is committed */
  async write(tx: Transaction, message: NewOutbound): Promise<string> {
    const { template, contactId, inReplyToId, reminderId, purpose = 'reply' } = message;
    const { id } = await tx.outboundMessage.create({
      data: {
        contactId,
        inReplyToId,
        reminderId,
        purpose,
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

  /** @param failure why, in our words: never anybody's words, names or numbers */
  async markFailed(id: string, errorCode: number | null, failure?: string): Promise<void> {
    await this.database.$executeRaw`
      UPDATE outbound_message SET status = GREATEST(status, 'failed'), error_code = ${errorCode},
        (failed_at, failure) = (SELECT now(), ${failure ?? null} WHERE status <= 'failed')
      WHERE id = ${id}::uuid`;
  }

  /**
   * Messages that should have left by now. Each is returned again until it has, after a minute at first and further apart each time: a
   * backlog is on the queue, and looking for it there costs time that its messages need.
   */
  takeOverdue(limit: number): Promise<Pick<OutboundMessage, 'id' | 'purpose'>[]> {
    return this.database.$queryRaw`
      UPDATE outbound_message SET
        relay_after = now() + least(greatest(now() - created_at, interval '1 minute'), ${longestRelayPause}::interval)
      WHERE id = ANY(ARRAY(
        SELECT id FROM outbound_message
        WHERE status IN ('queued', 'sending') AND relay_after <= now()
        ORDER BY relay_after LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ))
      RETURNING id, purpose::text AS purpose`;
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

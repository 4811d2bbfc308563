import { Injectable } from '@nestjs/common';

import { longestKeyWaitMs } from '#platform';

import { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { isOpenInbound } from './open-messages.sql.ts';
import type { Lease } from './turn.ts';
import { ago, type Patience } from './turn-order.ts';

/** A leased message that cannot be opened here: a key is missing, or it is damaged. */
export interface Unreadable extends Lease {
  isDamaged: boolean;
}

/** The key may be there after the next step of a key change. */
const missingKeyPauseMs = 60_000;

/** Half a second after the first failure, twice as long after each further one, at most a minute. */
const pauseAfterFailures = Prisma.sql`least(500 * 2 ^ least(failed_claims, 10), 60000) * interval '1 millisecond'`;

/** Leases that end without the message being handled. */
@Injectable()
export class LeaseStore {
  constructor(private readonly database: Database) {}

  /** It was not the message's fault: it may be claimed again after the pause. Nothing to do when the lease is not ours any more. */
  async release({ id, lease }: Lease, pauseMs = 0): Promise<void> {
    await this.database.$executeRaw`
      UPDATE inbound_message SET lease = NULL, claimable_at = now() + ${pauseMs} * interval '1 millisecond'
      WHERE id = ${id}::uuid AND lease = ${lease}::uuid AND handled_at IS NULL`;
  }

  /** It failed: it may be claimed again after a pause that grows with each failure. */
  async releaseFailed({ id, lease }: Lease): Promise<void> {
    await this.database.$executeRaw`
      UPDATE inbound_message
      SET lease = NULL, claimable_at = now() + ${pauseAfterFailures}, failed_claims = failed_claims + 1
      WHERE id = ${id}::uuid AND lease = ${lease}::uuid AND handled_at IS NULL`;
  }

  /**
   * Those that are damaged, or have waited too long for their key, count a failure, so that their senders are told in the end. The others
   * are claimed again every minute.
   */
  async releaseUnreadable(unreadable: Unreadable[]): Promise<void> {
    if (unreadable.length === 0) return;
    const isLost = Prisma.sql`(u."isDamaged" OR m.recorded_at < ${ago(longestKeyWaitMs)})`;
    await this.database.$executeRaw`
      UPDATE inbound_message m SET lease = NULL,
        claimable_at = now() + CASE
          WHEN ${isLost} THEN ${pauseAfterFailures} ELSE ${missingKeyPauseMs}::int * interval '1 millisecond' END,
        failed_claims = failed_claims + ${isLost}::int
      FROM json_to_recordset(${JSON.stringify(unreadable)}::json) AS u(id uuid, lease uuid, "isDamaged" boolean)
      WHERE m.id = u.id AND m.lease = u.lease AND m.handled_at IS NULL`;
  }

  /**
   * Ends the leases of those who had a message for too long: they died. That counts as a failure of the message, unless it was an
   * outage that kept them from finishing.
   * @returns the keys of the messages
   */
  async releaseExpired({ sinceOutageMs }: Patience): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ key: string }[]>`
      UPDATE inbound_message SET lease = NULL, claimable_at = now() + ${pauseAfterFailures},
        failed_claims = failed_claims + (claimable_at > ${ago(sinceOutageMs)})::int
      WHERE id IN (
        SELECT id FROM inbound_message WHERE ${isOpenInbound} AND lease IS NOT NULL AND claimable_at <= now()
        -- What is just being acted on is in good hands.
        FOR NO KEY UPDATE SKIP LOCKED
      )
      RETURNING wamid_blind_index AS key`;
    return rows.map(({ key }) => key);
  }

  /**
   * Ends the wait for files whose words have not come within this time, outages not counted: the sender is to be told.
   * @returns the keys of the messages
   */
  async abandonMedia(afterMs: number, { sinceOutageMs }: Patience): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ key: string }[]>`
      UPDATE inbound_message SET awaits_media = false, media_problem = 'unreachable'
      WHERE ${isOpenInbound} AND awaits_media AND greatest(recorded_at, ${ago(sinceOutageMs)}) < ${ago(afterMs)}
      RETURNING wamid_blind_index AS key`;
    return rows.map(({ key }) => key);
  }
}

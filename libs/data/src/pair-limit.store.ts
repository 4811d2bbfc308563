import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';

/** Far longer than a pair can be shut: what comes so late after the last refusal is a new beginning. */
const forgottenAfter = '10 minutes';
/** 4^5 s, 17 minutes, is the longest wait: a pair that sent all it may is shut for 4.5 minutes. */
const highestPower = 5;

/** WhatsApp refuses this person's messages for a while: there were too many. */
export class PairLimitError extends Error {
  override name = 'PairLimitError';

  constructor(readonly retryAfterMs: number) {
    super('too many messages to one person; theirs wait');
  }
}

/** The limit on messages from our number to one person, for all processes. A row is there from a refusal until a later message goes through. */
@Injectable()
export class PairLimitStore {
  constructor(private readonly database: Database) {}

  /**
   * WhatsApp refused a message to this person: theirs wait for 4^X seconds, X counting the refusals before. Of messages that were under
   * way at once, one counts.
   *
   * @param sentAt when the message left, where the refusal came later: it counts unless it left before the last wait was over
   * @returns how long the person's messages have to wait
   */
  async recordRefusal(contactId: string, sentAt: Date | null = null): Promise<number> {
    const [row] = await this.database.$queryRaw<{ ms: number }[]>`
      INSERT INTO pair_limit AS known (contact_id, refusals, free_at)
      VALUES (${contactId}::uuid, 1, now() + interval '1 second')
      ON CONFLICT (contact_id) DO UPDATE SET (refusals, free_at) = (
        SELECT before.refusals + 1, now() + 4 ^ least(before.refusals, ${highestPower}::int) * interval '1 second'
        FROM (
          SELECT CASE WHEN known.free_at > now() - ${forgottenAfter}::interval THEN known.refusals ELSE 0 END AS refusals
        ) before
      )
      WHERE known.free_at <= coalesce(${sentAt}::timestamptz, now())
      RETURNING (extract(epoch FROM free_at - now()) * 1000)::float8 AS ms`;
    return Math.round(row?.ms ?? (await this.#freeInMs(contactId)));
  }

  /** A message to this person went through. A wait that began since then stays. */
  async recordSuccess(contactId: string): Promise<void> {
    await this.database.$executeRaw`
      DELETE FROM pair_limit WHERE contact_id = ${contactId}::uuid AND free_at <= now()`;
  }

  async #freeInMs(contactId: string): Promise<number> {
    const [row] = await this.database.$queryRaw<{ ms: number }[]>`
      SELECT (extract(epoch FROM free_at - now()) * 1000)::float8 AS ms
      FROM pair_limit WHERE contact_id = ${contactId}::uuid`;
    return Math.max(0, row?.ms ?? 0);
  }
}

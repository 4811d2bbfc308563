import { Injectable } from '@nestjs/common';

import { Database, type Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';

/** Far longer than a pair can be shut: what comes so late after the last refusal is a new beginning. */
const forgottenAfter = '10 minutes';
/** 4^5 s, 17 minutes, is the longest wait: a pair that sent all it may is shut for 4.5 minutes. */
const highestPower = 5;

const pause = (refusalsBefore: Prisma.Sql, leastMs: number): Prisma.Sql => Prisma.sql`
  greatest(4 ^ least(${refusalsBefore}, ${highestPower}::int), ${leastMs}::float8 / 1000) * interval '1 second'`;

/** What WhatsApp itself says about messages from our number to one person (131056, 131047), for all processes. */
@Injectable()
export class RecipientLimitStore {
  constructor(private readonly database: Database) {}

  /**
   * WhatsApp refused a message to this person: theirs wait for 4^X seconds, X counting the refusals before. Of messages that were under
   * way at once, one counts.
   *
   * @param sentAt when the message left, where the refusal came later: it counts unless it left before the last wait was over
   * @param leastMs what WhatsApp asks for
   * @returns how long the person's messages have to wait
   */
  async recordRefusal(
    contactId: string,
    { sentAt, leastMs = 0 }: { sentAt?: Date; leastMs?: number } = {},
    client: Transaction = this.database,
  ): Promise<number> {
    const [row] = await client.$queryRaw<{ ms: number }[]>`
      INSERT INTO recipient_limit AS known (contact_id, debt_until, burst_since, refusals, refused_until)
      VALUES (${contactId}::uuid, now(), now(), 1, now() + ${pause(Prisma.sql`0`, leastMs)})
      ON CONFLICT (contact_id) DO UPDATE SET (refusals, refused_until) = (
        SELECT before.refusals + 1, now() + ${pause(Prisma.sql`before.refusals`, leastMs)}
        FROM (
          SELECT CASE WHEN known.refused_until > now() - ${forgottenAfter}::interval THEN known.refusals ELSE 0 END AS refusals
        ) before
      )
      WHERE known.refused_until IS NULL OR known.refused_until <= coalesce(${sentAt ?? null}::timestamptz, now())
      RETURNING (extract(epoch FROM refused_until - now()) * 1000)::float8 AS ms`;
    return Math.round(row?.ms ?? (await this.#refusedForMs(contactId, client)));
  }

  /** A message to this person went through. A wait that began since then stays. */
  async recordSuccess(contactId: string): Promise<void> {
    await this.database.$executeRaw`
      UPDATE recipient_limit SET refusals = 0, refused_until = NULL
      WHERE contact_id = ${contactId}::uuid AND refused_until <= now()`;
  }

  /** WhatsApp refused a text because the person had not written for 24 hours (131047): it counts them, and not we. */
  async recordClosedWindow(
    contactId: string,
    sentAt: Date,
    client: Transaction = this.database,
  ): Promise<void> {
    await client.$executeRaw`
      INSERT INTO recipient_limit AS known (contact_id, debt_until, burst_since, window_closed_at)
      VALUES (${contactId}::uuid, now(), now(), ${sentAt}::timestamptz)
      ON CONFLICT (contact_id) DO UPDATE SET
        window_closed_at = greatest(known.window_closed_at, EXCLUDED.window_closed_at)`;
  }

  async #refusedForMs(contactId: string, client: Transaction): Promise<number> {
    const [row] = await client.$queryRaw<{ ms: number | null }[]>`
      SELECT (extract(epoch FROM refused_until - now()) * 1000)::float8 AS ms
      FROM recipient_limit WHERE contact_id = ${contactId}::uuid`;
    return Math.max(0, row?.ms ?? 0);
  }
}

import { Injectable } from '@nestjs/common';

import { Database, type Transaction } from './database.ts';
import { firstIdAgo } from './first-id-ago.ts';
import { Prisma } from './generated/client.ts';
import { peoplePlaces } from './people-places.sql.ts';

/** So many sends in a row fail until it counts as an outage. */
const failuresOfAnOutage = 5;

/** Of the messages written since a failure, so many at most: the newest of a number that works have come through. */
const mostLookedAt = 10_000;

/** What comes so long after the last hold is a new beginning. */
const holdsForgottenAfter = '1 day';

/** The number works: nothing waits for it any more. A statement without its condition, which has to name the number. */
export const closeBreaker = Prisma.sql`
  UPDATE number_limit SET failures = 0, slowdowns = 0, probes = 0, probe_at = NULL, opened_at = NULL, opened_by = NULL, opened_token = NULL,
    opened_by_report = false, closed_at = CASE WHEN opened_at IS NULL THEN closed_at ELSE clock_timestamp() END`;

/** Why and since when nothing but a probe is sent. */
export interface OpenBreaker {
  openedAt: Date;
  /** WhatsApp's code; null where it gave none. */
  code: number | null;
}

/** People who were reached from outside the window in 24 hours, and how many WhatsApp allows. */
export interface PeopleReached {
  count: number;
  perDay: number;
}

/** How our business number does at WhatsApp, for all processes: told to slow down, out of order, or stopped until somebody mends it. */
@Injectable()
export class NumberStore {
  constructor(private readonly database: Database) {}

  /**
   * WhatsApp asked the number to slow down.
   *
   * @param pauseMs by how often it did so in a row before
   * @returns how long nothing is sent, in milliseconds
   */
  slowDown(
    phoneNumberId: string,
    pauseMs: (before: number) => number,
    within?: Transaction,
  ): Promise<number> {
    return this.#locking(within, async (tx) => {
      const [row] = await tx.$queryRaw<{ slowdowns: number; restMs: number | null }[]>`
        SELECT slowdowns, extract(epoch FROM slowed_until - clock_timestamp())::float8 * 1000 AS "restMs"
        FROM number_limit WHERE phone_number_id = ${phoneNumberId} FOR UPDATE`;
      // Of sends that were under way at once, one counts.
      if (row?.restMs != null && row.restMs > 0) return row.restMs;
      const ms = pauseMs(row?.slowdowns ?? 0);
      await tx.$executeRaw`
        UPDATE number_limit SET slowdowns = slowdowns + 1, slowed_until = clock_timestamp() + ${ms}::float8 * interval '1 millisecond'
        WHERE phone_number_id = ${phoneNumberId}`;
      return ms;
    });
  }

  /**
   * WhatsApp restricts the number: nothing but answers leaves for a while.
   *
   * @param pauseMs by how often it did so in a row before. @param sentAt when the message left that it refused: it counts unless it left
   *   before the last hold was over
   */
  hold(
    phoneNumberId: string,
    pauseMs: (before: number) => number,
    sentAt: Date,
    within?: Transaction,
  ): Promise<void> {
    return this.#locking(within, async (tx) => {
      const [row] = await tx.$queryRaw<{ before: number }[]>`
        SELECT CASE WHEN held_until > ${sentAt}::timestamptz - ${holdsForgottenAfter}::interval THEN holds ELSE 0 END AS before
        FROM number_limit
        WHERE phone_number_id = ${phoneNumberId} AND (held_until IS NULL OR held_until <= ${sentAt}::timestamptz) FOR UPDATE`;
      if (!row) return;
      await tx.$executeRaw`
        UPDATE number_limit SET holds = ${row.before + 1}::int,
          held_until = ${sentAt}::timestamptz + ${pauseMs(row.before)}::float8 * interval '1 millisecond'
        WHERE phone_number_id = ${phoneNumberId}`;
    });
  }

  /** A send failed because WhatsApp is out of order. @returns whether nothing but a probe is sent from now on */
  async countFailure(phoneNumberId: string, code: number | null): Promise<boolean> {
    const [row] = await this.database.$queryRaw<{ isOpen: boolean }[]>`
      UPDATE number_limit SET
        failures = failures + 1,
        opened_at = CASE WHEN failures + 1 >= ${failuresOfAnOutage}::int THEN coalesce(opened_at, now()) ELSE opened_at END,
        opened_by = CASE WHEN opened_at IS NULL THEN ${code}::int ELSE opened_by END,
        probe_at = coalesce(probe_at, now())
      WHERE phone_number_id = ${phoneNumberId}
      RETURNING opened_at IS NOT NULL AS "isOpen"`;
    return row?.isOpen ?? false;
  }

  /** WhatsApp refused a message for what is in it or for its person: the number itself works. */
  async answered(phoneNumberId: string): Promise<void> {
    await this.database.$executeRaw`
      ${closeBreaker} WHERE phone_number_id = ${phoneNumberId} AND (failures > 0 OR opened_at IS NOT NULL) AND NOT opened_by_report`;
  }

  /**
   * Nothing can be sent until somebody has mended what `code` says.
   *
   * @param token which one was refused
   */
  stop(phoneNumberId: string, code: number, token: string): Promise<void> {
    return this.#stop(this.database, phoneNumberId, code, token);
  }

  /**
   * WhatsApp had taken a message, and said so later: then a send that it takes proves nothing. A report may be delivered for days: nothing
   * is stopped when something has come through that left after what it tells of.
   *
   * @param occurredAt by WhatsApp's clock, in whole seconds
   */
  async stopByReport(tx: Transaction, phoneNumberId: string, code: number, occurredAt: Date): Promise<void> {
    const [later] = await tx.$queryRaw<unknown[]>`
      SELECT FROM (
        SELECT status, sending_since FROM outbound_message
        WHERE id >= ${firstIdAgo(Prisma.sql`now() - ${occurredAt}::timestamptz`)} ORDER BY id DESC LIMIT ${mostLookedAt}
      ) AS o
      WHERE status IN ('sent', 'delivered', 'read', 'played') AND sending_since >= ${occurredAt}::timestamptz + interval '1 second' LIMIT 1`;
    if (later === undefined) await this.#stop(tx, phoneNumberId, code, null);
  }

  async #stop(client: Transaction, phoneNumberId: string, code: number, token: string | null): Promise<void> {
    await client.$executeRaw`
      UPDATE number_limit SET opened_at = coalesce(opened_at, now()), opened_by = ${code}::int, opened_token = ${token},
        opened_by_report = ${token === null}, failures = failures + 1, probe_at = coalesce(probe_at, now())
      WHERE phone_number_id = ${phoneNumberId}`;
  }

  /** Another token than the refused one is there: it is tried at once. */
  async retryWith(phoneNumberId: string, token: string): Promise<void> {
    await this.database.$executeRaw`
      UPDATE number_limit SET probe_at = now(), probes = 0, opened_token = ${token}
      WHERE phone_number_id = ${phoneNumberId} AND opened_token <> ${token}`;
  }

  /** Somebody on call wants to know whether it works again: the next message is tried at once. */
  async probeNow(phoneNumberId: string): Promise<void> {
    await this.database.$executeRaw`
      UPDATE number_limit SET probe_at = now(), probes = 0 WHERE phone_number_id = ${phoneNumberId} AND opened_at IS NOT NULL`;
  }

  async breaker(phoneNumberId: string): Promise<OpenBreaker | undefined> {
    const row = await this.database.numberLimit.findUnique({ where: { phoneNumberId } });
    return row?.openedAt ? { openedAt: row.openedAt, code: row.openedBy } : undefined;
  }

  /** Until when nothing but answers is sent; undefined when WhatsApp does not restrict the number. */
  async heldUntil(phoneNumberId: string): Promise<Date | undefined> {
    const [row] = await this.database.$queryRaw<{ heldUntil: Date }[]>`
      SELECT held_until AS "heldUntil" FROM number_limit WHERE phone_number_id = ${phoneNumberId} AND held_until > now()`;
    return row?.heldUntil;
  }

  /** What WhatsApp allows: how many people may be reached from outside the window in 24 hours. @param perDay null: no limit */
  async allowPeople(phoneNumberId: string, perDay: number | null): Promise<void> {
    await this.database.$executeRaw`
      INSERT INTO number_limit AS known (phone_number_id, second_counts, minute_counts, day_counts, people_counts, people_per_day)
      VALUES (${phoneNumberId}, '{}', '{}', '{}', '{}', ${perDay}::int)
      ON CONFLICT (phone_number_id) DO UPDATE SET people_per_day = EXCLUDED.people_per_day
      WHERE known.people_per_day IS DISTINCT FROM EXCLUDED.people_per_day`;
  }

  /** Undefined when there is no limit, or none is known. */
  async peopleReached(phoneNumberId: string): Promise<PeopleReached | undefined> {
    const [row] = await this.database.$queryRaw<PeopleReached[]>`
      WITH number AS (SELECT * FROM number_limit WHERE phone_number_id = ${phoneNumberId}),
        clock AS (SELECT extract(epoch FROM now())::float8 * 1000 AS at_ms), ${peoplePlaces}
      SELECT n.people_per_day - free AS count, n.people_per_day AS "perDay" FROM number n, places WHERE n.people_per_day IS NOT NULL`;
    return row;
  }

  #locking<T>(within: Transaction | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return within ? work(within) : this.database.transaction(work);
  }
}

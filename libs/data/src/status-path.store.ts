import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';
import { Prisma } from './generated/client.ts';

/** WhatsApp reports within this time that it accepted a message, as long as nothing is out of order. */
export const reportedWithinMs = 10_000;
/** Proofs that are further apart leave room for an outage; probes come more often, even slow ones. */
const longestGapMs = 5_000;
/** Webhooks that were refused in an outage come again after it, the later the longer it lasted; but not for ever. */
const longestRedelivery = '10 minutes';

/** From this send on, our own probes are no proof that it was lost. */
const unprovableByProbe = 3;

const longestGap = Prisma.sql`interval '${Prisma.raw(String(longestGapMs))} milliseconds'`;
const reportedWithin = Prisma.sql`interval '${Prisma.raw(String(reportedWithinMs))} milliseconds'`;

/**
 * A statement that notes the report of something that was sent at `sentAt`: at most once a second.
 *
 * @param column `reported_at` for a message's own report, which proves WhatsApp's side of the way, too
 */
export const provePath = (
  sentAt: Prisma.Sql,
  column: 'proved_at' | 'reported_at',
  from = Prisma.empty,
): Prisma.Sql => Prisma.sql`
  UPDATE status_path SET
    alive_since = CASE WHEN ${sentAt} > proved_at + ${longestGap} THEN ${sentAt} ELSE alive_since END,
    proved_at = greatest(proved_at, ${sentAt})${
      column === 'reported_at' ? Prisma.sql`, reported_at = ${sentAt}` : Prisma.empty
    }
  ${from} WHERE status_path.id = 1 AND ${sentAt} > ${Prisma.raw(column)} + interval '1 second' AND ${sentAt} <= clock_timestamp()`;

/**
 * Whether a report of the message `o` would have been applied by now, had WhatsApp accepted it: something that was sent ten seconds later was
 * reported. After an outage of the way the reports take, it is waited for as long again, since refused webhooks come again with growing pauses.
 */
const isPathProved = Prisma.sql`
  p.proved_at >= ${reportedWithin} + CASE WHEN p.alive_since > o.sending_since
    THEN p.alive_since + least(p.alive_since - o.sending_since, ${longestRedelivery}::interval)
    ELSE o.sending_since END`;

/**
 * That, and from the third send on it has to be another message that was reported: our probes prove our side only, and a person must not get
 * one copy after the other while WhatsApp answers nothing and reports nothing.
 */
const isProved = Prisma.sql`(
  ${isPathProved} AND (o.send_attempts < ${unprovableByProbe} OR p.reported_at >= o.sending_since + ${reportedWithin})
)`;

/** A message that may or may not have reached the person. */
export interface Doubt {
  /** How long ago the send began, in milliseconds. */
  ageMs: number;
  /** Which send of it that was. */
  attempt: number;
  /** It did not arrive, as far as that can be known. */
  isProved: boolean;
  /** It is out of date, or has been in doubt for a day. */
  isExpired: boolean;
}

/** Proofs that status reports get through, by which a send without a result is judged. All times are the database's. */
@Injectable()
export class StatusPathStore {
  constructor(private readonly database: Database) {}

  /** @returns null when it is known what became of the message */
  async doubtOf(id: string): Promise<Doubt | null> {
    const [row] = await this.database.$queryRaw<Doubt[]>`
      SELECT extract(epoch FROM now() - o.sending_since)::float8 * 1000 AS "ageMs", o.send_attempts AS attempt, ${isProved} AS "isProved",
        coalesce(o.expires_at, o.sending_since + interval '1 day') <= now() AS "isExpired"
      FROM outbound_message o, status_path p
      WHERE o.id = ${id}::uuid AND o.status = 'sending' AND p.id = 1`;
    return row ?? null;
  }

  /**
   * Also of what is proved already: it may be a while until its job looks, and no proof outlasts a gap.
   *
   * @returns the time, if a message is in doubt of which a probe can prove something
   */
  async timeToProbe(): Promise<Date | undefined> {
    const [row] = await this.database.$queryRaw<{ now: Date }[]>`
      SELECT clock_timestamp() AS now FROM status_path p
      WHERE p.id = 1 AND EXISTS (
        SELECT FROM outbound_message o
        WHERE o.status = 'sending' AND o.sending_since < now() - ${reportedWithin}
          AND (o.send_attempts < ${unprovableByProbe} OR NOT ${isPathProved})
      )`;
    return row?.now;
  }

  /** A probe that was sent then came back. */
  async prove(sentAt: Date): Promise<void> {
    await this.database.$executeRaw(provePath(Prisma.sql`${sentAt}::timestamptz`, 'proved_at'));
  }
}

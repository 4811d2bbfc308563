import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';
import { Prisma } from './generated/client.ts';

/** WhatsApp reports within this time that it accepted a message, as long as nothing is out of order. */
export const reportedWithinMs = 10_000;
/** Proofs that are further apart leave room for an outage; probes come more often, even slow ones. */
const longestGapMs = 5_000;
/** Webhooks that were refused in an outage come again after it, the later the longer it lasted; but not for ever. */
const longestRedelivery = '10 minutes';

/** WhatsApp that answers nothing for longer may have stood still; while it may still take something in, it is asked more often, and may take five seconds. */
const longestSilence = '8 seconds';
const askedAfter = '1500 milliseconds';
/** A send that takes longer gets no answer any more. */
const answeredWithin = '5 seconds';
/** What passes for no silence: an answer may come so much later than its question. */
const longestStandstill = '13 seconds';
/** Then it is asked less often, until it answers. */
const longOutage = '10 minutes';
const longOutagePause = '1 minute';

/** From this send on, our own probes are no proof that it was lost. */
const unprovableByProbe = 3;

const longestGap = Prisma.sql`interval '${Prisma.raw(String(longestGapMs))} milliseconds'`;
const reportedWithin = Prisma.sql`interval '${Prisma.raw(String(reportedWithinMs))} milliseconds'`;

/** After an outage, reports that were refused meanwhile may come for as long again. */
const redeliveredFor = (beganAt: Prisma.Sql, alive = Prisma.sql`alive_since`): Prisma.Sql =>
  Prisma.sql`least(${alive} - ${beganAt}, ${longestRedelivery}::interval)`;

/**
 * A statement that notes the report of something that was sent at `sentAt`: at most once a second. An outage that begins before what
 * another one held up has come is one with it.
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
    outage_since = CASE
      WHEN ${sentAt} > proved_at + ${longestGap} AND proved_at >= alive_since + ${redeliveredFor(Prisma.sql`outage_since`)}
        -- Until the first proof it can be no older than this row, with which reported_at begins.
        THEN CASE WHEN proved_at = 'epoch' THEN least(reported_at, ${sentAt}) ELSE proved_at END
      ELSE outage_since
    END,
    proved_at = greatest(proved_at, ${sentAt})${
      column === 'reported_at' ? Prisma.sql`, reported_at = ${sentAt}` : Prisma.empty
    }
  ${from} WHERE status_path.id = 1 AND ${sentAt} > ${Prisma.raw(column)} + interval '1 second' AND ${sentAt} <= clock_timestamp()`;

/** As earlier versions have it, which may run beside this one and go by it. */
const answered = Prisma.sql`answered_at = clock_timestamp(),
  answering_since = CASE WHEN clock_timestamp() > answered_at + interval '4 seconds' THEN clock_timestamp() ELSE answering_since END`;

/** A statement that notes that WhatsApp answered: at most once a second. */
export const noteAnswer = Prisma.sql`
  UPDATE status_path SET ${answered}
  WHERE status_path.id = 1 AND clock_timestamp() > answered_at + interval '1 second'`;

/**
 * Whether WhatsApp took the message `o` in, if it received it, and had the time to report it: it answered a probe that was sent ten seconds
 * after it had begun to answer, and after it may have stood still unnoticed since the message. What it received before it stood still, it takes
 * in afterwards. A connection that it has not accepted yet may hold the message while it answers on others, but on none that was opened later,
 * as far as one listening socket goes.
 */
const isTakenIn = Prisma.sql`
  p.probed_at >= greatest(o.sending_since + ${longestStandstill}::interval, p.probed_since) + ${reportedWithin}`;

/**
 * Whether a report of the message `o` would have been applied by now, had WhatsApp accepted it: something that was sent ten seconds later was
 * reported. After an outage of the way the reports take, it is waited for as long again as it lasted for this message, since refused webhooks
 * come again with growing pauses.
 */
const isPathProved = Prisma.sql`
  ${isTakenIn} AND p.proved_at >= ${reportedWithin} + CASE WHEN p.alive_since > o.sending_since
    THEN p.alive_since + ${redeliveredFor(Prisma.sql`greatest(o.sending_since, p.outage_since)`, Prisma.sql`p.alive_since`)}
    ELSE o.sending_since END`;

/**
 * That, and from the third send on it has to be another message that was reported: our probes prove our side only, and a person must not get
 * one copy after the other while WhatsApp answers nothing and reports nothing. A proof of the future is one by the clock of a server that
 * another one took over from.
 */
const isProved = Prisma.sql`(
  ${isPathProved} AND greatest(p.proved_at, p.probed_at) <= clock_timestamp() AND (o.send_attempts < ${unprovableByProbe} OR p.reported_at >= o.sending_since + ${reportedWithin})
)`;

/** A message that may or may not have reached the person. */
export interface Doubt {
  /** When the send began, as the database writes it: to the microsecond. */
  since: string;
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
      SELECT o.sending_since::text AS since, extract(epoch FROM now() - o.sending_since)::float8 * 1000 AS "ageMs", o.send_attempts AS attempt, ${isProved} AS "isProved",
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

  /** @returns the time, if WhatsApp may still take in a message and is to be asked now; and whether it has been silent for so long that that may wait */
  async timeToAsk(): Promise<{ now: Date; isLongSilent: boolean } | undefined> {
    const [row] = await this.database.$queryRaw<{ now: Date; isLongSilent: boolean }[]>`
      SELECT clock_timestamp() AS now, min(o.sending_since) < now() - ${longOutage}::interval
        AND max(p.probed_at) < clock_timestamp() - ${longOutagePause}::interval AS "isLongSilent"
      FROM status_path p, outbound_message o
      WHERE p.id = 1 AND p.probed_at < clock_timestamp() - ${askedAfter}::interval
        AND o.status = 'sending' AND o.sending_since < now() - ${answeredWithin}::interval AND NOT ${isTakenIn}
      HAVING count(*) > 0`;
    return row;
  }

  /**
   * WhatsApp answered a question that was asked then over a connection opened for it: whatever waited for one before that, it has accepted. After a
   * silence it may have done so only now.
   */
  async noteAnswerTo(askedAt: Date): Promise<void> {
    const asked = Prisma.sql`${askedAt}::timestamptz`;
    await this.database.$executeRaw`
      UPDATE status_path SET ${answered}, probed_at = ${asked},
        probed_since = CASE WHEN ${asked} > probed_at + ${longestSilence}::interval THEN clock_timestamp() ELSE probed_since END
      WHERE id = 1 AND ${asked} > probed_at AND ${asked} <= clock_timestamp()`;
  }

  /** A probe that was sent then came back. */
  async prove(sentAt: Date): Promise<void> {
    await this.database.$executeRaw(provePath(Prisma.sql`${sentAt}::timestamptz`, 'proved_at'));
  }
}

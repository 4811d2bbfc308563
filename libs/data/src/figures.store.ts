import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';
import { isDead, isFailedInbound } from './dead-letter.sql.ts';
import { firstIdAgo } from './first-id-ago.ts';
import { Prisma } from './generated/client.ts';
import { failedOutcomes } from './message-outcome.ts';
import { sendUse } from './number-slots.sql.ts';
import type { SendLimits } from './send-limits.ts';

/** Rows beyond this number are not counted, so that looking costs the same however much there is. */
const mostCounted = 10_000;
/** Of a failed message the others of its family are looked up. */
const mostDeadCounted = 1_000;

/** How things stand, over all processes. A count ends at ten thousand, that of dead letters at a thousand of each direction. */
export interface MessageFigures {
  /** Of the last hour, by the time of recording: received = handled + failed + in flight. */
  received: number;
  handled: number;
  failed: number;
  inFlight: number;
  /** Of one person, within that hour; and how many people sent more than `manyMessages`. */
  mostOfOne: number;
  peopleWithMany: number;
  /** Messages of whatever age that are not handled yet: how many, of how many people whose message is older than a minute, and the oldest. */
  unanswered: number;
  unansweredPeople: number;
  unansweredSeconds: number;
  /** The same of answers that have not left yet. */
  unsent: number;
  unsentPeople: number;
  unsentSeconds: number;
  parked: number;
  deadOutbound: number;
  deadInbound: number;
}

/** How many messages were sent within the last second, minute and day. */
export interface SendUse {
  second: number;
  minute: number;
  day: number;
}

/** Age in seconds of the oldest. */
const ageOf = (column: string): Prisma.Sql =>
  Prisma.sql`coalesce(extract(epoch FROM now() - min(${Prisma.raw(column)}))::float8, 0)`;

/** People whose oldest is more than a minute old. */
const peopleWaiting = (column: string): Prisma.Sql =>
  Prisma.sql`count(DISTINCT contact_id) FILTER (WHERE ${Prisma.raw(column)} < now() - interval '1 minute')::float8`;

/** Figures for people on call. Each is read from one end of an index. */
@Injectable()
export class FiguresStore {
  constructor(private readonly database: Database) {}

  /** @param manyMessages so many of one person in an hour are unusual */
  async messages(manyMessages: number): Promise<MessageFigures> {
    const [figures] = await this.database.$queryRaw<[MessageFigures]>`
      WITH recent AS MATERIALIZED (
        SELECT contact_id, handled_at, outcome FROM inbound_message
        WHERE id >= (SELECT ${firstIdAgo('1 hour')}) ORDER BY id DESC LIMIT ${mostCounted}
      ), person AS MATERIALIZED (
        SELECT count(*) AS messages FROM recent GROUP BY contact_id
      ), unanswered AS (
        SELECT count(*)::float8 AS count, ${ageOf('received_at')} AS seconds, ${peopleWaiting('received_at')} AS people FROM (
          SELECT contact_id, received_at FROM inbound_message WHERE handled_at IS NULL ORDER BY claimable_at LIMIT ${mostCounted}
        ) AS open
      ), unsent AS (
        SELECT count(*)::float8 AS count, ${ageOf('created_at')} AS seconds, ${peopleWaiting('created_at')} AS people FROM (
          SELECT contact_id, created_at, purpose, not_before, retry_of_id FROM outbound_message
          WHERE status IN ('queued', 'sending') AND parked_at IS NULL ORDER BY relay_after LIMIT ${mostCounted}
        ) AS open
        WHERE purpose = 'reply' AND retry_of_id IS NULL AND (not_before > now()) IS NOT TRUE
      )
      SELECT (SELECT count(*)::float8 FROM recent) AS received,
        (SELECT count(*)::float8 FROM recent
          WHERE handled_at IS NOT NULL AND coalesce(outcome <> ALL(${failedOutcomes}), true)) AS handled,
        (SELECT count(*)::float8 FROM recent WHERE handled_at IS NOT NULL AND outcome = ANY(${failedOutcomes})) AS failed,
        (SELECT count(*)::float8 FROM recent WHERE handled_at IS NULL) AS "inFlight",
        (SELECT coalesce(max(messages), 0)::float8 FROM person) AS "mostOfOne",
        (SELECT count(*)::float8 FROM person WHERE messages > ${manyMessages}::int) AS "peopleWithMany",
        unanswered.count AS unanswered, unanswered.people AS "unansweredPeople", unanswered.seconds AS "unansweredSeconds",
        unsent.count AS unsent, unsent.people AS "unsentPeople", unsent.seconds AS "unsentSeconds",
        (SELECT count(*)::float8 FROM (
          SELECT FROM outbound_message WHERE parked_at IS NOT NULL ORDER BY contact_id LIMIT ${mostCounted}
        ) AS waiting) AS parked,
        (SELECT count(*)::float8 FROM (
          SELECT FROM outbound_message o WHERE ${isDead} ORDER BY coalesce(o.failed_at, o.created_at) DESC LIMIT ${mostDeadCounted}
        ) AS dead) AS "deadOutbound",
        (SELECT count(*)::float8 FROM (
          SELECT FROM inbound_message i WHERE ${isFailedInbound} AND i.dismissed_at IS NULL
          ORDER BY i.handled_at DESC LIMIT ${mostDeadCounted}
        ) AS dead) AS "deadInbound"
      FROM unanswered, unsent`;
    return figures;
  }

  /** Zeros for a number that has sent nothing yet. */
  async sends(limits: SendLimits): Promise<SendUse> {
    const [use] = await this.database.$queryRaw<SendUse[]>(sendUse(limits));
    return use ?? { second: 0, minute: 0, day: 0 };
  }
}

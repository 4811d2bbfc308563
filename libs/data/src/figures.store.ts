import { Injectable } from '@nestjs/common';

import { mostCounted } from '#platform';

import { Database } from './database.ts';
import { firstIdAgo } from './first-id-ago.ts';
import { Prisma } from './generated/client.ts';
import { failedOutcomes } from './message-outcome.ts';
import { sendUse } from './number-slots.sql.ts';
import {
  deadInbound,
  deadOutbound,
  mostDeadCounted,
  openInbound,
  openOutbound,
} from './open-messages.sql.ts';

/** How things stand, over all processes. A count ends at ten thousand, that of dead letters at a thousand of each direction. */
export interface MessageFigures {
  /** Of the last hour, by the time of recording: received = handled + failed + in flight. */
  received: number;
  handled: number;
  failed: number;
  inFlight: number;
  /** The time in which these were recorded: an hour, or less when there were too many to look at. */
  lookedAtSeconds: number;
  /** Of one person, within that time; and how many people sent more than `manyMessages`. */
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
  /** All that has not left: what is due, answers, reminders and others, and what is put off on purpose. */
  toSend: number;
  putOff: number;
  parked: number;
  deadOutbound: number;
  deadInbound: number;
  /** Those of the last hour. */
  newlyDeadOutbound: number;
  newlyDeadInbound: number;
  /** Messages of which was noticed in the last 24 hours that WhatsApp had taken them more than once. */
  sentTwice: number;
  /** Whether a count has ended at its bound, so that there may be more. */
  isAtLeast: boolean;
}

/** How many messages were sent within the last second, minute and day. */
export interface SendUse {
  second: number;
  minute: number;
  day: number;
}

/** How many wait, the age of the oldest in seconds, and people whose oldest is more than a minute old. */
const waits = Prisma.sql`count(*)::float8 AS count, coalesce(extract(epoch FROM now() - min(since))::float8, 0) AS seconds,
  count(DISTINCT contact_id) FILTER (WHERE since < now() - interval '1 minute')::float8 AS people`;

/** Figures for people on call. Each is read from one end of an index. */
@Injectable()
export class FiguresStore {
  constructor(private readonly database: Database) {}

  /** @param manyMessages so many of one person in an hour are unusual */
  async messages(manyMessages: number): Promise<MessageFigures> {
    const [figures] = await this.database.$queryRaw<[Omit<MessageFigures, 'isAtLeast'>]>`
      WITH recent AS MATERIALIZED (
        SELECT contact_id, recorded_at, handled_at, outcome FROM inbound_message
        WHERE id >= (SELECT ${firstIdAgo('1 hour')}) ORDER BY id DESC LIMIT ${mostCounted}
      ), person AS MATERIALIZED (
        SELECT count(*) AS messages FROM recent GROUP BY contact_id
      ), unanswered AS (
        SELECT ${waits} FROM (${openInbound}) AS open
      ), outbound AS MATERIALIZED (${openOutbound}), unsent AS (
        SELECT ${waits} FROM outbound WHERE is_awaited
      ), dead_outbound AS MATERIALIZED (${deadOutbound}), dead_inbound AS MATERIALIZED (${deadInbound})
      SELECT (SELECT count(*)::float8 FROM recent) AS received,
        (SELECT count(*)::float8 FROM recent
          WHERE handled_at IS NOT NULL AND coalesce(outcome <> ALL(${failedOutcomes}), true)) AS handled,
        (SELECT count(*)::float8 FROM recent WHERE handled_at IS NOT NULL AND outcome = ANY(${failedOutcomes})) AS failed,
        (SELECT count(*)::float8 FROM recent WHERE handled_at IS NULL) AS "inFlight",
        (SELECT CASE WHEN count(*) < ${mostCounted} THEN 3600 ELSE extract(epoch FROM now() - min(recorded_at))::float8 END FROM recent)
          AS "lookedAtSeconds",
        (SELECT coalesce(max(messages), 0)::float8 FROM person) AS "mostOfOne",
        (SELECT count(*)::float8 FROM person WHERE messages > ${manyMessages}::int) AS "peopleWithMany",
        unanswered.count AS unanswered, unanswered.people AS "unansweredPeople", unanswered.seconds AS "unansweredSeconds",
        unsent.count AS unsent, unsent.people AS "unsentPeople", unsent.seconds AS "unsentSeconds",
        (SELECT count(*)::float8 FROM outbound WHERE is_due) AS "toSend",
        (SELECT count(*)::float8 FROM outbound WHERE NOT is_due) AS "putOff",
        (SELECT count(*)::float8 FROM (
          SELECT FROM outbound_message WHERE parked_at IS NOT NULL ORDER BY contact_id LIMIT ${mostCounted}
        ) AS waiting) AS parked,
        (SELECT count(*)::float8 FROM dead_outbound) AS "deadOutbound",
        (SELECT count(*)::float8 FROM dead_inbound) AS "deadInbound",
        (SELECT count(*)::float8 FROM dead_outbound WHERE at > now() - interval '1 hour') AS "newlyDeadOutbound",
        (SELECT count(*)::float8 FROM dead_inbound WHERE at > now() - interval '1 hour') AS "newlyDeadInbound",
        (SELECT count(*)::float8 FROM outbound_message WHERE duplicates > 0
          -- Those of an earlier version do not tell when it was noticed.
          AND coalesce(duplicated_at, sending_since) > now() - interval '1 day') AS "sentTwice"
      FROM unanswered, unsent`;
    const {
      received,
      unanswered,
      toSend,
      putOff,
      parked,
      deadOutbound: outbound,
      deadInbound: inbound,
    } = figures;
    const isAtLeast =
      Math.max(received, unanswered, toSend + putOff, parked) >= mostCounted ||
      Math.max(outbound, inbound) >= mostDeadCounted;
    return { ...figures, isAtLeast };
  }

  /** Zeros for a number that has sent nothing yet. */
  async sends(phoneNumberId: string): Promise<SendUse> {
    const [use] = await this.database.$queryRaw<SendUse[]>(sendUse(phoneNumberId));
    return use ?? { second: 0, minute: 0, day: 0 };
  }
}

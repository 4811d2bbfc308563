import { Injectable } from '@nestjs/common';

import { mostCounted } from '#platform';

import { Database } from './database.ts';
import { firstIdAgo } from './first-id-ago.ts';
import {
  deadInbound,
  deadOutbound,
  mostDeadCounted,
  openInbound,
  openOutbound,
} from './open-messages.sql.ts';

/** Below that, messages are just being answered. */
const lateAfter = '15 seconds';

/** How the assistant stands, for people on call: numbers and times only, nothing about any person. */
export interface Standing {
  /** People who wait for an answer, or for one that could not be sent yet; and those who have waited for 15 seconds. */
  peopleWaiting: number;
  peopleLate: number;
  /** Since when the first of them has waited. */
  waitingSince: Date | null;
  /** Messages that have not left: those that are due, and those that are put off on purpose, as by quiet hours. */
  toSend: number;
  putOff: number;
  /** Messages that wait for their person to write, and since when the first one does. */
  parked: number;
  parkedSince: Date | null;
  /** Messages that failed for good, and when the last one did. */
  dead: number;
  deadSince: Date | null;
  lastDeadAt: Date | null;
  /** Counting stops at 10,000 messages, of dead letters at 1,000 of each direction: whether there may be more. */
  atLeast: { people: boolean; toSend: boolean; parked: boolean; dead: boolean };
}

/** What went through in the last minute, whenever it began. */
export interface Traffic {
  received: number;
  /** Answers that left and were taken by WhatsApp. */
  answered: number;
  /** Answers that failed, but for those dismissed already. */
  failed: number;
  /** From ingress to the request to WhatsApp: the time that half and that 95 % of the answers took that left; null without answers. */
  medianMs: number | null;
  slowMs: number | null;
}

/** The business number at WhatsApp. */
export interface NumberStanding {
  openedAt: Date | null;
  openedBy: number | null;
  heldUntil: Date | null;
  slowedUntil: Date | null;
  answeredAt: Date | null;
}

/** Each look costs a few index scans of bounded length. */
@Injectable()
export class StandingStore {
  constructor(private readonly database: Database) {}

  async standing(): Promise<Standing> {
    const [row] = await this.database.$queryRaw<[Standing]>`
      WITH inbound AS MATERIALIZED (${openInbound}), outbound AS MATERIALIZED (${openOutbound}), waiting AS (
        SELECT contact_id, min(since) AS since FROM (
          SELECT contact_id, since FROM inbound UNION ALL SELECT contact_id, since FROM outbound WHERE is_awaited
        ) AS one GROUP BY contact_id
      ), parked AS (
        SELECT parked_at FROM outbound_message WHERE parked_at IS NOT NULL LIMIT ${mostCounted}
      ), dead AS (
        SELECT at, 'outbound' AS direction FROM (${deadOutbound}) AS one UNION ALL SELECT at, 'inbound' FROM (${deadInbound}) AS one
      )
      SELECT (SELECT count(*)::int FROM waiting) AS "peopleWaiting",
        (SELECT count(*)::int FROM waiting WHERE since < now() - ${lateAfter}::interval) AS "peopleLate",
        (SELECT min(since) FROM waiting) AS "waitingSince", (SELECT count(*)::int FROM outbound WHERE is_due) AS "toSend",
        (SELECT count(*)::int FROM outbound WHERE NOT is_due) AS "putOff",
        (SELECT count(*)::int FROM parked) AS parked, (SELECT min(parked_at) FROM parked) AS "parkedSince",
        (SELECT count(*)::int FROM dead) AS dead, (SELECT min(at) FROM dead) AS "deadSince", (SELECT max(at) FROM dead) AS "lastDeadAt",
        json_build_object(
          'people', (SELECT count(*) FROM inbound) >= ${mostCounted} OR (SELECT count(*) FROM outbound) >= ${mostCounted},
          'toSend', (SELECT count(*) FROM outbound) >= ${mostCounted},
          'parked', (SELECT count(*) FROM parked) >= ${mostCounted},
          'dead', EXISTS (SELECT FROM dead GROUP BY direction HAVING count(*) >= ${mostDeadCounted})
        ) AS "atLeast"`;
    return row;
  }

  /** What was received is found by the time that is in the ids; what became of answers in an index of each, whose condition is repeated here. */
  async traffic(): Promise<Traffic> {
    const [row] = await this.database.$queryRaw<[Traffic]>`
      WITH received AS MATERIALIZED (
        SELECT FROM inbound_message WHERE id >= (SELECT ${firstIdAgo('1 minute')}) ORDER BY id DESC LIMIT ${mostCounted}
      ), answered AS MATERIALIZED (
        SELECT in_reply_to_id, sending_since FROM outbound_message
        WHERE in_reply_to_id IS NOT NULL AND status NOT IN ('queued', 'sending', 'failed') AND sending_since > now() - interval '1 minute'
        ORDER BY sending_since DESC LIMIT ${mostCounted}
      ), failed AS MATERIALIZED (
        SELECT in_reply_to_id FROM outbound_message
        WHERE status = 'failed' AND dismissed_at IS NULL AND coalesce(failed_at, created_at) > now() - interval '1 minute'
        ORDER BY coalesce(failed_at, created_at) DESC, id DESC LIMIT ${mostCounted}
      ), took AS MATERIALIZED (
        SELECT extract(epoch FROM a.sending_since - i.received_at) * 1000 AS ms
        FROM answered a CROSS JOIN LATERAL (
          SELECT received_at FROM inbound_message WHERE id = a.in_reply_to_id OFFSET 0
        ) AS i
      )
      SELECT (SELECT count(*)::int FROM received) AS received,
        (SELECT count(*)::int FROM answered) AS answered,
        (SELECT count(*)::int FROM failed WHERE in_reply_to_id IS NOT NULL) AS failed,
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FROM took)::float8 AS "medianMs",
        (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) FROM took)::float8 AS "slowMs"`;
    return row;
  }

  async number(phoneNumberId: string): Promise<NumberStanding> {
    const [row] = await this.database.$queryRaw<NumberStanding[]>`
      SELECT n.opened_at AS "openedAt", n.opened_by AS "openedBy", CASE WHEN n.held_until > now() THEN n.held_until END AS "heldUntil",
        CASE WHEN n.slowed_until > now() THEN n.slowed_until END AS "slowedUntil",
        -- It begins long ago.
        (SELECT answered_at FROM status_path WHERE id = 1 AND answered_at > '2000-01-01') AS "answeredAt"
      FROM number_limit n WHERE n.phone_number_id = ${phoneNumberId}`;
    return row ?? { openedAt: null, openedBy: null, heldUntil: null, slowedUntil: null, answeredAt: null };
  }
}

import { Prisma } from './generated/client.ts';
import { isBefore } from './turn-order.ts';

const historySize = 5;
const historyAge = '1 hour';

/** The last message that changes or takes back message `t`, as `amendment`. */
export const lastAmendment = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT a.id, a.kind, a.body_sealed FROM inbound_message a
    WHERE a.refers_to_blind_index = t.wamid_blind_index AND a.contact_id = t.contact_id AND a.kind IN ('edit', 'revoke')
    ORDER BY a.sent_at DESC, a.received_at DESC, a.position DESC, a.id DESC LIMIT 1
  ) amendment ON true`;

/** The columns of a `TurnRow` but `overtakes`; for message `t`, its sender `c` and `turnContext`. */
export const turnColumns = Prisma.sql`
  t.id, t.lease, t.wamid_blind_index AS "messageKey", t.contact_id AS "contactId", c.bsuid_sealed AS "bsuidSealed",
  c.phone_sealed AS "phoneSealed", c.timezone, c.language, c.language_chosen AS "languageChosen", c.habits_sealed AS "habitsSealed", c.zone_asked_at IS NOT NULL AS "isZoneAsked", c.stopped_at AS "stoppedAt", c.admitted_at AS "admittedAt", c.refused_at AS "refusedAt", t.kind, t.detail, t.body_sealed AS "bodySealed", t.has_media AS "hasMedia",
  t.media_problem AS "mediaProblem", t.media_limit_bytes AS "mediaLimitBytes", t.reading_sealed AS "readingSealed",
  t.refers_to_blind_index AS "refersTo",
  t.becomes_sealed AS "becomesSealed", t.sent_at AS "sentAt", t.failed_claims AS "failedClaims",
  c.question_sealed AS "questionSealed", minute.count + 1 AS "inLastMinute", coalesce(minute.flooded, false) AS "floodedBefore",
  amendment.id AS "amendmentId", amendment.kind AS "amendedBy", amendment.body_sealed AS "amendedSealed", recent.exchanges`;

/** What is looked up beside message `t`: the messages of the minute before, a change of it, the last exchanges. */
export const turnContext = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT count(*)::int, bool_or(f.outcome IN ('flood_noticed', 'flood_ignored')) AS flooded
    FROM inbound_message f
    WHERE f.contact_id = t.contact_id AND f.sent_at > t.sent_at - interval '1 minute' AND ${isBefore('f', 't')}
  ) minute
  ${lastAmendment}
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('said', p.body_sealed, 'saidAt', p.sent_at, 'answered', o.body_sealed) ORDER BY p.sent_at) AS exchanges
    FROM (
      SELECT * FROM inbound_message p
      WHERE p.contact_id = t.contact_id AND p.outcome = 'acted' AND p.sent_at > t.sent_at - ${historyAge}::interval
        AND ${isBefore('p', 't')}
      ORDER BY p.sent_at DESC LIMIT ${historySize}
    ) p
    LEFT JOIN outbound_message o ON o.in_reply_to_id = p.id
  ) recent`;

import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { InboundTrace, Neighbour } from './message-trace.ts';
import { pastActs } from './past-acts.ts';
import type { SendLimits } from './send-limits.ts';
import { sentTraces } from './sent-trace.ts';
import { isBefore, placeOf } from './turn-order.ts';

type Row = Omit<InboundTrace, 'acts' | 'answers' | 'carrier' | 'turn'> & {
  inHand: InHandRow | null;
  earlier: NeighbourRow[] | null;
  lacksPredecessor: boolean;
  answerId: string | null;
  carrierId: string | null;
};
/** From JSON. */
type NeighbourRow = Omit<Neighbour, 'sentAt'> & { sentAt: string };
type InHandRow = NeighbourRow & { since: string | null; until: string };

const shownEarlier = 3;

const neighbour = (alias: string): Prisma.Sql => {
  const column = (name: string): Prisma.Sql => Prisma.raw(`${alias}.${name}`);
  return Prisma.sql`'id', ${column('id')}, 'sentAt', ${column('sent_at')}, 'awaitsMedia', ${column('awaits_media')}, 'failedClaims', ${column('failed_claims')}`;
};

/** As in `turn-order.ts`: what is waited for, without the patience that ends it. */
const received = (ids: string[]): Prisma.Sql => Prisma.sql`
  SELECT m.id, m.contact_id AS "contactId", m.wamid_blind_index AS "messageKey", m.kind, m.detail, m.has_media AS "hasMedia",
    m.awaits_media AS "awaitsMedia", m.media_problem AS "mediaProblem", m.sent_at AS "sentAt", m.received_at AS "receivedAt",
    m.recorded_at AS "recordedAt", m.first_claimed_at AS "firstClaimedAt", m.handled_at AS "handledAt", m.outcome, m.intent,
    m.failed_claims AS "failedClaims", m.dismissed_at AS "dismissedAt", m.lease IS NOT NULL AS "isInHand", m.claimable_at AS "claimableAt",
    m.overtaken, c.stopped_at AS "stoppedAt", c.refused_at AS "refusedAt",
    coalesce(amended.list, '[]') AS amendments,
    (
      SELECT json_build_object(${neighbour('h')}, 'since', h.first_claimed_at, 'until', h.claimable_at) FROM inbound_message h
      WHERE h.contact_id = m.contact_id AND h.handled_at IS NULL AND h.lease IS NOT NULL AND h.id <> m.id LIMIT 1
    ) AS "inHand",
    earlier.list AS earlier,
    m.after_blind_index IS NOT NULL AND NOT EXISTS (
      SELECT FROM inbound_message before WHERE before.wamid_blind_index = m.after_blind_index OFFSET 0
    ) AND NOT EXISTS (
      SELECT FROM erased_message erased WHERE erased.wamid_blind_index = m.after_blind_index
    ) AS "lacksPredecessor",
    answer.id AS "answerId",
    (
      SELECT o.id FROM outbound_message o
      WHERE answer.id IS NULL AND m.handled_at IS NOT NULL AND o.contact_id = m.contact_id AND o.purpose = 'reply'
        AND o.created_at <= m.handled_at AND o.sending_since >= m.handled_at
      ORDER BY o.created_at DESC LIMIT 1
    ) AS "carrierId"
  FROM inbound_message m
  JOIN contact c ON c.id = m.contact_id
  LEFT JOIN outbound_message answer ON answer.in_reply_to_id = m.id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('kind', a.kind, 'sentAt', a.sent_at) ORDER BY a.sent_at) AS list FROM inbound_message a
    WHERE a.refers_to_blind_index = m.wamid_blind_index AND a.contact_id = m.contact_id AND a.kind IN ('edit', 'revoke')
  ) amended ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(${neighbour('e')}) ORDER BY ${placeOf('e')}) AS list FROM (
      SELECT * FROM inbound_message e
      WHERE m.handled_at IS NULL AND e.contact_id = m.contact_id AND e.handled_at IS NULL AND NOT e.overtaken AND ${isBefore('e', 'm')}
      ORDER BY ${placeOf('e')} LIMIT ${shownEarlier}
    ) e
  ) earlier ON true
  WHERE m.id = ANY(${ids}::uuid[])`;

/** In no order. */
export async function receivedTraces(
  database: Database,
  ids: string[],
  limits: SendLimits,
): Promise<InboundTrace[]> {
  if (ids.length === 0) return [];
  const rows = await database.$queryRaw<Row[]>(received(ids));
  const sentIds = rows.flatMap(({ answerId, carrierId }) => [answerId, carrierId].flatMap((id) => id ?? []));
  const [sent, acts] = await Promise.all([sentTraces(database, sentIds, limits), pastActs(database, ids)]);
  return rows.map(({ inHand, earlier, lacksPredecessor, answerId, carrierId, amendments, ...row }) => ({
    ...row,
    amendments: amendments.map(({ kind, sentAt }) => ({ kind, sentAt: new Date(sentAt) })),
    acts: acts.get(row.id) ?? [],
    turn:
      row.handledAt === null
        ? { inHand: inHand && toInHand(inHand), earlier: (earlier ?? []).map(toNeighbour), lacksPredecessor }
        : null,
    answers: sent.filter(({ id, retryOfId }) => answerId !== null && (retryOfId ?? id) === answerId),
    carrier: sent.find(({ id }) => id === carrierId) ?? null,
  }));
}

const toNeighbour = ({ sentAt, ...row }: NeighbourRow): Neighbour => ({ ...row, sentAt: new Date(sentAt) });

const toInHand = ({
  since,
  until,
  ...row
}: InHandRow): NonNullable<NonNullable<InboundTrace['turn']>['inHand']> => ({
  ...toNeighbour(row),
  since: since === null ? null : new Date(since),
  until: new Date(until),
});

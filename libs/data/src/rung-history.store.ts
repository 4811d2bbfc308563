import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { ringKinds } from './reminder.store.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/**
 * How far a message has come, as WhatsApp reported it: `waiting` has not left us yet, `withheld` never will, since the person had stopped our
 * messages, `sent` has not reached the phone.
 */
type Delivery =
  | { state: 'waiting' | 'withheld' | 'sent' | 'failed' }
  | { state: 'delivered' | 'read'; /** When WhatsApp says that it was. */ at?: Date };

/** A reminder or timer that rang. Of one that rang several times, the last ring. */
export interface RungOnce {
  id: string;
  /** Undefined when it cannot be read; empty for a timer without a name. */
  title: string | undefined;
  /** When it was due, where it has not left. */
  rangAt: Date;
  /** The person said that it is done. */
  isDone: boolean;
  /** It announced an event: nobody says that it is done. */
  isOfEvent: boolean;
  delivery: Delivery;
}

interface Row {
  id: string;
  firstId: string;
  titleSealed: string;
  dueAt: Date;
  rangAt: Date;
  isDone: boolean;
  isOfEvent: boolean;
  status: string | null;
  deliveredAt: Date | null;
  readAt: Date | null;
}

/** As many as anybody would want to hear of. */
const most = 100;

/** What became of the reminders that rang. */
@Injectable()
export class RungHistoryStore {
  constructor(private readonly sealer: Sealer) {}

  /** Those that rang from `from` on and before `until`, in the order of their last ring. */
  async list(
    tx: Transaction,
    contactId: string,
    { from, until }: Record<'from' | 'until', Date>,
  ): Promise<RungOnce[]> {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT r.id, coalesce(r.again_of_id, r.id) AS "firstId", r.title_sealed AS "titleSealed", r.due_at AS "dueAt", r.fired_at AS "rangAt",
        r.done_at IS NOT NULL AS "isDone", r.event_id IS NOT NULL AS "isOfEvent",
        coalesce(o.status::text, CASE WHEN r.withdrawn_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM contact c WHERE c.id = r.contact_id AND c.stopped_at IS NOT NULL
        ) THEN 'queued' END) AS status, arrived.at AS "deliveredAt", seen.at AS "readAt"
      FROM reminder r
      LEFT JOIN LATERAL (
        SELECT m.id, m.status FROM outbound_message first
        JOIN outbound_message m ON m.id = first.id OR m.retry_of_id = first.id
        WHERE first.reminder_id = r.id OR first.id = r.announced_by_id
        -- A repetition counts, unless one before it arrived after all.
        ORDER BY m.status >= 'delivered' DESC, m.retry_number DESC LIMIT 1
      ) o ON true
      LEFT JOIN LATERAL (
        SELECT min(e.occurred_at) AS at FROM outbound_status_entry e
        WHERE e.outbound_message_id = o.id AND e.status IN ('delivered', 'read', 'played')
      ) arrived ON true
      LEFT JOIN LATERAL (
        SELECT min(e.occurred_at) AS at FROM outbound_status_entry e
        WHERE e.outbound_message_id = o.id AND e.status IN ('read', 'played')
      ) seen ON true
      WHERE r.contact_id = ${contactId}::uuid AND r.kind = ANY(${ringKinds}) AND r.fired_at >= ${from} AND r.fired_at < ${until}
        AND r.cancelled_at IS NULL
        -- It never rang, as it was done before.
        AND (r.withdrawn_at IS NULL OR r.done_at IS NULL)
      ORDER BY r.fired_at DESC, r.id DESC LIMIT ${most}`;
    const last = new Map<string, Row>();
    for (const row of rows) {
      const later = last.get(row.firstId);
      last.set(row.firstId, later ? { ...later, isDone: later.isDone || row.isDone } : row);
    }
    return [...last.values()].toReversed().map((row) => {
      const delivery = deliveryOf(row);
      const hasLeft = delivery.state !== 'waiting' && delivery.state !== 'withheld';
      return {
        id: row.id,
        title: unlessUnreadable(() => this.sealer.open(row.titleSealed), { table: 'reminder', id: row.id }),
        rangAt: hasLeft ? row.rangAt : row.dueAt,
        isDone: row.isDone,
        isOfEvent: row.isOfEvent,
        delivery,
      };
    });
  }

  /** When the person wrote last before that message; undefined when they never did. */
  async lastWroteAt(tx: Transaction, contactId: string, messageId: string): Promise<Date | undefined> {
    const { _max } = await tx.inboundMessage.aggregate({
      _max: { sentAt: true },
      where: { contactId, id: { not: messageId } },
    });
    return _max.sentAt ?? undefined;
  }
}

function deliveryOf({ status, deliveredAt, readAt }: Row): Delivery {
  switch (status) {
    case 'read':
    case 'played':
      return { state: 'read', at: readAt ?? undefined };
    case 'delivered':
      return { state: 'delivered', at: deliveredAt ?? undefined };
    case 'accepted':
    case 'sent':
      return { state: 'sent' };
    case 'failed':
      return { state: 'failed' };
    // There is no message.
    case null:
      return { state: 'withheld' };
    default:
      return { state: 'waiting' };
  }
}

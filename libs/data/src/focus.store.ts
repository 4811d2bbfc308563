import { Injectable } from '@nestjs/common';

import type { Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { ringKinds } from './reminder.store.ts';
import { openSubjects, type Subject } from './subject.ts';

/** For so long "it" can mean what was talked about last. */
const remembered = '1 hour';

/** For so long "the second one" can mean a place in a list that was told. */
const listRemembered = '10 minutes';
const mostTold = 10;

/** What one answer, or what rang, told of. */
export interface Told {
  about: Subject[];
  /** What was done then; absent when reminders rang. */
  intent?: string;
  /** Something was changed. */
  hasChanged: boolean;
}

/** What a message of ours tells of that announces reminders, by its alias. */
const remindersOf = (message: string): Prisma.Sql => Prisma.sql`(
  SELECT jsonb_agg(jsonb_build_object('kind', 'reminder', 'id', told.id)) FROM (
    SELECT own.id FROM reminder own WHERE own.id = ${Prisma.raw(message)}.reminder_id AND own.kind = ANY(${ringKinds})
    UNION ALL SELECT r.id FROM reminder r
    WHERE r.contact_id = ${Prisma.raw(message)}.contact_id AND r.announced_by_id = ${Prisma.raw(message)}.id
  ) AS told
)`;

/** What the conversation with a person is about. */
@Injectable()
export class FocusStore {
  /** What was talked about last, in the order of our answer; also a reminder that rang since. Empty when that was long ago. */
  async lastOf(tx: Transaction, contactId: string): Promise<Subject[]> {
    const [row] = await tx.$queryRaw<{ about: unknown }[]>`
      SELECT about FROM (
        (
          SELECT about, handled_at AS at FROM inbound_message
          WHERE contact_id = ${contactId}::uuid AND about IS NOT NULL AND sent_at > now() - ${remembered}::interval
          ORDER BY sent_at DESC, handled_at DESC LIMIT 1
        ) UNION ALL (
          SELECT ${remindersOf('o')}, created_at FROM outbound_message o
          WHERE contact_id = ${contactId}::uuid AND created_at > now() - ${remembered}::interval
            -- An agenda is no reminder that could be done.
            AND EXISTS (SELECT FROM reminder r WHERE r.id = o.reminder_id AND r.kind = ANY(${ringKinds}) OFFSET 0)
          ORDER BY created_at DESC LIMIT 1
        )
      ) AS last ORDER BY at DESC LIMIT 1`;
    return openSubjects(row?.about);
  }

  /** What was told in the last minutes, the last first. */
  async listToldTo(tx: Transaction, contactId: string): Promise<Told[]> {
    const rows = await tx.$queryRaw<{ about: unknown; intent: string | null; hasChanged: boolean }[]>`
      SELECT about, intent, "hasChanged" FROM (
        (
          SELECT m.about, m.intent, m.handled_at AS at, EXISTS (
            SELECT FROM change c WHERE c.contact_id = m.contact_id AND c.message_id = m.id
          ) AS "hasChanged"
          FROM inbound_message m
          WHERE m.contact_id = ${contactId}::uuid AND m.about IS NOT NULL AND m.sent_at > now() - ${listRemembered}::interval
          ORDER BY m.sent_at DESC, m.handled_at DESC LIMIT ${mostTold}
        ) UNION ALL (
          SELECT coalesce(o.about, ${remindersOf('o')}), CASE WHEN o.about IS NOT NULL THEN 'agenda' END, created_at, false
          FROM outbound_message o
          WHERE contact_id = ${contactId}::uuid AND created_at > now() - ${remembered}::interval
            -- Nobody waits for an agenda, so it may be a while until it is looked at.
            AND (o.about IS NOT NULL OR reminder_id IS NOT NULL AND created_at > now() - ${listRemembered}::interval)
          ORDER BY created_at DESC LIMIT ${mostTold}
        )
      ) AS told ORDER BY at DESC`;
    return rows.map(({ about, intent, hasChanged }) => ({
      about: openSubjects(about),
      ...(intent !== null && { intent }),
      hasChanged,
    }));
  }

  /**
   * What a message of the person's or one of ours is about.
   *
   * @param wamidKey blind index of its WhatsApp id
   */
  async ofMessage(tx: Transaction, contactId: string, wamidKey: string): Promise<Subject[]> {
    return (await this.toldIn(tx, contactId, wamidKey)).flatMap(({ about }) => about);
  }

  /** The same with what was done then. */
  async toldIn(
    tx: Transaction,
    contactId: string,
    wamidKey: string,
  ): Promise<Pick<Told, 'about' | 'intent'>[]> {
    const rows = await tx.$queryRaw<{ about: unknown; intent: string | null }[]>`
      SELECT about, intent FROM inbound_message WHERE wamid_blind_index = ${wamidKey} AND contact_id = ${contactId}::uuid
      UNION ALL
      SELECT CASE WHEN first.about IS NOT NULL THEN first.about WHEN first.reminder_id IS NULL THEN m.about
        ELSE ${remindersOf('first')} END, CASE WHEN first.about IS NOT NULL THEN 'agenda' ELSE m.intent END
      -- A repetition of what failed is about the same.
      FROM outbound_message o JOIN outbound_message first ON first.id = coalesce(o.retry_of_id, o.id)
      LEFT JOIN inbound_message m ON m.id = first.in_reply_to_id
      WHERE o.wamid_blind_index = ${wamidKey} AND o.contact_id = ${contactId}::uuid`;
    return rows.map(({ about, intent }) => ({
      about: openSubjects(about),
      ...(intent !== null && { intent }),
    }));
  }
}

import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { recordActs } from './audit-entry.ts';
import { Database, type Transaction } from './database.ts';
import { supportNotices } from './notice.store.ts';

/** For so long, and a day more, WhatsApp delivers a message again. */
const redeliveredFor = '8 days';
/** Whoever could not be told by then is not told any more. */
const toldWithin = '1 day';
const batch = 100;

/** What was deleted of one person. */
export interface Erased {
  /** Of the row that proves it. */
  id: string;
  counts: { events: number; tasks: number; reminders: number; notes: number; received: number; sent: number };
}

/**
 * Erases people. What is left is a proof without any of their words or names, and keyed hashes by which WhatsApp's redeliveries and what was
 * still on a queue are recognised, so that nothing acts again.
 */
@Injectable()
export class ErasureStore {
  constructor(private readonly database: Database) {}

  /**
   * Everything of a person, at once. The person's row stays without anything but the names to reach them by, until `finish`.
   *
   * @param actor `person`, or a user of the operating system
   * @param confirmedBy the message that asks for it, which is still to be answered; what was sent after it is a new beginning, and stays.
   * Without it, nothing stays
   */
  async erase(tx: Transaction, contactId: string, actor: string, confirmedBy?: string): Promise<Erased> {
    // Whoever is recording a message of theirs is waited for, and then finds that it is too late.
    await tx.$queryRaw`SELECT FROM contact WHERE id = ${contactId}::uuid FOR UPDATE`;
    const [{ until } = { until: new Date() }] = await tx.$queryRaw<{ until: Date }[]>`
      SELECT coalesce((SELECT sent_at FROM inbound_message WHERE id = ${confirmedBy ?? null}::uuid), now()) AS until`;
    const id = newId();
    await tx.erasure.create({ data: { id, actor, counts: {} } });
    await tx.$executeRaw`
      INSERT INTO erased_name (blind_index, erasure_id, until)
      SELECT DISTINCT name, ${id}::uuid, ${until}::timestamptz FROM (
        SELECT unnest(ARRAY[bsuid_blind_index, phone_blind_index]) AS name FROM contact WHERE id = ${contactId}::uuid
        UNION SELECT blind_index FROM former_name WHERE contact_id = ${contactId}::uuid
      ) AS names WHERE name IS NOT NULL`;
    await tx.$executeRaw`
      INSERT INTO erased_message (wamid_blind_index)
      SELECT wamid_blind_index FROM inbound_message
      WHERE contact_id = ${contactId}::uuid AND recorded_at > now() - ${redeliveredFor}::interval
        AND (handled_at IS NOT NULL OR sent_at <= ${until}::timestamptz)
      UNION SELECT wamid_blind_index FROM outbound_message
      WHERE contact_id = ${contactId}::uuid AND wamid_blind_index IS NOT NULL AND created_at > now() - ${redeliveredFor}::interval
      ON CONFLICT DO NOTHING`;
    // Reminders before messages: what the scheduler is writing is there once it let go of the reminder.
    const mine = { where: { contactId } };
    const counts: Erased['counts'] = {
      reminders: (await tx.reminder.deleteMany(mine)).count,
      events: (await tx.event.deleteMany(mine)).count,
      tasks: (await tx.task.deleteMany(mine)).count,
      notes: (await tx.note.deleteMany(mine)).count,
      sent: (await tx.outboundMessage.deleteMany(mine)).count,
      received: (
        await tx.inboundMessage.deleteMany({
          where: {
            contactId,
            ...(confirmedBy !== undefined && {
              id: { not: confirmedBy },
              OR: [{ handledAt: { not: null } }, { sentAt: { lte: until } }],
            }),
          },
        })
      ).count,
    };
    await tx.notePicture.deleteMany(mine);
    await tx.formerName.deleteMany(mine);
    await tx.$executeRaw`
      DELETE FROM user_id_change WHERE EXISTS (
        SELECT FROM erased_name WHERE erasure_id = ${id}::uuid AND blind_index IN (previous_blind_index, current_blind_index)
      )`;
    // That they asked for a person names nobody but by this id, which may go on to be theirs.
    await tx.webhookNotice.deleteMany({
      where: { field: supportNotices, noticeKey: { startsWith: `${supportNotices} ${contactId} ` } },
    });
    await tx.contact.update({
      where: { id: contactId },
      data: {
        nameSealed: null,
        timezone: null,
        zoneAskedAt: null,
        homeTimezone: null,
        awayUntil: null,
        habitsSealed: null,
        language: null,
        languageChosen: false,
        welcomedAt: null,
        questionSealed: null,
        marketingChosenAt: null,
        marketingStoppedAt: null,
        stoppedAt: null,
        admittedAt: null,
        refusedAt: null,
        erasedUntil: until,
      },
      select: { id: true },
    });
    // What all this left to be undone, too.
    await tx.change.deleteMany(mine);
    await tx.erasure.update({ where: { id }, data: { counts }, select: { id: true } });
    return { id, counts };
  }

  /**
   * Whether a message that waits somewhere is of somebody who was erased since they sent it.
   *
   * @param names blind indexes of its sender's names
   * @param messageKey blind index of its id
   */
  async coversMessage(names: string[], messageKey: string, sentAt: Date): Promise<boolean> {
    const [row] = await this.database.$queryRaw<{ isErased: boolean }[]>`
      SELECT EXISTS (SELECT FROM erased_message WHERE wamid_blind_index = ${messageKey})
        OR EXISTS (SELECT FROM erased_name WHERE blind_index = ANY(${names}::text[]) AND until >= ${sentAt}::timestamptz)
        AS "isErased"`;
    return row?.isErased ?? false;
  }

  /** At once and without a word to the person, by somebody on call. @param actor a user of the operating system */
  eraseFor(actor: string, contactId: string): Promise<Erased> {
    return this.database.transaction(async (tx) => {
      const erased = await this.erase(tx, contactId, actor);
      await tx.contact.delete({ where: { id: contactId }, select: { id: true } });
      await recordActs(tx, [{ act: 'erase', actor, subjectId: erased.id, detail: erased.counts }]);
      return erased;
    });
  }

  /**
   * Removes the rows of erased people who were told, with the last two messages. Whoever has written since begins anew, and keeps theirs.
   * Forgets the messages that are not delivered again any more.
   */
  async finish(): Promise<void> {
    const told = await this.database.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM contact c
      WHERE c.erased_until IS NOT NULL AND NOT EXISTS (
        SELECT FROM inbound_message m LEFT JOIN outbound_message o ON o.in_reply_to_id = m.id
        WHERE m.contact_id = c.id AND m.sent_at <= c.erased_until AND m.recorded_at > now() - ${toldWithin}::interval
          AND (m.handled_at IS NULL OR o.status IN ('queued', 'sending'))
      )
      LIMIT ${batch}`;
    for (const { id } of told) await this.database.transaction((tx) => this.#remove(tx, id));
    await this.database.$executeRaw`
      DELETE FROM erased_message WHERE wamid_blind_index = ANY(ARRAY(
        SELECT wamid_blind_index FROM erased_message WHERE erased_at < now() - ${redeliveredFor}::interval LIMIT 1000
      ))`;
  }

  async #remove(tx: Transaction, contactId: string): Promise<void> {
    await tx.$queryRaw`SELECT FROM contact WHERE id = ${contactId}::uuid FOR UPDATE`;
    await tx.$executeRaw`
      WITH answered AS (
        DELETE FROM outbound_message o USING inbound_message m, contact c
        WHERE c.id = ${contactId}::uuid AND m.contact_id = c.id AND m.sent_at <= c.erased_until AND o.in_reply_to_id = m.id
        RETURNING o.wamid_blind_index
      )
      INSERT INTO erased_message (wamid_blind_index)
      SELECT wamid_blind_index FROM answered WHERE wamid_blind_index IS NOT NULL ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`
      DELETE FROM inbound_message m USING contact c
      WHERE c.id = ${contactId}::uuid AND m.contact_id = c.id AND m.sent_at <= c.erased_until`;
    const { count } = await tx.contact.deleteMany({
      where: {
        id: contactId,
        inboundMessages: { none: {} },
        outboundMessages: { none: {} },
        events: { none: {} },
        tasks: { none: {} },
        reminders: { none: {} },
        notes: { none: {} },
      },
    });
    if (count === 0) await tx.contact.updateMany({ where: { id: contactId }, data: { erasedUntil: null } });
  }
}

import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { Database, type Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/** For so long what a message changed can be undone. */
export const undoableFor = '10 minutes';
/** Changes are of no use any more after that, but tell what happened for a while. */
const keptFor = '1 day';
const removedAtOnce = 5_000;

interface UndoRequest {
  contactId: string;
  /** Id of the message that asks for it, which `tx` is acting on. */
  byId: string;
  /** Id of the message to undo, as it was edited last; by default the last one that changed something. */
  messageId?: string;
  /** Also after ten minutes, as long as it is kept. */
  isAnyTime?: boolean;
}

export type Undone =
  /** `words`: those of the message that was undone, if they are still there. */
  | { outcome: 'undone'; words?: string }
  /** Nothing was changed within the last ten minutes, or it is undone already. */
  | { outcome: 'nothing' }
  /** A later message changed the same thing again. */
  | { outcome: 'changed_since' }
  /** It is a reminder that rang since, at the changed time. */
  | { outcome: 'rung_since' }
  /** The person said "stop" or "start" since, which is no such change. */
  | { outcome: 'stop' }
  | { outcome: 'start' };

interface LastRow {
  messageId: string;
  bodySealed: string | null;
  isStale: boolean;
  hasRung: boolean;
  at: Date;
}

/** What messages changed, to take it back. */
@Injectable()
export class ChangeStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** Puts back what a message changed, exactly as it was; `tx` must hold the person, as every turn does. */
  async undo(
    tx: Transaction,
    { contactId, byId, messageId, isAnyTime = false }: UndoRequest,
  ): Promise<Undone> {
    const wanted =
      messageId === undefined
        ? Prisma.empty
        : Prisma.sql`AND message_id IN (
            SELECT ${messageId}::uuid UNION SELECT edit.id FROM inbound_message m JOIN inbound_message edit
              ON edit.refers_to_blind_index = m.wamid_blind_index AND edit.contact_id = m.contact_id AND edit.kind = 'edit'
            WHERE m.id = ${messageId}::uuid
          )`;
    const [last] = await tx.$queryRaw<LastRow[]>`
      SELECT c.message_id AS "messageId", c.at, m.body_sealed AS "bodySealed", EXISTS (
        SELECT FROM change mine JOIN change later ON later.subject_id = mine.subject_id AND later.id > mine.id
        WHERE mine.contact_id = ${contactId}::uuid AND mine.message_id = c.message_id AND mine.undone_by_id IS NULL
          AND later.message_id <> c.message_id AND later.undone_by_id IS NULL
      ) AS "isStale", EXISTS (
        SELECT FROM change mine JOIN reminder r ON r.id = mine.subject_id
        WHERE mine.contact_id = ${contactId}::uuid AND mine.message_id = c.message_id AND mine.undone_by_id IS NULL AND r.fired_at > mine.at
          AND mine.before ->> 'cancelled_at' IS NULL AND mine.before @> '{"fired_at": null}'
      ) AS "hasRung"
      FROM (
        SELECT message_id, at FROM change
        WHERE contact_id = ${contactId}::uuid AND undone_by_id IS NULL ${wanted}
          AND at > now() - ${isAnyTime ? keptFor : undoableFor}::interval
        ORDER BY id DESC LIMIT 1
      ) AS c LEFT JOIN inbound_message m ON m.id = c.message_id`;
    const said = messageId === undefined ? await this.#stoppedOrStarted(tx, contactId, last?.at) : undefined;
    if (said) return { outcome: said };
    if (!last) return { outcome: 'nothing' };
    if (last.isStale) return { outcome: 'changed_since' };
    if (last.hasRung) return { outcome: 'rung_since' };
    await this.#wakeRings(tx, contactId, last.messageId);
    await tx.$executeRaw`
      -- The person may have become one with another row of theirs since.
      SELECT CASE WHEN kind = 'contact' THEN restore_contact(${contactId}::uuid, before)
        ELSE restore_row(kind, subject_id, jsonb_set(before, '{contact_id}', to_jsonb(${contactId}::uuid))) END FROM (
        SELECT kind, subject_id, before FROM change
        WHERE contact_id = ${contactId}::uuid AND message_id = ${last.messageId}::uuid AND undone_by_id IS NULL ORDER BY id DESC
      ) AS c`;
    // Putting back is no change that could be undone in turn.
    await tx.$executeRaw`
      UPDATE change SET undone_by_id = ${byId}::uuid
      WHERE contact_id = ${contactId}::uuid AND message_id IN (${last.messageId}::uuid, ${byId}::uuid)`;
    const { bodySealed, messageId: id } = last;
    const words =
      bodySealed === null
        ? undefined
        : unlessUnreadable(() => this.sealer.open(bodySealed), { table: 'inbound_message', id });
    return { outcome: 'undone', words };
  }

  /** What rang, and has waited since it was done or cancelled, is to be looked at now. As everywhere, messages are locked before reminders. */
  async #wakeRings(tx: Transaction, contactId: string, messageId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE outbound_message SET not_before = NULL, relay_after = now() WHERE id = ANY(ARRAY(
        SELECT o.id FROM outbound_message o
        WHERE o.status = 'queued' AND o.parked_at IS NULL AND o.not_before > now() AND o.failed_attempts = 0 AND o.reminder_id = ANY(ARRAY(
          SELECT subject_id FROM change
          WHERE contact_id = ${contactId}::uuid AND message_id = ${messageId}::uuid AND undone_by_id IS NULL AND kind = 'reminder'
        ))
        ORDER BY o.id FOR UPDATE
      ))`;
  }

  /** What the person said of the two, lately and after `since`: it is what they would take back. */
  async #stoppedOrStarted(
    tx: Transaction,
    contactId: string,
    since: Date | null = null,
  ): Promise<'stop' | 'start' | undefined> {
    const [said] = await tx.$queryRaw<{ intent: 'stop' | 'start' }[]>`
      SELECT intent FROM inbound_message
      WHERE contact_id = ${contactId}::uuid AND intent IN ('stop', 'start')
        AND handled_at > greatest(${since}::timestamptz, now() - ${undoableFor}::interval)
      ORDER BY handled_at DESC LIMIT 1`;
    return said?.intent;
  }

  /** The last reaction to a message that changed something, and was not undone. @returns its id */
  async lastReactionTo(tx: Transaction, contactId: string, wamidKey: string): Promise<string | undefined> {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT m.id FROM inbound_message m
      WHERE m.refers_to_blind_index = ${wamidKey} AND m.contact_id = ${contactId}::uuid AND m.kind = 'reaction' AND EXISTS (
        SELECT FROM change c WHERE c.contact_id = m.contact_id AND c.message_id = m.id AND c.undone_by_id IS NULL
      )
      ORDER BY m.sent_at DESC, m.handled_at DESC LIMIT 1`;
    return row?.id;
  }

  /** Words of the messages since then that changed something which was not taken back, oldest first. At most a day is known. */
  async wordsSince(tx: Transaction, contactId: string, since: Date): Promise<(string | undefined)[]> {
    const rows = await tx.$queryRaw<{ id: string; bodySealed: string | null }[]>`
      SELECT m.id, m.body_sealed AS "bodySealed" FROM inbound_message m
      WHERE m.contact_id = ${contactId}::uuid AND m.sent_at >= ${since} AND EXISTS (
        SELECT FROM change c WHERE c.contact_id = m.contact_id AND c.message_id = m.id AND c.undone_by_id IS NULL
      )
      ORDER BY m.sent_at, m.handled_at`;
    return rows.map(({ id, bodySealed }) =>
      bodySealed === null
        ? undefined
        : unlessUnreadable(() => this.sealer.open(bodySealed), { table: 'inbound_message', id }),
    );
  }

  /** Whether the message that `tx` acts on has changed anything that can be undone. */
  async hasChanged(tx: Transaction, contactId: string, messageId: string): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT FROM change
      WHERE contact_id = ${contactId}::uuid AND message_id = ${messageId}::uuid AND undone_by_id IS NULL LIMIT 1`;
    return rows.length > 0;
  }

  /** Whether it is still known what a message changed. */
  async knows(tx: Transaction, messageId: string): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT FROM inbound_message WHERE id = ${messageId}::uuid AND handled_at > now() - ${keptFor}::interval`;
    return rows.length > 0;
  }

  /** Removes what is too old. */
  async removeOld(): Promise<void> {
    await this.database.$executeRaw`
      DELETE FROM change WHERE id IN (SELECT id FROM change ORDER BY id LIMIT ${removedAtOnce})
        AND at < now() - ${keptFor}::interval`;
  }
}

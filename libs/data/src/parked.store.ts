import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import { Database, type Transaction } from './database.ts';
import { droppingMessages } from './drop-messages.ts';
import { Prisma } from './generated/client.ts';
import { isNeedless } from './needless.sql.ts';
import type { TemplateContent } from './outbound-message.ts';
import { templateRefusal } from './template-refusal.sql.ts';
import { isWindowOpen, openedWindow } from './window.sql.ts';
import { writeWord } from './write-word.ts';

/** Somebody who has not written for so long has forgotten what they asked. */
const keptForDays = 7;
const keptFor = Prisma.sql`interval '${Prisma.raw(String(keptForDays))} days'`;
const lateFailure = 'it was out of date when the person wrote again';

/** What a person gets who has written again. */
export interface Released {
  contactId: string;
  /** Of messages, in the order in which they were written. */
  ids: string[];
}

/** `noticeId`: the message that tells the person, where there was none yet. */
export interface Parked {
  noticeId?: string;
}

interface ReleasedRow {
  id: string;
  contactId: string;
  isLate: boolean;
  createdAt: Date;
  /** Of one that is a part of an answer. */
  answerId: string | null;
  language: string | null;
}

/** Why the message `o` cannot be sent as the template that it becomes outside the window; null when it can. */
const fallbackRefusal = templateRefusal(
  { name: Prisma.sql`o.fallback_name`, language: Prisma.sql`o.fallback_language` },
  Prisma.sql`o.contact_id`,
  Prisma.sql`now()`,
);

/** Messages that wait for their person to write, because WhatsApp takes no text for them now. */
@Injectable()
export class ParkedStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Parks a text. The first of a person's brings along a message from a template, which tells them so.
   *
   * The person's row is locked before the window is looked at: whoever acts on a message of theirs locks it, too, and only then looks for
   * what is parked. So nothing is parked behind the back of somebody who has just written.
   *
   * @param notice that message; `language` is the person's, if it is known
   * @returns null when it is not parked: the window is open, it can be sent as a template, or it has left
   */
  park(id: string, notice: (language?: string) => TemplateContent): Promise<Parked | null> {
    return this.database.transaction(async (tx) => {
      const [person] = await tx.$queryRaw<{ id: string; language: string | null }[]>`
        SELECT c.id, c.language FROM contact c JOIN outbound_message o ON o.contact_id = c.id
        WHERE o.id = ${id}::uuid FOR NO KEY UPDATE OF c`;
      if (!person) return null;
      const parked = await tx.$executeRaw`
        UPDATE outbound_message o SET parked_at = now(), status = 'queued', sending_since = NULL, not_before = NULL
        WHERE id = ${id}::uuid AND status IN ('queued', 'sending') AND parked_at IS NULL AND template_name IS NULL
          AND (fallback_sealed IS NULL OR ${fallbackRefusal} IS NOT NULL) AND NOT ${isWindowOpen(
            Prisma.sql`o.contact_id`,
            Prisma.sql`(SELECT window_closed_at FROM recipient_limit p WHERE p.contact_id = o.contact_id)`,
          )}`;
      if (parked === 0) return null;
      await this.#parkRest(tx, id);
      return { noticeId: await this.#writeNotice(tx, person.id, notice(person.language ?? undefined)) };
    });
  }

  /**
   * Lets go what is parked for people whose window is open, in the transaction that acts on what they wrote. A reminder that is out of date
   * fails: it is quoted to them like all that did not reach them. What nobody needs any more is withdrawn: what is done, an agenda of yesterday.
   *
   * @param leftOut what a person is told in place of as many answers that were out of date; `language` is theirs, if it is known
   * @returns what is to be enqueued once `tx` is committed; nobody for whom nothing was parked
   */
  async release(
    tx: Transaction,
    contactIds: string[],
    leftOut: (count: number, language?: string) => string,
  ): Promise<Released[]> {
    const rows = await tx.$queryRaw<ReleasedRow[]>`
      WITH open AS MATERIALIZED (
        SELECT c.id AS contact_id, p.notice_id
        FROM unnest(${contactIds}::uuid[]) AS c(id) LEFT JOIN recipient_limit p ON p.contact_id = c.id
        WHERE ${isWindowOpen(Prisma.sql`c.id`, Prisma.sql`p.window_closed_at`)}
      ), wanted AS MATERIALIZED (
        SELECT o.id, false AS is_notice FROM open JOIN outbound_message o ON o.contact_id = open.contact_id AND o.parked_at IS NOT NULL
        UNION SELECT o.id, true FROM open JOIN outbound_message o ON open.notice_id IN (o.id, o.retry_of_id)
      ), due AS MATERIALIZED (
        -- In the order of their ids, and before the rows of their people: so does whoever begins to send.
        -- What another one released meanwhile is not parked any more.
        SELECT o.id, o.contact_id, o.answer_id, o.part, o.created_at, o.purpose, is_notice, o.parked_at IS NOT NULL AS is_parked, o.status = 'queued' AS is_waiting,
          o.status = 'queued' AND coalesce(o.expires_at, o.created_at + ${keptFor}) <= now() AS is_late,
          ${isNeedless('o')} AS is_needless
        FROM wanted JOIN outbound_message o ON o.id = wanted.id
        ORDER BY o.id FOR UPDATE OF o
      ), person AS MATERIALIZED (
        SELECT contact_id FROM recipient_limit WHERE contact_id IN (SELECT contact_id FROM due)
        ORDER BY contact_id FOR UPDATE
      ), released AS (
        -- Later answers wait for them as if they were new.
        UPDATE outbound_message o SET parked_at = NULL, released_at = now(), first_started_at = NULL, relay_after = now(),
          status = CASE WHEN is_late THEN 'failed' ELSE o.status END,
          told_at = CASE WHEN is_late AND due.purpose = 'reply' THEN now() ELSE told_at END,
          failed_at = CASE WHEN is_late THEN now() ELSE failed_at END, failure = CASE WHEN is_late THEN ${lateFailure} ELSE failure END
        FROM due WHERE o.id = due.id AND is_parked AND NOT (is_needless AND is_waiting)
      ), ${
        // It is of no use any more.
        droppingMessages(
          Prisma.sql`o.id IN (SELECT id FROM due WHERE (is_notice OR is_needless) AND is_waiting)`,
        )
      }, answered AS (
        UPDATE recipient_limit p SET notice_id = NULL FROM person WHERE p.contact_id = person.contact_id
      )
      SELECT id, contact_id AS "contactId", is_late IS TRUE AS "isLate", answer_id AS "answerId", created_at AS "createdAt",
        (SELECT language FROM contact WHERE contact.id = due.contact_id) AS language
      FROM due WHERE is_parked AND is_waiting AND NOT is_needless AND (NOT is_late OR purpose = 'reply') ORDER BY created_at, coalesce(answer_id, id), part, id`;
    const people = [...new Set(rows.map(({ contactId }) => contactId))];
    return Promise.all(
      people.map(async (contactId) => {
        const [late, timely] = partition(rows.filter((row) => row.contactId === contactId));
        const [first] = late;
        const count = new Set(late.map(({ id, answerId }) => answerId ?? id)).size;
        const body = first && leftOut(count, first.language ?? undefined);
        const word = first && body && (await writeWord(tx, this.sealer, { ...first, body }));
        return { contactId, ids: [...(word ? [word] : []), ...timely.map(({ id }) => id)] };
      }),
    );
  }

  /** Whether anything waits for the person to write, so that a notice makes sense. */
  async isAnythingParked(contactId: string): Promise<boolean> {
    const rows = await this.database.$queryRaw<unknown[]>`
      SELECT FROM outbound_message o WHERE contact_id = ${contactId}::uuid AND parked_at IS NOT NULL AND NOT ${isNeedless('o')} LIMIT 1`;
    return rows.length > 0;
  }

  /** People with something parked whose window is open all the same: they became one with somebody who has written. */
  async findReleasable(limit: number): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ id: string }[]>`
      SELECT o.contact_id AS id FROM outbound_message o LEFT JOIN recipient_limit p ON p.contact_id = o.contact_id
      WHERE o.parked_at IS NOT NULL AND ${isWindowOpen(Prisma.sql`o.contact_id`, Prisma.sql`p.window_closed_at`)}
      GROUP BY o.contact_id LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /** Lets go what can be sent as a template by now. @returns what is to be enqueued */
  async releaseUsable(limit: number): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ id: string }[]>`
      UPDATE outbound_message SET parked_at = NULL, first_started_at = NULL, relay_after = now()
      WHERE id = ANY(ARRAY(
        SELECT o.id FROM outbound_message o
        WHERE o.parked_at IS NOT NULL AND o.fallback_sealed IS NOT NULL AND o.status = 'queued' AND ${fallbackRefusal} IS NULL
        ORDER BY o.created_at, o.id LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED
      ))
      RETURNING id`;
    return rows.map(({ id }) => id);
  }

  /** What follows of its answer waits with it: all of it leaves in order, once the person writes. */
  async #parkRest(tx: Transaction, id: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE outbound_message SET parked_at = now(), not_before = NULL WHERE id IN (
        SELECT rest.id FROM outbound_message o JOIN outbound_message rest ON rest.answer_id = o.answer_id AND rest.part > o.part
        WHERE o.id = ${id}::uuid AND rest.status = 'queued' AND rest.parked_at IS NULL
        ORDER BY rest.id FOR UPDATE OF rest
      )`;
  }

  /** @returns its id; undefined when the person was told before and has not written since */
  async #writeNotice(
    tx: Transaction,
    contactId: string,
    { name, language, components }: TemplateContent,
  ): Promise<string | undefined> {
    const id = newId();
    const [first] = await tx.$queryRaw<{ now: Date }[]>`
      INSERT INTO recipient_limit AS p (contact_id, debt_until, burst_since, notice_id)
      VALUES (${contactId}::uuid, now(), now(), ${id}::uuid)
      ON CONFLICT (contact_id) DO UPDATE SET notice_id = EXCLUDED.notice_id
      WHERE NOT EXISTS (
        -- One that has not failed, and that they have not answered.
        SELECT FROM outbound_message n
        WHERE p.notice_id IN (n.id, n.retry_of_id) AND n.status <> 'failed' AND NOT EXISTS (
          SELECT FROM inbound_message said
          WHERE said.contact_id = p.contact_id AND said.recorded_at > n.created_at AND ${openedWindow} OFFSET 0
        )
      )
      RETURNING now() AS now`;
    if (!first) return undefined;
    await tx.outboundMessage.create({
      data: {
        id,
        contactId,
        // By the clock that what they write is recorded by.
        createdAt: first.now,
        expiresAt: new Date(first.now.getTime() + keptForDays * 86_400_000),
        // Nobody waits for it, as for a reminder: it counts in the notifications of the day.
        purpose: 'reminder',
        bodySealed: this.sealer.seal(JSON.stringify(components)),
        templateName: name,
        templateLanguage: language,
      },
      select: { id: true },
    });
    return id;
  }
}

const partition = (rows: ReleasedRow[]): [late: ReleasedRow[], timely: ReleasedRow[]] => [
  rows.filter(({ isLate }) => isLate),
  rows.filter(({ isLate }) => !isLate),
];

import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { MicroBatcher, Sealer } from '#platform';

import { type Contact, ContactStore, type Identity, type SealedNames } from './contact.store.ts';
import { Database, notWaitingForDisk } from './database.ts';

export interface NewInbound {
  wamid: string;
  from: Identity;
  kind: string;
  /** A closer word for the kind, never a person's. */
  detail?: string;
  /** The person's words, if the message has any. */
  text?: string;
  /** The whole message as it came, when it holds more than this. */
  raw?: string;
  /** Blind index of the message that it edits, revokes, reacts to or quotes. */
  refersTo?: string;
  /** Its file is still being read: it comes again with what was found, and is not to be acted on before. */
  awaitsMedia?: boolean;
  sentAt: Date;
  /** When ingress took it; now unless given. */
  receivedAt?: Date;
  /** Its place among the messages received at the same moment. */
  position?: number;
}

export interface RecordedInbound {
  id: string;
  contact: Contact;
  handled: boolean;
  /** The answer, when this message was handled before and its answer has not left yet. */
  answer?: { outboundId: string };
}

interface RecordedRow {
  id: string;
  wamidBlindIndex: string;
  handled: boolean;
  outboundId: string | null;
  contactId: string;
  bsuidSealed: string | null;
  phoneSealed: string | null;
  timezone: string | null;
}

/** One row to insert: nothing in it can be read. */
interface InboundRow extends SealedNames {
  id: string;
  /** The sender's, should the message be their first. */
  contactId: string;
  wamidBlindIndex: string;
  wamidSealed: string;
  kind: string;
  detail?: string;
  bodySealed?: string;
  rawSealed?: string;
  refersToBlindIndex?: string;
  awaitsMedia: boolean;
  sentAt: Date;
  receivedAt: Date;
  position: number;
}

/** What people sent. */
@Injectable()
export class InboundStore {
  readonly #recorder = new MicroBatcher((messages: NewInbound[]) => this.#recordAll(messages), {
    // One at a time: of two messages that a process gets in order, the second is never recorded before the first.
    atOnce: 1,
    largest: 100,
  });

  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
    private readonly sealer: Sealer,
  ) {}

  /** Keeps a message; the second time the same message comes it is only looked up, or completed by what the media step found. */
  record(message: NewInbound): Promise<RecordedInbound> {
    return this.#recorder.add(message);
  }

  async isRecorded(wamidBlindIndex: string): Promise<boolean> {
    return (await this.database.inboundMessage.count({ where: { wamidBlindIndex } })) > 0;
  }

  async #recordAll(messages: NewInbound[]): Promise<RecordedInbound[]> {
    const all = messages.map((message) => ({ from: message.from, row: this.#toRow(message) }));
    const found = new Map<string, RecordedRow>();
    const missing = (): typeof all => all.filter(({ row }) => !found.has(row.wamidBlindIndex));
    const note = (some: RecordedRow[]): void => some.forEach((one) => found.set(one.wamidBlindIndex, one));

    note(await this.#insert(all.map(({ row }) => row)));
    if (missing().length > 0) note(await this.#find(missing().map(({ row }) => row)));
    // The rest comes from people whom we know in part only, by other names, or twice.
    for (const { from, row } of missing()) {
      await this.contacts.resolve(from);
      note(await this.#insert([row]));
      note(await this.#find([row]));
    }
    return all.map(({ row }) => this.#toRecorded(found.get(row.wamidBlindIndex)));
  }

  /**
   * One statement for all whose sender is known under exactly these names or not at all; the latter are made known. Left out
   * are messages recorded before, and those of everybody else. Should it be lost, the job that is still on the queue records it anew.
   */
  #insert(rows: InboundRow[]): Promise<RecordedRow[]> {
    return this.database.$queryRaw<RecordedRow[]>`
      WITH message AS MATERIALIZED (
        SELECT m.* FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m(
          id uuid, "contactId" uuid, "bsuidBlindIndex" text, "bsuidSealed" text, "phoneBlindIndex" text, "phoneSealed" text,
          "nameSealed" text, "wamidBlindIndex" text, "wamidSealed" text, kind text, detail text, "bodySealed" text,
          "rawSealed" text, "refersToBlindIndex" text, "awaitsMedia" boolean, "sentAt" timestamptz, "receivedAt" timestamptz,
          position int
        ), ${notWaitingForDisk}
      ), introduced AS (
        INSERT INTO contact (id, bsuid_blind_index, bsuid_sealed, phone_blind_index, phone_sealed, name_sealed, updated_at)
        SELECT "contactId", "bsuidBlindIndex", "bsuidSealed", "phoneBlindIndex", "phoneSealed", "nameSealed", now()
        FROM message m
        WHERE NOT EXISTS (SELECT FROM contact WHERE bsuid_blind_index = m."bsuidBlindIndex")
          AND NOT EXISTS (SELECT FROM contact WHERE phone_blind_index = m."phoneBlindIndex")
        -- Everybody inserts in the same order, so that two of us never wait for each other.
        ORDER BY "bsuidBlindIndex", "phoneBlindIndex"
        ON CONFLICT DO NOTHING
        RETURNING *
      ), addressed AS (
        SELECT DISTINCT ON (m."wamidBlindIndex") m.*, c.id AS sender, c.bsuid_sealed AS "senderBsuid",
          c.phone_sealed AS "senderPhone", c.timezone
        FROM message m
        CROSS JOIN LATERAL (
          SELECT id, bsuid_sealed, phone_sealed, timezone FROM contact
          WHERE bsuid_blind_index = m."bsuidBlindIndex" AND (m."phoneBlindIndex" IS NULL OR phone_blind_index = m."phoneBlindIndex")
          UNION ALL
          SELECT id, bsuid_sealed, phone_sealed, timezone FROM contact
          WHERE m."bsuidBlindIndex" IS NULL AND phone_blind_index = m."phoneBlindIndex"
          UNION ALL
          SELECT id, bsuid_sealed, phone_sealed, timezone FROM introduced
          WHERE bsuid_blind_index IS NOT DISTINCT FROM m."bsuidBlindIndex" AND phone_blind_index IS NOT DISTINCT FROM m."phoneBlindIndex"
        ) c
        -- Announced and complete in one batch: the complete one counts.
        ORDER BY m."wamidBlindIndex", m."awaitsMedia"
      ), written AS (
        INSERT INTO inbound_message (
          id, contact_id, wamid_blind_index, wamid_sealed, kind, detail, body_sealed, raw_sealed,
          refers_to_blind_index, awaits_media, sent_at, received_at, position
        )
        SELECT id, sender, "wamidBlindIndex", "wamidSealed", kind, detail, "bodySealed", "rawSealed",
          "refersToBlindIndex", "awaitsMedia", "sentAt", "receivedAt", position
        FROM addressed
        ON CONFLICT (wamid_blind_index) DO NOTHING
        RETURNING id
      )
      SELECT a.id, a."wamidBlindIndex", false AS handled, NULL AS "outboundId", a.sender AS "contactId",
        a."senderBsuid" AS "bsuidSealed", a."senderPhone" AS "phoneSealed", a.timezone
      FROM written JOIN addressed a USING (id)`;
  }

  /** Messages recorded before; those that waited for their file get what was found in it. */
  #find(rows: InboundRow[]): Promise<RecordedRow[]> {
    const complete = rows.filter(({ awaitsMedia }) => !awaitsMedia);
    return this.database.$queryRaw<RecordedRow[]>`
      WITH completed AS (
        UPDATE inbound_message m SET awaits_media = false, body_sealed = coalesce(n."bodySealed", m.body_sealed)
        FROM json_to_recordset(${JSON.stringify(complete)}::json) AS n("wamidBlindIndex" text, "bodySealed" text)
        WHERE m.wamid_blind_index = n."wamidBlindIndex" AND m.awaits_media
      )
      SELECT m.id, m.wamid_blind_index AS "wamidBlindIndex", m.handled_at IS NOT NULL AS handled,
        (SELECT o.id FROM outbound_message o WHERE o.in_reply_to_id = m.id AND o.status = 'queued') AS "outboundId",
        c.id AS "contactId", c.bsuid_sealed AS "bsuidSealed", c.phone_sealed AS "phoneSealed", c.timezone
      FROM inbound_message m JOIN contact c ON c.id = m.contact_id
      WHERE m.wamid_blind_index = ANY(${rows.map(({ wamidBlindIndex }) => wamidBlindIndex)})`;
  }

  #toRow(message: NewInbound): InboundRow {
    const seal = (plain?: string): string | undefined =>
      plain === undefined ? undefined : this.sealer.seal(plain);
    return {
      ...this.contacts.sealedNames(message.from),
      id: newId(),
      contactId: newId(),
      wamidBlindIndex: this.sealer.blindIndex('wamid', message.wamid),
      wamidSealed: this.sealer.seal(message.wamid),
      kind: message.kind,
      detail: message.detail,
      bodySealed: seal(message.text),
      rawSealed: seal(message.raw),
      refersToBlindIndex: message.refersTo,
      awaitsMedia: message.awaitsMedia ?? false,
      sentAt: message.sentAt,
      receivedAt: message.receivedAt ?? new Date(),
      position: message.position ?? 0,
    };
  }

  #toRecorded(row: RecordedRow | undefined): RecordedInbound {
    if (!row) throw new Error('The message was not recorded');
    const { id, handled, outboundId, contactId, ...contact } = row;
    return {
      id,
      handled,
      answer: outboundId === null ? undefined : { outboundId },
      contact: this.contacts.open({ id: contactId, ...contact }),
    };
  }
}

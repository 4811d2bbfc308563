import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { z } from 'zod';

import { Sealer } from '#platform';

import { Database, type Transaction } from './database.ts';
import { unlessDamaged, unlessUnreadable } from './unless-unreadable.ts';

/** For so long WhatsApp has a file that somebody sent. */
const obtainableFor = '7 days';
/** Longer than a fetch may take, so that a picture that is still claimed then belongs to a process that died. */
const claimedFor = '7 minutes';
/** Longer than the change log brings notes back. */
const restorableFor = '25 hours';
const removedAtOnce = 100;
/** For so long "this" is the picture that was sent last. */
const shownFor = '10 minutes';

const referenceSchema = z.object({
  id: z.string(),
  mimeType: z.string().optional(),
  sha256: z.string().optional(),
});
/** Where WhatsApp has a picture that somebody sent. */
export type PictureReference = z.infer<typeof referenceSchema>;

/** A picture to be fetched. */
export interface WaitingPicture {
  id: string;
  /** Undefined when it cannot be read any more. Throws `UnknownKeyError` when its key is missing here. */
  open: () => PictureReference | undefined;
  /** Since it was asked for. */
  ageMs: number;
}

/** `waiting` to be fetched, `kept`, or `lost`: WhatsApp did not give it. */
export type PictureState = 'waiting' | 'kept' | 'lost';

/** The pictures of notes. */
@Injectable()
export class NotePictureStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** The picture is fetched once `tx` is committed. @returns its id */
  async add(tx: Transaction, contactId: string, media: PictureReference): Promise<string> {
    const mediaSealed = this.sealer.seal(JSON.stringify(referenceSchema.parse(media)));
    const { id } = await tx.notePicture.create({
      data: { id: newId(), contactId, mediaSealed },
      select: { id: true },
    });
    return id;
  }

  /** What was read in the picture that is the person's message before this one, in the caller's own format; not one that was kept. */
  async readingBefore(tx: Transaction, contactId: string, messageId: string): Promise<string | undefined> {
    const [last] = await tx.$queryRaw<
      { id: string; kind: string; intent: string | null; readingSealed: string | null }[]
    >`
      SELECT m.id, m.kind, m.intent, m.reading_sealed AS "readingSealed"
      FROM inbound_message this JOIN inbound_message m ON m.contact_id = this.contact_id AND m.id <> this.id
        AND m.sent_at BETWEEN this.sent_at - ${shownFor}::interval AND this.sent_at
      WHERE this.id = ${messageId}::uuid AND this.contact_id = ${contactId}::uuid AND m.handled_at IS NOT NULL
      ORDER BY m.sent_at DESC, m.handled_at DESC LIMIT 1`;
    const { id = '', kind, intent, readingSealed } = last ?? {};
    if (kind !== 'image' || intent === 'remember' || !readingSealed) return undefined;
    return unlessUnreadable(() => this.sealer.open(readingSealed), { table: 'inbound_message', id });
  }

  /** How many a person has: with notes, and together with those whose notes may still be brought back. */
  async count(tx: Transaction, contactId: string): Promise<{ noted: number; all: number }> {
    const all = await tx.notePicture.count({ where: { contactId } });
    const noted = await tx.note.count({ where: { contactId, pictureId: { not: null } } });
    return { noted, all };
  }

  async statesOf(tx: Transaction, ids: string[]): Promise<Map<string, PictureState>> {
    if (ids.length === 0) return new Map();
    const select = { id: true, keptAt: true, nextTryAt: true };
    const rows = await tx.notePicture.findMany({ where: { id: { in: ids } }, select });
    return new Map(
      rows.map(({ id, keptAt, nextTryAt }) => [id, keptAt ? 'kept' : nextTryAt ? 'waiting' : 'lost']),
    );
  }

  /** Takes pictures that are due to be fetched, of notes that are there, for one process. */
  async claim(atMost: number): Promise<WaitingPicture[]> {
    const rows = await this.database.$queryRaw<{ id: string; mediaSealed: string | null; ageMs: number }[]>`
      UPDATE note_picture SET next_try_at = now() + ${claimedFor}::interval
      WHERE id = ANY(ARRAY(
        SELECT id FROM note_picture p
        WHERE next_try_at <= now() AND EXISTS (
          SELECT FROM note n WHERE n.contact_id = p.contact_id AND n.picture_id = p.id
        )
        ORDER BY next_try_at LIMIT ${atMost} FOR UPDATE SKIP LOCKED
      ))
      RETURNING id, media_sealed AS "mediaSealed", extract(epoch FROM now() - created_at)::float8 * 1000 AS "ageMs"`;
    return rows.map(({ id, mediaSealed, ageMs }) => ({
      id,
      ageMs,
      open: () => this.#mediaOf(id, mediaSealed),
    }));
  }

  #mediaOf(id: string, sealed: string | null): PictureReference | undefined {
    if (sealed === null) return undefined;
    return unlessDamaged(() => referenceSchema.parse(JSON.parse(this.sealer.open(sealed))), {
      table: 'note_picture',
      id,
    });
  }

  /** Of two that fetched it, the first counts. @returns whether it is kept now because of this */
  async keep(id: string, bytes: Uint8Array, mimeType: string): Promise<boolean> {
    const { count } = await this.database.notePicture.updateMany({
      where: { id, keptAt: null, nextTryAt: { not: null } },
      data: {
        bytesSealed: this.sealer.sealBytes(bytes),
        mimeType,
        mediaSealed: null,
        nextTryAt: null,
        keptAt: new Date(),
      },
    });
    return count > 0;
  }

  /** WhatsApp does not give it now. @returns false when it has it no longer, and it was given up because of this */
  async retryIn(id: string, pauseMs: number): Promise<boolean> {
    const count = await this.database.$executeRaw`
      UPDATE note_picture SET next_try_at = now() + ${pauseMs}::float8 * interval '1 millisecond'
      WHERE id = ${id}::uuid AND next_try_at IS NOT NULL AND now() < created_at + ${obtainableFor}::interval`;
    return count > 0 || !(await this.giveUp(id));
  }

  /** @returns whether it was still waiting */
  async giveUp(id: string): Promise<boolean> {
    const { count } = await this.database.notePicture.updateMany({
      where: { id, nextTryAt: { not: null } },
      data: { nextTryAt: null, mediaSealed: null },
    });
    return count > 0;
  }

  /**
   * @returns undefined when there is none that could be shown (any more)
   * @throws `UnknownKeyError` when the key that sealed it is missing here
   */
  async read(
    contactId: string,
    id: string,
  ): Promise<{ bytes: Uint8Array<ArrayBuffer>; mimeType: string } | undefined> {
    const row = await this.database.notePicture.findFirst({
      where: { id, contactId },
      select: { bytesSealed: true, mimeType: true },
    });
    const { bytesSealed, mimeType } = row ?? {};
    if (!bytesSealed || !mimeType) return undefined;
    const bytes = unlessDamaged(() => this.sealer.openBytes(bytesSealed), { table: 'note_picture', id });
    return bytes && { bytes, mimeType };
  }

  /** Removes those whose notes are gone, and that no undo can bring back. */
  async removeLeft(): Promise<void> {
    await this.database.$executeRaw`
      DELETE FROM note_picture WHERE id = ANY(ARRAY(
        SELECT id FROM note_picture p
        WHERE left_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM note n WHERE n.contact_id = p.contact_id AND n.picture_id = p.id)
          AND NOT EXISTS (
            SELECT FROM change c
            WHERE c.contact_id = p.contact_id AND c.kind = 'note' AND c.undone_by_id IS NULL
              AND c.before ->> 'picture_id' = p.id::text AND c.at > now() - ${restorableFor}::interval
          )
        LIMIT ${removedAtOnce}
      ))`;
    // A note that came back leaves its picture anew at most an hour later than this looks.
    await this.database.$executeRaw`
      UPDATE note_picture p SET left_at = NULL
      WHERE left_at < now() - interval '1 hour'
        AND EXISTS (SELECT FROM note n WHERE n.contact_id = p.contact_id AND n.picture_id = p.id)`;
  }
}

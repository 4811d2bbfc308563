import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { z } from 'zod';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { NotePictureStore, type PictureState } from './note-picture.store.ts';
import { together } from './together.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

const contentSchema = z.object({
  /** What it is found by: "locker", a person's or a place's name. Absent for a place that was only sent. */
  name: z.string().optional(),
  /** What it says: "my locker is 42", an address, phone numbers. */
  text: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
});

/** Something that a person wants kept. */
export type Note = z.infer<typeof contentSchema> & {
  id: string;
  kind: 'place' | 'person' | 'fact';
  keptAt: Date;
  pictureId?: string;
  /** What became of its picture. */
  picture?: PictureState;
};
export type NewNote = Omit<Note, 'id' | 'keptAt' | 'picture'>;

/** Places, people's cards and facts that people want kept. */
@Injectable()
export class NoteStore {
  constructor(
    private readonly sealer: Sealer,
    private readonly pictures: NotePictureStore,
  ) {}

  /** @returns its id */
  add(tx: Transaction, contactId: string, note: NewNote): Promise<string> {
    return this.#add(tx, { contactId, note });
  }

  /** The person's notes of a kind, newest first, at most 200; those that are damaged are left out. */
  list(tx: Transaction, contactId: string, kind: Note['kind']): Promise<Note[]> {
    return this.#list(tx, { contactId, kind });
  }

  /** What it says now was kept just now, and its picture is the new one's, or none. */
  async replace(
    tx: Transaction,
    contactId: string,
    id: string,
    { kind, pictureId, ...content }: NewNote,
  ): Promise<void> {
    const noteSealed = this.sealer.seal(JSON.stringify(content));
    await tx.$executeRaw`
      UPDATE note SET kind = ${kind}, note_sealed = ${noteSealed}, picture_id = ${pictureId ?? null}::uuid, created_at = now()
      WHERE id = ${id}::uuid AND contact_id = ${contactId}::uuid`;
  }

  async remove(tx: Transaction, contactId: string, id: string): Promise<void> {
    await tx.note.deleteMany({ where: { contactId, id } });
  }

  /** How many there are, also of those that cannot be read. */
  count(tx: Transaction, contactId: string): Promise<number> {
    return tx.note.count({ where: { contactId } });
  }

  async removeAll(tx: Transaction, contactId: string): Promise<void> {
    await tx.note.deleteMany({ where: { contactId } });
  }

  readonly #add = together(
    async (tx, notes: readonly { contactId: string; note: NewNote }[]): Promise<string[]> => {
      const rows = notes.map(({ contactId, note: { kind, pictureId, ...content } }) => ({
        id: newId(),
        contactId,
        kind,
        pictureId,
        noteSealed: this.sealer.seal(JSON.stringify(content)),
      }));
      await tx.note.createMany({ data: rows });
      return rows.map(({ id }) => id);
    },
  );

  readonly #list = together(
    (tx, wanted: readonly { contactId: string; kind: Note['kind'] }[]): Promise<Note[][]> =>
      Promise.all(wanted.map((one) => this.#listOne(tx, one))),
  );

  async #listOne(tx: Transaction, where: { contactId: string; kind: Note['kind'] }): Promise<Note[]> {
    const rows = await tx.note.findMany({ where, orderBy: { createdAt: 'desc' }, take: 200 });
    const pictures = await this.pictures.statesOf(
      tx,
      rows.flatMap(({ pictureId }) => pictureId ?? []),
    );
    return rows.flatMap(({ id, noteSealed, createdAt, pictureId }) => {
      const content = unlessUnreadable(() => contentSchema.parse(JSON.parse(this.sealer.open(noteSealed))), {
        table: 'note',
        id,
      });
      if (!content) return [];
      const picture = pictures.get(pictureId ?? '');
      const note = { ...content, id, kind: where.kind, keptAt: createdAt };
      return [pictureId !== null && picture ? { ...note, pictureId, picture } : note];
    });
  }
}

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
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
export type Note = z.infer<typeof contentSchema> & { kind: 'place' | 'person' | 'fact'; keptAt: Date };
export type NewNote = Omit<Note, 'keptAt'>;

/** Places, people's cards and facts that people want kept. */
@Injectable()
export class NoteStore {
  constructor(private readonly sealer: Sealer) {}

  add(tx: Transaction, contactId: string, note: NewNote): Promise<void> {
    return this.#add(tx, { contactId, note });
  }

  /** The person's notes of a kind, newest first, at most 200; those that are damaged are left out. */
  list(tx: Transaction, contactId: string, kind: Note['kind']): Promise<Note[]> {
    return this.#list(tx, { contactId, kind });
  }

  readonly #add = together(
    async (tx, notes: readonly { contactId: string; note: NewNote }[]): Promise<void[]> => {
      await tx.note.createMany({
        data: notes.map(({ contactId, note: { kind, ...content } }) => ({
          contactId,
          kind,
          noteSealed: this.sealer.seal(JSON.stringify(content)),
        })),
      });
      return notes.map(() => undefined);
    },
  );

  readonly #list = together(
    (tx, wanted: readonly { contactId: string; kind: Note['kind'] }[]): Promise<Note[][]> =>
      Promise.all(wanted.map((one) => this.#listOne(tx, one))),
  );

  async #listOne(tx: Transaction, where: { contactId: string; kind: Note['kind'] }): Promise<Note[]> {
    const rows = await tx.note.findMany({ where, orderBy: { createdAt: 'desc' }, take: 200 });
    return rows.flatMap(({ id, noteSealed, createdAt }) => {
      const content = unlessUnreadable(() => contentSchema.parse(JSON.parse(this.sealer.open(noteSealed))), {
        table: 'note',
        id,
      });
      return content ? [{ ...content, kind: where.kind, keptAt: createdAt }] : [];
    });
  }
}

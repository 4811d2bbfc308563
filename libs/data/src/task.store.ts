import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { together } from './together.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

export interface Task {
  id: string;
  /** The number that the person uses: counts from 1, starts again once the list is empty. */
  number: number;
  /** Undefined when it cannot be read. */
  title: string | undefined;
  dueAt?: Date;
}

interface NewTask {
  contactId: string;
  title: string;
  dueAt?: Date;
}

/** The tasks on everybody's list. */
@Injectable()
export class TaskStore {
  constructor(private readonly sealer: Sealer) {}

  /** `tx` must hold the person, as every turn does: two additions at once would take the same number, and one of them fail. */
  add(tx: Transaction, contactId: string, task: { title: string; dueAt?: Date }): Promise<Task> {
    return this.#add(tx, { contactId, ...task });
  }

  /** Open tasks by number. */
  listOpen(tx: Transaction, contactId: string): Promise<Task[]> {
    return this.#listOpen(tx, contactId);
  }

  /** @returns the completed task, or null when no open task has this number */
  complete(tx: Transaction, contactId: string, number: number): Promise<Task | null> {
    return this.#complete(tx, { contactId, number });
  }

  #openTitle(id: string, titleSealed: string): string | undefined {
    return unlessUnreadable(() => this.sealer.open(titleSealed), { table: 'task', id });
  }

  readonly #add = together(async (tx, tasks: readonly NewTask[]): Promise<Task[]> => {
    const rows = tasks.map(({ contactId, title, dueAt }, at) => {
      return { at, id: newId(), contactId, titleSealed: this.sealer.seal(title), dueAt };
    });
    const added = await tx.$queryRaw<{ id: string; number: number }[]>`
      INSERT INTO task (id, contact_id, number, title_sealed, due_at)
      SELECT n.id, n."contactId",
        coalesce((SELECT max(number) FROM task WHERE contact_id = n."contactId"), 0)
          + row_number() OVER (PARTITION BY n."contactId" ORDER BY n.at),
        n."titleSealed", n."dueAt"
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS n(at int, id uuid, "contactId" uuid, "titleSealed" text, "dueAt" timestamptz)
      RETURNING id, number`;
    const numbers = new Map(added.map(({ id, number }) => [id, number]));
    return tasks.map(({ title, dueAt }, at) => ({
      id: rows[at]?.id ?? '',
      number: numbers.get(rows[at]?.id ?? '') ?? 0,
      title,
      dueAt,
    }));
  });

  readonly #listOpen = together(async (tx, contactIds: readonly string[]): Promise<Task[][]> => {
    const rows = await tx.task.findMany({
      where: { contactId: { in: [...contactIds] }, number: { not: null } },
      orderBy: { number: 'asc' },
      select: { id: true, contactId: true, number: true, titleSealed: true, dueAt: true },
    });
    return contactIds.map((wanted) =>
      rows.flatMap(({ id, contactId, number, titleSealed, dueAt }) =>
        contactId === wanted && number !== null
          ? [{ id, number, title: this.#openTitle(id, titleSealed), dueAt: dueAt ?? undefined }]
          : [],
      ),
    );
  });

  readonly #complete = together(
    async (tx, wanted: readonly { contactId: string; number: number }[]): Promise<(Task | null)[]> => {
      const rows = await tx.$queryRaw<
        { id: string; contactId: string; number: number; titleSealed: string }[]
      >`
        UPDATE task SET number = NULL, completed_at = now()
        FROM json_to_recordset(${JSON.stringify(wanted)}::json) AS w("contactId" uuid, number int)
        WHERE task.contact_id = w."contactId" AND task.number = w.number
        RETURNING task.id, task.contact_id AS "contactId", w.number, task.title_sealed AS "titleSealed"`;
      return wanted.map(({ contactId, number }) => {
        const row = rows.find((one) => one.contactId === contactId && one.number === number);
        return row ? { id: row.id, number, title: this.#openTitle(row.id, row.titleSealed) } : null;
      });
    },
  );
}

import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { together } from './together.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

export interface Task {
  id: string;
  /** Name of its list; absent for the usual one. */
  list?: string;
  /** The number that the person uses: counts from 1 on each list, starts again once the list is empty. Of a completed one, the last it had; 0 when that is not known. */
  number: number;
  /** Undefined when it cannot be read. */
  title: string | undefined;
  dueAt?: Date;
  /** It is due on a day without a time: `dueAt` is midnight in this zone, an IANA name. */
  dueZone?: string;
}

export interface NewTask {
  title: string;
  dueAt?: Date;
  dueZone?: string;
  /** Name of the list, which need not be there yet; by default the usual one. */
  list?: string;
}

interface Wanted {
  contactId: string;
  ids: readonly string[];
}

/** More are not looked through for one to reopen. */
const mostCompleted = 100;
const columns = {
  id: true,
  contactId: true,
  listSealed: true,
  number: true,
  doneNumber: true,
  titleSealed: true,
  dueAt: true,
  dueZone: true,
} as const;

interface Row {
  id: string;
  listSealed: string | null;
  number: number | null;
  doneNumber?: number | null;
  titleSealed: string;
  dueAt: Date | null;
  dueZone: string | null;
}

/** The tasks on everybody's lists. A `tx` that changes them must hold the person, as every turn does: numbers are given out. */
@Injectable()
export class TaskStore {
  constructor(private readonly sealer: Sealer) {}

  add(tx: Transaction, contactId: string, task: NewTask): Promise<Task> {
    return this.#add(tx, { contactId, ...task });
  }

  /** Open tasks of all lists by number. */
  listOpen(tx: Transaction, contactId: string): Promise<Task[]> {
    return this.#listOpen(tx, contactId);
  }

  /** Also a completed one. @returns undefined when it is not there */
  async find(tx: Transaction, contactId: string, id: string): Promise<Task | undefined> {
    const row = await tx.task.findFirst({ where: { id, contactId }, select: columns });
    return row ? this.#taskOf(row) : undefined;
  }

  /** Those that were completed last, newest first. */
  async listCompleted(tx: Transaction, contactId: string): Promise<Task[]> {
    const rows = await tx.task.findMany({
      where: { contactId, number: null },
      orderBy: [{ completedAt: 'desc' }, { id: 'desc' }],
      take: mostCompleted,
      select: columns,
    });
    return rows.map((row) => this.#taskOf(row));
  }

  /** @returns those that were open and are completed now, with the numbers they had */
  complete(tx: Transaction, contactId: string, ids: readonly string[]): Promise<Task[]> {
    return this.#complete(tx, { contactId, ids });
  }

  /** Puts a completed one back on its list, under its old number unless another has it. @returns null when it is not there, or open */
  async reopen(tx: Transaction, contactId: string, id: string): Promise<Task | null> {
    const [row] = await tx.$queryRaw<Row[]>`
      UPDATE task SET completed_at = NULL, done_number = NULL, number = (
        SELECT CASE WHEN task.done_number IS NULL OR count(*) FILTER (WHERE other.number = task.done_number) > 0
          THEN coalesce(max(other.number), 0) + 1 ELSE task.done_number END
        FROM task other WHERE other.contact_id = task.contact_id AND other.list_key = task.list_key
      )
      WHERE id = ${id}::uuid AND contact_id = ${contactId}::uuid AND number IS NULL
      RETURNING id, list_sealed AS "listSealed", number, title_sealed AS "titleSealed", due_at AS "dueAt", due_zone AS "dueZone"`;
    return row ? this.#taskOf(row) : null;
  }

  /** @returns how many were there and are gone */
  async remove(tx: Transaction, contactId: string, ids: readonly string[]): Promise<number> {
    const { count } = await tx.task.deleteMany({ where: { contactId, id: { in: [...ids] } } });
    return count;
  }

  async change(
    tx: Transaction,
    contactId: string,
    id: string,
    { title, dueAt, dueZone = null }: { title?: string; dueAt?: Date; dueZone?: string | null },
  ): Promise<void> {
    const titleSealed = title === undefined ? undefined : this.sealer.seal(title);
    await tx.task.updateMany({
      where: { contactId, id },
      data: { titleSealed, ...(dueAt && { dueAt, dueZone }) },
    });
  }

  #listKey(list: string | undefined): string {
    const name = list === undefined ? '' : plainListName(list);
    return name === '' ? '' : this.sealer.blindIndex('list', name);
  }

  #open(id: string, sealed: string): string | undefined {
    return unlessUnreadable(() => this.sealer.open(sealed), { table: 'task', id });
  }

  #taskOf({ id, listSealed, number, doneNumber, titleSealed, dueAt, dueZone }: Row): Task {
    const list = listSealed === null ? undefined : (this.#open(id, listSealed) ?? '');
    return {
      id,
      ...(list !== undefined && { list }),
      number: number ?? doneNumber ?? 0,
      title: this.#open(id, titleSealed),
      dueAt: dueAt ?? undefined,
      dueZone: dueZone ?? undefined,
    };
  }

  readonly #add = together(
    async (tx, tasks: readonly (NewTask & { contactId: string })[]): Promise<Task[]> => {
      const rows = tasks.map(({ contactId, title, dueAt, dueZone, list }, at) => {
        const listKey = this.#listKey(list);
        const listSealed = listKey === '' || list === undefined ? null : this.sealer.seal(list.trim());
        return {
          at,
          id: newId(),
          contactId,
          listKey,
          listSealed,
          titleSealed: this.sealer.seal(title),
          dueAt,
          dueZone,
        };
      });
      const added = await tx.$queryRaw<Row[]>`
      INSERT INTO task (id, contact_id, list_key, list_sealed, number, title_sealed, due_at, due_zone)
      SELECT n.id, n."contactId", n."listKey", n."listSealed",
        coalesce((SELECT max(number) FROM task WHERE contact_id = n."contactId" AND list_key = n."listKey"), 0)
          + row_number() OVER (PARTITION BY n."contactId", n."listKey" ORDER BY n.at),
        n."titleSealed", n."dueAt", n."dueZone"
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS n(at int, id uuid, "contactId" uuid, "listKey" text, "listSealed" text, "titleSealed" text, "dueAt" timestamptz, "dueZone" text)
      RETURNING id, list_sealed AS "listSealed", number, title_sealed AS "titleSealed", due_at AS "dueAt", due_zone AS "dueZone"`;
      const tasksById = new Map(added.map((row) => [row.id, this.#taskOf(row)]));
      return rows.flatMap(({ id }) => tasksById.get(id) ?? []);
    },
  );

  readonly #listOpen = together(async (tx, contactIds: readonly string[]): Promise<Task[][]> => {
    const rows = await tx.task.findMany({
      where: { contactId: { in: [...contactIds] }, number: { not: null } },
      orderBy: [{ number: 'asc' }, { id: 'asc' }],
      select: columns,
    });
    return contactIds.map((wanted) =>
      rows.flatMap(({ contactId, ...row }) => (contactId === wanted ? [this.#taskOf(row)] : [])),
    );
  });

  readonly #complete = together(async (tx, wanted: readonly Wanted[]): Promise<Task[][]> => {
    const rows = await tx.$queryRaw<(Row & { contactId: string })[]>`
      UPDATE task SET number = NULL, done_number = was.number, completed_at = now()
      FROM (
        SELECT t.id, t.number FROM task t JOIN json_to_recordset(${JSON.stringify(flat(wanted))}::json) AS w("contactId" uuid, id uuid)
          ON t.id = w.id AND t.contact_id = w."contactId"
        WHERE t.number IS NOT NULL FOR NO KEY UPDATE OF t
      ) AS was
      WHERE task.id = was.id
      RETURNING task.id, task.contact_id AS "contactId", task.list_sealed AS "listSealed", was.number,
        task.title_sealed AS "titleSealed", task.due_at AS "dueAt", task.due_zone AS "dueZone"`;
    return wanted.map(({ contactId, ids }) =>
      ids.flatMap((id) => {
        const row = rows.find((one) => one.id === id && one.contactId === contactId);
        return row ? [this.#taskOf(row)] : [];
      }),
    );
  });
}

const flat = (wanted: readonly Wanted[]): { contactId: string; id: string }[] =>
  wanted.flatMap(({ contactId, ids }) => ids.map((id) => ({ contactId, id })));

/** What makes two names of a list the same: "My Shopping list" is "shopping"; the usual list's is empty. */
export const plainListName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:the|my|our) /, '')
    .replace(/ list$/, '');

import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';

export interface Task {
  /** What the person calls it by: counts from 1, free again once the list is empty. */
  number: number;
  title: string;
  dueAt?: Date;
}

/** Everything on somebody's list. */
@Injectable()
export class TaskStore {
  constructor(private readonly sealer: Sealer) {}

  async add(tx: Transaction, contactId: string, task: { title: string; dueAt?: Date }): Promise<Task> {
    // Additions for one person wait for each other: they would all take the same number.
    await tx.$queryRaw`SELECT id FROM contact WHERE id = ${contactId}::uuid FOR NO KEY UPDATE`;
    const { _max } = await tx.task.aggregate({ where: { contactId }, _max: { number: true } });
    const number = (_max.number ?? 0) + 1;
    await tx.task.create({
      data: { contactId, number, titleSealed: this.sealer.seal(task.title), dueAt: task.dueAt },
    });
    return { number, ...task };
  }

  /** Open tasks by number. */
  async listOpen(tx: Transaction, contactId: string): Promise<Task[]> {
    const rows = await tx.task.findMany({
      where: { contactId, number: { not: null } },
      orderBy: { number: 'asc' },
      select: { number: true, titleSealed: true, dueAt: true },
    });
    return rows.flatMap(({ number, titleSealed, dueAt }) =>
      number === null ? [] : [{ number, title: this.sealer.open(titleSealed), dueAt: dueAt ?? undefined }],
    );
  }

  /** @returns the completed task, or null when no open task has this number */
  async complete(tx: Transaction, contactId: string, number: number): Promise<Task | null> {
    const where = { contactId_number: { contactId, number } };
    const row = await tx.task.findUnique({ where, select: { id: true, titleSealed: true } });
    if (!row) return null;
    const { count } = await tx.task.updateMany({
      where: { id: row.id, number },
      data: { number: null, completedAt: new Date() },
    });
    return count === 1 ? { number, title: this.sealer.open(row.titleSealed) } : null;
  }
}

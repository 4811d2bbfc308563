import { Injectable } from '@nestjs/common';
import { v5 as idOf } from 'uuid';

import { recordActs } from './audit-entry.ts';
import { Database } from './database.ts';
import type { PastAct } from './dead-letter.ts';

/** Makes ids of names, such as that of a queue. */
const nameSpace = '0b6f6c9e-6a42-4a0e-9a5b-0a1f5d8f3a61';

/** What people on call did. Append-only. */
@Injectable()
export class AuditStore {
  constructor(private readonly database: Database) {}

  /** To be called before the act: there is none without its entry. @param name of what it is done to. @param detail nothing about any person */
  async record(
    act: 'probe' | 'pause' | 'resume' | 'board',
    actor: string,
    name: string,
    detail: Record<string, string> = {},
  ): Promise<void> {
    const subjectId = idOf(name, nameSpace);
    await this.database.transaction((tx) =>
      recordActs(tx, [{ act, actor, subjectId, detail: { name, ...detail } }]),
    );
  }

  /** Newest first. */
  newest(limit: number): Promise<(PastAct & { subjectId: string })[]> {
    return this.database.auditEntry.findMany({
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit,
      select: { at: true, act: true, actor: true, subjectId: true, detail: true },
    });
  }
}

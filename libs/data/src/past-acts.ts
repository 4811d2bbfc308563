import type { Database } from './database.ts';
import type { PastAct } from './dead-letter.ts';

/** What people on call did to messages, the newest last. To look at one is not doing something to it. */
export async function pastActs(database: Database, ids: string[]): Promise<Map<string, PastAct[]>> {
  const rows = await database.auditEntry.findMany({
    where: { subjectId: { in: ids }, act: { not: 'trace' } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { subjectId: true, at: true, act: true, actor: true, detail: true },
  });
  const acts = new Map<string, PastAct[]>();
  for (const { subjectId, ...act } of rows) acts.set(subjectId, [...(acts.get(subjectId) ?? []), act]);
  return acts;
}

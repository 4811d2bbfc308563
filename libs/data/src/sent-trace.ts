import type { Database } from './database.ts';
import type { OutboundTrace } from './message-trace.ts';
import { pastActs } from './past-acts.ts';
import type { SendLimits } from './send-limits.ts';
import { sendWaitsOf } from './send-waits.sql.ts';

const columns = {
  id: true,
  contactId: true,
  purpose: true,
  status: true,
  inReplyToId: true,
  retryOfId: true,
  retryNumber: true,
  templateName: true,
  templateLanguage: true,
  fallbackName: true,
  document: true,
  createdAt: true,
  notBefore: true,
  expiresAt: true,
  parkedAt: true,
  releasedAt: true,
  firstStartedAt: true,
  sendingSince: true,
  sendAttempts: true,
  failedAttempts: true,
  duplicates: true,
  duplicatedAt: true,
  replays: true,
  errorCode: true,
  failedAt: true,
  failure: true,
  dismissedAt: true,
  toldAt: true,
  reminder: { select: { dueAt: true } },
  timeline: {
    orderBy: { occurredAt: 'asc' as const },
    select: { status: true, occurredAt: true, recordedAt: true, errorCode: true, errorTitle: true },
  },
};

/** @param ids of first ones. @returns them and what repeated them, in the order of the repetitions */
export async function sentTraces(
  database: Database,
  ids: string[],
  limits: SendLimits,
): Promise<OutboundTrace[]> {
  if (ids.length === 0) return [];
  const rows = await database.outboundMessage.findMany({
    where: { OR: [{ id: { in: ids } }, { retryOfId: { in: ids } }] },
    orderBy: [{ retryNumber: 'asc' }, { createdAt: 'asc' }],
    select: columns,
  });
  const all = rows.map(({ id }) => id);
  const [waits, acts] = await Promise.all([sendWaitsOf(database, all, limits), pastActs(database, all)]);
  return rows.map(({ document, reminder, timeline, ...row }) => ({
    ...row,
    hasFile: document !== null,
    reminderDueAt: reminder?.dueAt ?? null,
    reports: timeline.map(({ occurredAt: at, ...report }) => ({ ...report, at })),
    waits: waits.get(row.id) ?? null,
    acts: acts.get(row.id) ?? [],
  }));
}

import { z } from 'zod';

import type { Sealer } from '#platform';

import type { Database, Transaction } from './database.ts';

const partsSchema = z.array(
  z.object({
    reminderId: z.string().nullable(),
    body: z.string(),
    /** Of an agenda, when its day is over. */
    until: z.string().nullable(),
  }),
);

/** What a message that tells of several reminders says of each. */
export type Parts = z.infer<typeof partsSchema>;

export const openParts = (sealer: Sealer, sealed: string): Parts =>
  partsSchema.parse(JSON.parse(sealer.open(sealed)));

const bodyOf = (parts: Parts): string => parts.map(({ body }) => body).join('\n\n');

/**
 * What was done, cancelled or deleted since is left out of a message that tells of several.
 *
 * @param id of one that is marked as being sent, by its send `attempt`, since `sendingSince` by the clock of the database
 * @returns its words; undefined when nothing is left of it
 */
export async function leaveOutNeedless(
  database: Database,
  sealer: Sealer,
  {
    id,
    attempt,
    sendingSince,
    body,
    parts,
  }: { id: string; attempt: number; sendingSince: Date; body: string; parts: Parts },
): Promise<string | undefined> {
  const wanted = await database.reminder.findMany({
    where: { id: { in: idsOf(parts) }, doneAt: null, cancelledAt: null },
    select: { id: true },
  });
  const isOver = ({ reminderId }: Parts[number]): boolean =>
    reminderId !== null && !wanted.some((one) => one.id === reminderId);
  const isOfBefore = ({ until }: Parts[number]): boolean =>
    until !== null && Date.parse(until) <= sendingSince.getTime();
  const left = parts.filter((part) => !isOver(part) && !isOfBefore(part));
  if (left.length === parts.length) return body;
  if (left.length === 0) return undefined;
  const words = bodyOf(left);
  await database.transaction(async (tx) => {
    const { count } = await tx.outboundMessage.updateMany({
      // Another process that has taken this send for lost says what it was marked with.
      where: { id, status: 'sending', sendAttempts: attempt },
      data: { bodySealed: sealer.seal(words), partsSealed: sealer.seal(JSON.stringify(left)) },
    });
    if (count > 0) await tellNoMore(tx, id, idsOf(parts.filter(isOver)), idsOf(left));
  });
  return words;
}

const idsOf = (parts: Parts): string[] => parts.flatMap(({ reminderId }) => reminderId ?? []);

/**
 * The message does not tell of `gone` any more: should they be wanted again, also at this very moment, they ring anew. If it was the
 * announcement of one of them, it is that of another one now, as a reminder has one announcement.
 */
async function tellNoMore(tx: Transaction, id: string, gone: string[], left: string[]): Promise<void> {
  const [heir = null] = left;
  await tx.$executeRaw`
    WITH handed_on AS (
      UPDATE outbound_message first SET reminder_id = ${heir}::uuid FROM outbound_message o
      WHERE o.id = ${id}::uuid AND first.id = coalesce(o.retry_of_id, o.id) AND first.reminder_id = ANY(${gone}::uuid[])
      RETURNING first.id
    )
    UPDATE reminder r SET announced_by_id = NULL, withdrawn_at = CASE WHEN r.id = ANY(${gone}::uuid[]) THEN now() ELSE r.withdrawn_at END
    WHERE r.id = ANY(${gone}::uuid[]) OR r.id = ${heir}::uuid AND EXISTS (SELECT FROM handed_on)`;
}

import { z } from 'zod';

import type { Sealer } from '#platform';

import type { Database } from './database.ts';

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
  const ids = parts.flatMap(({ reminderId }) => reminderId ?? []);
  const wanted = await database.reminder.findMany({
    where: { id: { in: ids }, doneAt: null, cancelledAt: null },
    select: { id: true },
  });
  const isWanted = ({ reminderId, until }: Parts[number]): boolean =>
    (reminderId === null || wanted.some((one) => one.id === reminderId)) &&
    (until === null || Date.parse(until) > sendingSince.getTime());
  const left = parts.filter(isWanted);
  if (left.length === parts.length) return body;
  if (left.length === 0) return undefined;
  const words = bodyOf(left);
  await database.outboundMessage.updateMany({
    // Another process that has taken this send for lost says what it was marked with.
    where: { id, status: 'sending', sendAttempts: attempt },
    data: { bodySealed: sealer.seal(words), partsSealed: sealer.seal(JSON.stringify(left)) },
  });
  return words;
}

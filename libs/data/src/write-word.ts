import type { Sealer } from '#platform';

import type { Transaction } from './database.ts';

/**
 * Writes what a person is told in place of earlier messages, at their place in the order. Should it fail itself, they are not told of that.
 *
 * @returns the id to enqueue once `tx` is committed
 */
export async function writeWord(
  tx: Transaction,
  sealer: Sealer,
  { contactId, createdAt, body }: { contactId: string; createdAt: Date; body: string },
): Promise<string> {
  const { id } = await tx.outboundMessage.create({
    data: {
      contactId,
      createdAt,
      toldAt: createdAt,
      bodySealed: sealer.seal(body),
    },
    select: { id: true },
  });
  return id;
}

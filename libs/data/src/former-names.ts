import { type BlindIndexes, listed } from './contact-names.ts';
import type { Transaction } from './database.ts';
import type { FormerName, Prisma } from './generated/client.ts';

/** How long before WhatsApp stamps a change somebody may already write under their new names. */
export const changeGraceMs = 5_000;

/** Who left these names behind within the week, whoever else has them by now; the earliest first. */
export function findFormerNames(client: Transaction, names: BlindIndexes[]): Promise<FormerName[]> {
  const { bsuids, phones } = listed(names);
  return client.formerName.findMany({
    where: { blindIndex: { in: [...bsuids, ...phones] } },
    orderBy: { until: 'asc' },
  });
}

/** Remembers that the person had this number or user id. Their row must be locked. */
export async function leaveName(
  tx: Transaction,
  { blindIndex, contactId, since, until }: FormerName,
): Promise<void> {
  // Two changes may be told in the other order.
  const last = since > until ? since : until;
  await tx.$executeRaw`
    INSERT INTO former_name AS known (blind_index, contact_id, since, until)
    VALUES (${blindIndex}, ${contactId}::uuid, ${since}, ${last})
    ON CONFLICT (blind_index, contact_id) DO UPDATE SET
      since = least(known.since, EXCLUDED.since), until = greatest(known.until, EXCLUDED.until)`;
}

/** The names that one person left behind within the week. */
export const formerNamesOf = (client: Transaction, contactId: string): Promise<FormerName[]> =>
  client.formerName.findMany({ where: { contactId } });

/** Former names that were borne at that time are taken to have been left by then. */
const endAt = (tx: Transaction, whose: Prisma.FormerNameWhereInput, until: Date): Promise<unknown> =>
  tx.formerName.updateMany({
    where: { ...whose, since: { lt: until }, until: { gt: until } },
    data: { until },
  });

/** The person had one of the `names` at that time, so whatever they had before, they had left by then. */
export const endOtherNames = (
  tx: Transaction,
  contactId: string,
  names: (string | null)[],
  until: Date,
): Promise<unknown> =>
  endAt(tx, { contactId, blindIndex: { notIn: names.filter((name) => name !== null) } }, until);

/** Somebody else had the number at that time, so whoever had taken it before had left it by then. */
export const endNamesOfOthers = (
  tx: Transaction,
  contactId: string,
  spellings: string[],
  until: Date,
): Promise<unknown> => endAt(tx, { contactId: { not: contactId }, blindIndex: { in: spellings } }, until);

/** The person had another number at that time, so they had left this one by then. */
export const endNames = (
  tx: Transaction,
  contactId: string,
  spellings: string[],
  until: Date,
): Promise<unknown> => endAt(tx, { contactId, blindIndex: { in: spellings } }, until);

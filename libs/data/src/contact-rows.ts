import { type BlindIndexes, listed } from './contact-names.ts';
import type { Transaction } from './database.ts';
import { findFormerNames, leaveName } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';

/** Everybody who is or was known under any of these names. @param ids whose rows are wanted as well */
export async function findContacts(
  client: Transaction,
  names: BlindIndexes[],
  ids: string[] = [],
): Promise<ContactRow[]> {
  const { bsuids, phones } = listed(names);
  const former = await findFormerNames(client, names);
  return client.contact.findMany({
    where: {
      OR: [
        ...bsuids.map((bsuidBlindIndex) => ({ bsuidBlindIndex })),
        ...phones.map((phoneBlindIndex) => ({ phoneBlindIndex })),
        { id: { in: [...ids, ...former.map(({ contactId }) => contactId)] } },
      ],
    },
  });
}

/** Locks the rows: until the transaction ends, nobody else can merge these people or write for one of them. */
export async function lockContacts(
  tx: Transaction,
  names: BlindIndexes[],
  ids: string[] = [],
): Promise<ContactRow[]> {
  const { bsuids, phones } = listed(names);
  for (;;) {
    const former = await findFormerNames(tx, names);
    const wanted = [...ids, ...former.map(({ contactId }) => contactId)];
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM contact
      WHERE bsuid_blind_index = ANY(${bsuids}::text[]) OR phone_blind_index = ANY(${phones}::text[])
        OR id = ANY(${wanted}::uuid[])
      ORDER BY id FOR UPDATE`;
    const rows = await findContacts(tx, names, ids);
    // Somebody may have become known under these names just now, and must be locked too.
    if (rows.every((row) => locked.some((one) => one.id === row.id))) return rows;
  }
}

export const isNamed = (row: ContactRow, { bsuidBlindIndex, phoneBlindIndex }: BlindIndexes): boolean =>
  (!bsuidBlindIndex || row.bsuidBlindIndex === bsuidBlindIndex) &&
  (!phoneBlindIndex || row.phoneBlindIndex === phoneBlindIndex);

/** In either spelling. */
export const hasPhone = (
  { phoneBlindIndex: theirs }: ContactRow,
  { phoneBlindIndex, otherPhoneBlindIndex }: BlindIndexes,
): boolean => theirs !== null && [phoneBlindIndex, otherPhoneBlindIndex].includes(theirs);

export const isSomebodyElse = (owner: ContactRow, bsuidBlindIndex?: string | null): boolean =>
  Boolean(owner.bsuidBlindIndex && bsuidBlindIndex) && owner.bsuidBlindIndex !== bsuidBlindIndex;

/** Since when they are known to have their number. */
export const phoneSinceOf = ({ phoneSince, createdAt }: ContactRow): Date => phoneSince ?? createdAt;

/** The number was reassigned to somebody else, who must not see its former owner's messages. */
export async function forgetPhone(tx: Transaction, row: ContactRow, until: Date): Promise<void> {
  await leavePhone(tx, row, row.id, until);
  const data = { phoneBlindIndex: null, phoneSealed: null, phoneSince: until };
  await tx.contact.update({ where: { id: row.id }, data });
}

/** @param contactId whose former number it is: of two rows that become one, the one that is kept */
export async function leavePhone(
  tx: Transaction,
  row: ContactRow,
  contactId: string,
  until: Date,
): Promise<void> {
  const { phoneBlindIndex: blindIndex } = row;
  if (blindIndex !== null) await leaveName(tx, { blindIndex, contactId, since: phoneSinceOf(row), until });
}

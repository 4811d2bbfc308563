import type { BlindIndexes } from './contact-names.ts';
import type { Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';

/** Everybody known under any of these ids. @param id whose row is wanted as well */
export function findContacts(client: Transaction, names: BlindIndexes[], id?: string): Promise<ContactRow[]> {
  const { bsuids, phones } = listed(names);
  return client.contact.findMany({
    where: {
      OR: [
        ...bsuids.map((bsuidBlindIndex) => ({ bsuidBlindIndex })),
        ...phones.map((phoneBlindIndex) => ({ phoneBlindIndex })),
        ...(id ? [{ id }] : []),
      ],
    },
  });
}

/** Locks the rows: until the transaction ends, nobody else can merge these people or write for one of them. */
export async function lockContacts(
  tx: Transaction,
  names: BlindIndexes[],
  id?: string,
): Promise<ContactRow[]> {
  const { bsuids, phones } = listed(names);
  for (;;) {
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM contact
      WHERE bsuid_blind_index = ANY(${bsuids}::text[]) OR phone_blind_index = ANY(${phones}::text[])
        OR id = ${id ?? null}::uuid
      ORDER BY id FOR UPDATE`;
    const rows = await findContacts(tx, names, id);
    // Somebody may have become known under these ids just now, and must be locked too.
    if (rows.every((row) => locked.some((one) => one.id === row.id))) return rows;
  }
}

function listed(names: BlindIndexes[]): { bsuids: string[]; phones: string[] } {
  const unique = (indexes: (string | null)[]): string[] => [
    ...new Set(indexes.filter((index) => index !== null)),
  ];
  return {
    bsuids: unique(names.map(({ bsuidBlindIndex }) => bsuidBlindIndex)),
    phones: unique(
      names.flatMap(({ phoneBlindIndex, otherPhoneBlindIndex }) => [phoneBlindIndex, otherPhoneBlindIndex]),
    ),
  };
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

/** The number was reassigned to somebody else, who must not see its former owner's messages. */
export const forgetPhone = (tx: Transaction, { id }: ContactRow): Promise<unknown> =>
  tx.contact.update({ where: { id }, data: { phoneBlindIndex: null, phoneSealed: null } });

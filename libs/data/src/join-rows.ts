import { leavePhone, phoneSinceOf } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';

/**
 * One person was known twice: by user id and by phone number, or under two spellings of their number. The user id is kept, and of two
 * numbers the later one; the other is a former name.
 *
 * @param spellings of one number
 */
export async function joinRows(
  tx: Transaction,
  one: ContactRow,
  other: ContactRow,
  spellings: string[],
): Promise<ContactRow> {
  const [kept, dropped] = one.bsuidBlindIndex || !other.bsuidBlindIndex ? [one, other] : [other, one];
  const merged = await mergeContacts(tx, kept, dropped);
  const [first, last] = [kept, dropped]
    .filter(({ phoneBlindIndex }) => phoneBlindIndex !== null)
    .toSorted((a, b) => Number(phoneSinceOf(a)) - Number(phoneSinceOf(b)));
  if (!first) return merged;
  const { phoneBlindIndex, phoneSealed } = last ?? first;
  const isSpelling = [first, last].every(
    (row) => row?.phoneBlindIndex && spellings.includes(row.phoneBlindIndex),
  );
  if (last && !isSpelling) await leavePhone(tx, first, kept.id, phoneSinceOf(last));
  const phoneSince = phoneSinceOf(last && !isSpelling ? last : first);
  const data = { phoneBlindIndex, phoneSealed, phoneSince };
  return tx.contact.update({ where: { id: kept.id }, data });
}

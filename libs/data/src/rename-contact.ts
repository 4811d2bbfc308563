import type { SealedNames } from './contact-names.ts';
import {
  forgetPhone,
  hasPhone,
  isSomebodyElse,
  leavePhone,
  lockContacts,
  phoneSinceOf,
} from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { changeGraceMs, findFormerNames, leaveName } from './former-names.ts';
import type { Contact as ContactRow, FormerName } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';

/**
 * The person has a new number or user id, and keeps everything. Whoever is known under the new id already is the same person, and so is
 * whoever has, or had, the new number since the change only: what is known of them there counts. Whoever had it before has lost it.
 * Somebody who had it since, under another id, has it from this person.
 *
 * The number that came with a former user id does not count any more: a person's user id is renewed when they change their number, so
 * they are written to by the new id until a message or a notice says the number that belongs to it.
 *
 * @param contactId of their row; where it is made one with another already, nothing is done
 * @param names that they took at `changedAt`
 * @returns the id of their row, which may be one that was known longer
 */
export async function renameContact(
  tx: Transaction,
  contactId: string,
  names: SealedNames,
  changedAt: Date,
): Promise<string | undefined> {
  const rows = await lockContacts(tx, [names], [contactId]);
  const former = await findFormerNames(tx, [names]);
  const given = rows.find(({ id }) => id === contactId);
  if (!given) return undefined;
  const same: ContactRow[] = [];
  let isTaken = false;
  for (const other of rows) {
    if (other === given) continue;
    if (isSamePerson(other, names, former, changedAt)) same.push(other);
    else if (!hasPhone(other, names)) continue;
    else if (phoneSinceOf(other) > changedAt) isTaken = true;
    else await forgetPhone(tx, other, changedAt);
  }
  const newest =
    [given, ...same].find((row) => row.bsuidBlindIndex && row.bsuidBlindIndex === names.bsuidBlindIndex) ??
    same[0];
  const next = {
    bsuidBlindIndex: names.bsuidBlindIndex ?? newest?.bsuidBlindIndex ?? null,
    bsuidSealed: names.bsuidSealed ?? newest?.bsuidSealed ?? null,
    ...nextPhone([given, ...same], newest, names, changedAt, isTaken),
    nameSealed: names.nameSealed,
  };
  let person = given;
  for (const other of same) {
    // Whoever was known first has the longer list, whose numbers stay.
    const [kept, dropped] = other.createdAt < person.createdAt ? [other, person] : [person, other];
    person = await mergeContacts(tx, kept, dropped, other === newest ? other : person);
  }
  for (const row of [given, ...same]) {
    if (row.phoneBlindIndex !== next.phoneBlindIndex) await leavePhone(tx, row, person.id, changedAt);
    const { bsuidBlindIndex: blindIndex, createdAt: since } = row;
    // Where the new id is told, too, it is remembered which one it followed.
    if (blindIndex && blindIndex !== next.bsuidBlindIndex && !names.bsuidBlindIndex)
      await leaveName(tx, { blindIndex, contactId: person.id, since, until: changedAt });
  }
  await tx.contact.update({ where: { id: person.id }, data: next });
  return person.id;
}

/** Whether `other` is known under a name that the person took at `changedAt`, because it is them. */
function isSamePerson(other: ContactRow, names: SealedNames, former: FormerName[], changedAt: Date): boolean {
  const { bsuidBlindIndex } = names;
  const theirs = former.filter(({ contactId }) => contactId === other.id);
  if (bsuidBlindIndex) {
    if (other.bsuidBlindIndex === bsuidBlindIndex) return true;
    if (theirs.some(({ blindIndex }) => blindIndex === bsuidBlindIndex)) return true;
    if (isSomebodyElse(other, bsuidBlindIndex)) return false;
  }
  const since = [
    ...(hasPhone(other, names) ? [phoneSinceOf(other)] : []),
    ...theirs.filter(({ blindIndex }) => blindIndex !== bsuidBlindIndex).map((name) => name.since),
  ];
  return since.length > 0 && since.every((at) => Number(at) >= Number(changedAt) - changeGraceMs);
}

type Phone = Pick<ContactRow, 'phoneBlindIndex' | 'phoneSealed' | 'phoneSince'>;

/** @returns the number that the person has now: that of a later change or message where there was one already */
function nextPhone(
  people: ContactRow[],
  newest: ContactRow | undefined,
  { phoneBlindIndex, phoneSealed = null }: SealedNames,
  changedAt: Date,
  isTaken: boolean,
): Phone {
  const nobody = { phoneBlindIndex: null, phoneSealed: null, phoneSince: null };
  if (!phoneBlindIndex) {
    const { phoneBlindIndex: index, phoneSealed: sealed, phoneSince } = newest ?? nobody;
    return { phoneBlindIndex: index, phoneSealed: sealed, phoneSince };
  }
  const [later] = people
    .filter((row) => row.phoneBlindIndex && phoneSinceOf(row) > changedAt)
    .toSorted((one, other) => Number(other.phoneSince) - Number(one.phoneSince));
  if (later && later.phoneBlindIndex !== phoneBlindIndex) {
    return {
      phoneBlindIndex: later.phoneBlindIndex,
      phoneSealed: later.phoneSealed,
      phoneSince: later.phoneSince,
    };
  }
  return isTaken ? nobody : { phoneBlindIndex, phoneSealed, phoneSince: changedAt };
}

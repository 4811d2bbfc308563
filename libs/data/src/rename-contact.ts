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
import { changeGraceMs, findFormerNames, formerNamesOf, leaveName, leaveOthers } from './former-names.ts';
import type { Contact as ContactRow, FormerName } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';

/**
 * The person has a new number or user id, and keeps everything. Whoever is known under the new id already is the same person, and so is
 * whoever became known under the new number, and only since the change: what is known of them there counts. Whoever had it before has
 * lost it. Whoever else has it since, has it from this person.
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
  let takenAt: Date | undefined;
  for (const other of rows) {
    if (other === given) continue;
    if (await isSamePerson(tx, other, names, former, changedAt)) same.push(other);
    else if (!hasPhone(other, names)) continue;
    else if (phoneSinceOf(other) > changedAt) takenAt = phoneSinceOf(other);
    else await forgetPhone(tx, other, changedAt);
  }
  const people = [given, ...same];
  const { bsuidBlindIndex, phoneBlindIndex } = names;
  const newest =
    people.find((row) => bsuidBlindIndex !== null && row.bsuidBlindIndex === bsuidBlindIndex) ?? same[0];
  const id = nextUserId(people, newest, names, former);
  const phone = nextPhone(people, newest, names, changedAt, takenAt);
  let person = given;
  for (const other of same) {
    // Whoever was known first has the longer list, whose numbers stay.
    const [kept, dropped] = other.createdAt < person.createdAt ? [other, person] : [person, other];
    person = await mergeContacts(tx, kept, dropped, other === newest ? other : person);
  }
  for (const row of people) {
    if (row.phoneBlindIndex !== phone.phoneBlindIndex) await leavePhone(tx, row, person.id, changedAt);
    const { bsuidBlindIndex: blindIndex, createdAt: since } = row;
    // Where the new id is told, too, it is remembered which one it followed.
    if (blindIndex && blindIndex !== id.bsuidBlindIndex && !bsuidBlindIndex)
      await leaveName(tx, { blindIndex, contactId: person.id, since, until: changedAt });
  }
  if (phoneBlindIndex) await leaveOthers(tx, person.id, phoneBlindIndex, changedAt);
  if (phoneBlindIndex && phoneBlindIndex !== phone.phoneBlindIndex) {
    const until = phone.phoneSince ?? takenAt ?? changedAt;
    await leaveName(tx, { blindIndex: phoneBlindIndex, contactId: person.id, since: changedAt, until });
  }
  const data = { ...id, ...phone, nameSealed: names.nameSealed };
  await tx.contact.update({ where: { id: person.id }, data });
  return person.id;
}

/** Whether `other` is known under a name that the person took at `changedAt`, because it is them. */
async function isSamePerson(
  tx: Transaction,
  other: ContactRow,
  names: SealedNames,
  former: FormerName[],
  changedAt: Date,
): Promise<boolean> {
  const { bsuidBlindIndex } = names;
  if (bsuidBlindIndex) {
    if (other.bsuidBlindIndex === bsuidBlindIndex || hasLeft(other, bsuidBlindIndex, former)) return true;
    if (isSomebodyElse(other, bsuidBlindIndex)) return false;
  }
  const earliest = new Date(Number(changedAt) - changeGraceMs);
  if (other.createdAt < earliest) return false;
  const since = (await formerNamesOf(tx, other.id)).map((name) => name.since);
  if (other.phoneBlindIndex) since.push(phoneSinceOf(other));
  return since.every((at) => at >= earliest);
}

const hasLeft = ({ id }: ContactRow, blindIndex: string, former: FormerName[]): boolean =>
  former.some((name) => name.contactId === id && name.blindIndex === blindIndex);

type UserId = Pick<ContactRow, 'bsuidBlindIndex' | 'bsuidSealed'>;

/** @returns the user id that the person has now: another one where they have left that of `names` already */
function nextUserId(
  people: ContactRow[],
  newest: ContactRow | undefined,
  { bsuidBlindIndex, bsuidSealed = null }: SealedNames,
  former: FormerName[],
): UserId {
  const later = people.find(
    (row) => bsuidBlindIndex && row.bsuidBlindIndex && hasLeft(row, bsuidBlindIndex, former),
  );
  const known = bsuidBlindIndex ? later : newest;
  return known
    ? { bsuidBlindIndex: known.bsuidBlindIndex, bsuidSealed: known.bsuidSealed }
    : { bsuidBlindIndex, bsuidSealed: bsuidBlindIndex && (bsuidSealed ?? newest?.bsuidSealed ?? null) };
}

type Phone = Pick<ContactRow, 'phoneBlindIndex' | 'phoneSealed' | 'phoneSince'>;

const phoneOf = (row: ContactRow): Phone => ({
  phoneBlindIndex: row.phoneBlindIndex,
  phoneSealed: row.phoneSealed,
  phoneSince: row.phoneBlindIndex ? phoneSinceOf(row) : null,
});

/** @returns the number that the person has now: that of a later change or message where there was one already */
function nextPhone(
  people: ContactRow[],
  newest: ContactRow | undefined,
  { phoneBlindIndex, phoneSealed = null }: SealedNames,
  changedAt: Date,
  takenAt: Date | undefined,
): Phone {
  const noPhone = { phoneBlindIndex: null, phoneSealed: null, phoneSince: null };
  if (!phoneBlindIndex) return newest ? phoneOf(newest) : noPhone;
  const [later] = people
    .filter((row) => row.phoneBlindIndex && phoneSinceOf(row) > changedAt)
    .toSorted((one, other) => Number(phoneSinceOf(other)) - Number(phoneSinceOf(one)));
  if (later && later.phoneBlindIndex !== phoneBlindIndex) return phoneOf(later);
  return takenAt ? noPhone : { phoneBlindIndex, phoneSealed, phoneSince: changedAt };
}

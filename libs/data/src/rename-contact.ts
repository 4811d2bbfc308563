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
import { changeGraceMs, findFormerNames, formerNamesOf, leaveName, endOtherNames } from './former-names.ts';
import type { Contact as ContactRow, FormerName } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';
import { nextAfter, timelineOf } from './number-timeline.ts';
import { hadNoId, wroteBefore } from './same-person.ts';

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
  const { bsuidBlindIndex, phoneBlindIndex } = names;
  const others = rows.filter((row) => row !== given);
  const isKnownById = (row: ContactRow): boolean =>
    bsuidBlindIndex !== null &&
    (row.bsuidBlindIndex === bsuidBlindIndex || hasLeft(row, bsuidBlindIndex, former));
  const same = others.filter(isKnownById);
  let takenAt: Date | undefined;
  for (const other of others.filter((row) => !same.includes(row)).toSorted(byTime(names, former))) {
    if (await isSamePerson(tx, other, [given, ...same], names, former, changedAt)) same.push(other);
    else if (!hasPhone(other, names))
      takenAt ??= nextAfter(timelineOf([other], former, names), changedAt)?.since;
    else if (phoneSinceOf(other) > changedAt) takenAt ??= phoneSinceOf(other);
    else await forgetPhone(tx, other, changedAt);
  }
  const people = [given, ...same];
  const newest =
    people.find((row) => bsuidBlindIndex !== null && row.bsuidBlindIndex === bsuidBlindIndex) ?? same[0];
  const phone = nextPhone(people, newest, names, changedAt, takenAt);
  const id = nextUserId(people, newest, names, former, changedAt);
  let person = given;
  for (const other of same) {
    // Whoever was known first has the longer list, whose numbers stay.
    const [kept, dropped] = other.createdAt < person.createdAt ? [other, person] : [person, other];
    person = await mergeContacts(tx, kept, dropped, other === newest ? other : person);
  }
  for (const row of people) {
    const isSpelling = hasPhone(row, names) && phone.phoneBlindIndex === phoneBlindIndex;
    if (row.phoneBlindIndex !== phone.phoneBlindIndex && !isSpelling)
      await leavePhone(tx, row, person.id, changedAt);
    const { bsuidBlindIndex: blindIndex, createdAt: since } = row;
    // Where the new id is told, too, it is remembered which one it followed.
    if (blindIndex && blindIndex !== id.bsuidBlindIndex && !bsuidBlindIndex)
      await leaveName(tx, { blindIndex, contactId: person.id, since, until: changedAt });
  }
  if (phoneBlindIndex) await endOtherNames(tx, person.id, [phoneBlindIndex], changedAt);
  if (phoneBlindIndex && phoneBlindIndex !== phone.phoneBlindIndex) {
    const until = phone.phoneBlindIndex ? (phone.phoneSince ?? changedAt) : (takenAt ?? changedAt);
    await leaveName(tx, { blindIndex: phoneBlindIndex, contactId: person.id, since: changedAt, until });
  }
  const data = { ...id, ...phone, nameSealed: names.nameSealed };
  await tx.contact.update({ where: { id: person.id }, data });
  return person.id;
}

/** When they took the number in `names`, as far as is known. */
const tookAt = (row: ContactRow, names: SealedNames, former: FormerName[]): Date =>
  hasPhone(row, names)
    ? phoneSinceOf(row)
    : (former.find(({ contactId }) => contactId === row.id)?.since ?? row.createdAt);

const byTime =
  (names: SealedNames, former: FormerName[]) =>
  (one: ContactRow, other: ContactRow): number =>
    Number(tookAt(one, names, former)) - Number(tookAt(other, names, former));

/** How far our clock may be from that of WhatsApp, which stamps messages and changes. */
const clocksDifferMs = 300_000;

/**
 * Whether `other` is known under the number that the person took at `changedAt`, because it is them: only since then, and before the
 * person left it again.
 *
 * @param people the person, as far as is known
 */
async function isSamePerson(
  tx: Transaction,
  other: ContactRow,
  [given, ...same]: [ContactRow, ...ContactRow[]],
  names: SealedNames,
  former: FormerName[],
  changedAt: Date,
): Promise<boolean> {
  if ([names, ...same].some(({ bsuidBlindIndex }) => isSomebodyElse(other, bsuidBlindIndex))) return false;
  const took = tookAt(other, names, former);
  if ([given, ...same].some((row) => hasLaterPhone(row, names, changedAt) && phoneSinceOf(row) <= took))
    return false;
  const earliest = new Date(Number(changedAt) - changeGraceMs);
  const recorded = Number(other.createdAt);
  if (recorded < Number(earliest) - clocksDifferMs) return false;
  if (recorded < Number(earliest) && (await wroteBefore(tx, other, earliest))) return false;
  const left = await formerNamesOf(tx, other.id);
  const isTheNumber = (blindIndex: string): boolean =>
    [names.phoneBlindIndex, names.otherPhoneBlindIndex].includes(blindIndex);
  // They had a user id of their own with it.
  if (other.bsuidBlindIndex === null)
    for (const holding of timelineOf([other], left, names))
      if (!(await hadNoId(tx, holding, names))) return false;
  // They came to it from another number.
  if (left.some(({ blindIndex, until }) => !isTheNumber(blindIndex) && until <= took)) return false;
  const since = left.map((name) => name.since);
  if (other.phoneBlindIndex) since.push(phoneSinceOf(other));
  return since.every((at) => at >= earliest);
}

/** Whether the person has a number that they took after the one in `names`. */
const hasLaterPhone = (row: ContactRow, names: SealedNames, changedAt: Date): boolean =>
  row.phoneBlindIndex !== null && !hasPhone(row, names) && phoneSinceOf(row) > changedAt;

const hasLeft = ({ id }: ContactRow, blindIndex: string, former: FormerName[]): boolean =>
  former.some((name) => name.contactId === id && name.blindIndex === blindIndex);

type UserId = Pick<ContactRow, 'bsuidBlindIndex' | 'bsuidSealed'>;

/** @returns the user id that the person has now: a later one where they have left that of `names` again */
function nextUserId(
  [given, ...same]: ContactRow[],
  newest: ContactRow | undefined,
  names: SealedNames,
  former: FormerName[],
  changedAt: Date,
): UserId {
  const { bsuidBlindIndex, bsuidSealed = null } = names;
  const isLater = (row?: ContactRow): boolean => row !== undefined && hasLaterPhone(row, names, changedAt);
  if (!bsuidBlindIndex) return userIdOf(newest ?? (isLater(given) ? given : undefined));
  const leftSince = former.filter(({ until }) => until > changedAt);
  const later =
    [given, ...same].find((row) => row?.bsuidBlindIndex && hasLeft(row, bsuidBlindIndex, leftSince)) ??
    same.find((row) => row.bsuidBlindIndex !== bsuidBlindIndex && isLater(row));
  return later
    ? userIdOf(later)
    : { bsuidBlindIndex, bsuidSealed: bsuidSealed ?? newest?.bsuidSealed ?? null };
}

const userIdOf = (row: ContactRow | undefined): UserId => ({
  bsuidBlindIndex: row?.bsuidBlindIndex ?? null,
  bsuidSealed: row?.bsuidSealed ?? null,
});

type Phone = Pick<ContactRow, 'phoneBlindIndex' | 'phoneSealed' | 'phoneSince'>;

const phoneOf = (row: ContactRow): Phone => ({
  phoneBlindIndex: row.phoneBlindIndex,
  phoneSealed: row.phoneSealed,
  phoneSince: row.phoneBlindIndex ? phoneSinceOf(row) : row.phoneSince,
});

/** @returns the number that the person has now: that of a later change or message where there was one already */
function nextPhone(
  people: ContactRow[],
  newest: ContactRow | undefined,
  names: SealedNames,
  changedAt: Date,
  takenAt: Date | undefined,
): Phone {
  const { phoneBlindIndex, phoneSealed = null } = names;
  // They had another one until then, should they have had one.
  const noPhone = { phoneBlindIndex: null, phoneSealed: null, phoneSince: changedAt };
  if (!phoneBlindIndex) return newest ? phoneOf(newest) : noPhone;
  const [later] = people
    .filter((row) => hasLaterPhone(row, names, changedAt))
    .toSorted((one, other) => Number(phoneSinceOf(other)) - Number(phoneSinceOf(one)));
  if (later) return phoneOf(later);
  return takenAt ? noPhone : { phoneBlindIndex, phoneSealed, phoneSince: changedAt };
}

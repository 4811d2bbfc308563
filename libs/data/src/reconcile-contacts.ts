import { onlyGiven, type SealedNames } from './contact-names.ts';
import { forgetPhone, hasPhone, isSomebodyElse, leavePhone, phoneSinceOf } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { findFormerNames, formerNamesOf } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';

/**
 * Finds the person among `rows`, or creates them, and writes down what is new about them. Late words change no names: a number or user id
 * that somebody left since means who had it `at` that time.
 *
 * @param rows of everybody who is or was known under these names, locked
 * @returns the id of their row
 */
export async function reconcileContacts(
  tx: Transaction,
  rows: ContactRow[],
  names: SealedNames,
  at: Date,
): Promise<string> {
  const { bsuidBlindIndex, phoneBlindIndex, otherPhoneBlindIndex } = names;
  const former = await findFormerNames(tx, [names]);
  let person = rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex);
  if (!person) {
    const left = former.find(({ blindIndex }) => blindIndex === bsuidBlindIndex);
    person = rows.find(({ id }) => id === left?.contactId);
    if (person && left && (at <= left.until || isSomebodyElse(person, bsuidBlindIndex))) return person.id;
  }
  let since = at;
  /** The number was theirs then, or is somebody else's by now: it is not theirs any more. */
  let isLate = false;
  for (const spelling of [phoneBlindIndex, otherPhoneBlindIndex]) {
    if (!spelling) continue;
    const left = former.find((name) => name.blindIndex === spelling && name.since <= at && at < name.until);
    const before = rows.find(({ id }) => id === left?.contactId);
    if (before && (person ? before.id === person.id : !isSomebodyElse(before, bsuidBlindIndex))) {
      person ??= before;
      isLate = true;
    }
    const owner = rows.find((row) => row.phoneBlindIndex === spelling && row.id !== person?.id);
    if (!owner || isLate) continue;
    if (
      !isSomebodyElse(owner, bsuidBlindIndex ?? person?.bsuidBlindIndex) &&
      !(person && (await hadAnotherPhone(tx, person, names, phoneSinceOf(owner))))
    ) {
      since = phoneSinceOf(owner);
      person = person ? await merge(tx, [person, owner], names, at) : owner;
    } else if (phoneSinceOf(owner) > at) isLate = true;
    else await forgetPhone(tx, owner, at);
  }
  if (!person) {
    const data = onlyGiven(isLate ? withoutPhone(names) : names);
    const { id } = await tx.contact.create({
      data: { ...data, phoneSince: data.phoneBlindIndex ? at : undefined },
    });
    return id;
  }
  if (person.phoneBlindIndex && person.phoneBlindIndex !== phoneBlindIndex) {
    isLate ||= phoneSinceOf(person) > at;
    if (phoneBlindIndex && !isLate) await leavePhone(tx, person, person.id, at);
  } else if (person.phoneBlindIndex) since = phoneSinceOf(person);
  const data = onlyGiven(isLate ? withoutPhone(names) : names);
  await tx.contact.update({
    where: { id: person.id },
    data: { ...data, phoneSince: data.phoneBlindIndex ? since : undefined },
  });
  return person.id;
}

/** Whether the person had another number at that time or since, so that whoever has the one in `names` since then is not them. */
async function hadAnotherPhone(
  tx: Transaction,
  person: ContactRow,
  names: SealedNames,
  since: Date,
): Promise<boolean> {
  if (person.phoneBlindIndex !== null && !hasPhone(person, names)) return true;
  const former = await formerNamesOf(tx, person.id);
  return former.some(
    ({ blindIndex, until }) =>
      until >= since && ![names.phoneBlindIndex, names.otherPhoneBlindIndex].includes(blindIndex),
  );
}

const withoutPhone = (names: SealedNames): SealedNames => ({
  ...names,
  phoneBlindIndex: null,
  phoneSealed: undefined,
});

/** One person was known twice: by user id and by phone number, or under two spellings of their number. A user id is kept. */
async function merge(
  tx: Transaction,
  [one, other]: [ContactRow, ContactRow],
  { phoneBlindIndex }: SealedNames,
  at: Date,
): Promise<ContactRow> {
  const [kept, dropped] = one.bsuidBlindIndex || !other.bsuidBlindIndex ? [one, other] : [other, one];
  const merged = await mergeContacts(tx, kept, dropped);
  if (dropped.phoneBlindIndex !== phoneBlindIndex) await leavePhone(tx, dropped, kept.id, at);
  return merged;
}

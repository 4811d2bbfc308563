import { onlyGiven, type SealedNames } from './contact-names.ts';
import { forgetPhone, hasPhone, isSomebodyElse, leavePhone, phoneSinceOf } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { changeGraceMs, findFormerNames, formerNamesOf, leaveName } from './former-names.ts';
import type { Contact as ContactRow, FormerName } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';

/**
 * Finds the person among `rows`, or creates them, and writes down what is new about them. Late words change no names: a number or user id
 * that somebody left since means who had it `at` that time.
 *
 * @param rows of everybody who is or was known under these names, locked
 * @param isLeaving whether they say that they have other names from then on: whoever is known to have these since then may not be them
 * @returns the id of their row
 */
export async function reconcileContacts(
  tx: Transaction,
  rows: ContactRow[],
  names: SealedNames,
  at: Date,
  isLeaving: boolean,
): Promise<string> {
  const { bsuidBlindIndex, phoneBlindIndex, otherPhoneBlindIndex } = names;
  const former = await findFormerNames(tx, [names]);
  let person = rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex);
  if (!person) {
    const left = former.find(({ blindIndex }) => blindIndex === bsuidBlindIndex);
    person = rows.find(({ id }) => id === left?.contactId);
    if (person && left && (at <= left.until || isSomebodyElse(person, bsuidBlindIndex))) return person.id;
  }
  const spellings = [phoneBlindIndex, otherPhoneBlindIndex].filter((spelling) => spelling !== null);
  const ownerOf = (spelling: string): ContactRow | undefined =>
    rows.find((row) => row.phoneBlindIndex === spelling && row.id !== person?.id);
  const isAnother = async (owner: ContactRow): Promise<boolean> =>
    isSomebodyElse(owner, bsuidBlindIndex ?? person?.bsuidBlindIndex) ||
    (await tookLater(tx, owner, at)) ||
    (person !== undefined && (await hadAnotherPhone(tx, person, names, phoneSinceOf(owner))));

  /** It tells of a time before now, so it changes no number. */
  let isLate = false;
  /** When the number passed from whom it tells of to somebody else. */
  let takenAt: Date | undefined;
  for (const spelling of spellings) {
    const left =
      former.find((name) => name.blindIndex === spelling && name.since <= at && at < name.until) ??
      (isLeaving ? undefined : await earlierBearer(tx, former, spelling, at));
    const before = rows.find(({ id }) => id === left?.contactId);
    // A number alone, from before anybody is known to have had it, may be that of somebody before who has no user id.
    const isGuess = left !== undefined && left.since > at && bsuidBlindIndex === null;
    if (before && isGuess && before.bsuidBlindIndex !== null) continue;
    if (before && (person ? before.id === person.id : !isSomebodyElse(before, bsuidBlindIndex))) {
      person ??= before;
      isLate = true;
      if (left && left.since > at) await leaveName(tx, { ...left, since: at });
    }
    const owner = ownerOf(spelling);
    if (owner && phoneSinceOf(owner) > at && (await isAnother(owner))) {
      isLate = true;
      takenAt = earlier(takenAt, phoneSinceOf(owner));
    }
  }
  /** Since when they are known to have the number. A message from before shows that they had it then. */
  let since: Date | undefined;
  for (const spelling of isLate ? [] : spellings) {
    const owner = ownerOf(spelling);
    if (!owner) continue;
    if (await isAnother(owner)) await forgetPhone(tx, owner, at);
    else {
      since = earlier(since, phoneSinceOf(owner));
      person = person ? await merge(tx, [person, owner], names, at) : owner;
    }
  }
  if (!person) {
    const data = onlyGiven(isLate ? withoutPhone(names) : names);
    const { id } = await tx.contact.create({
      data: { ...data, phoneSince: data.phoneBlindIndex ? at : undefined },
    });
    // What else comes from that time is theirs, too.
    if (takenAt && phoneBlindIndex) {
      const next = former.filter(
        ({ blindIndex, since: began }) => blindIndex === phoneBlindIndex && began > at,
      );
      const until = next.reduce((first, { since: began }) => earlier(first, began), takenAt);
      await leaveName(tx, { blindIndex: phoneBlindIndex, contactId: id, since: at, until });
    }
    return id;
  }
  // Another spelling is no other number: they have had it all the time.
  if (hasPhone(person, names)) since = earlier(since, phoneSinceOf(person));
  else if (person.phoneBlindIndex) {
    isLate ||= phoneSinceOf(person) > at;
    if (phoneBlindIndex && !isLate) await leavePhone(tx, person, person.id, at);
  }
  // Just before, they may not have taken it yet; and a number alone may be that of somebody before them who has no user id.
  const isTheirs = !isLeaving && (bsuidBlindIndex !== null || person.bsuidBlindIndex === null);
  if (!since || (isTheirs && Number(since) - Number(at) > changeGraceMs)) since = at;
  const data = onlyGiven(isLate ? withoutPhone(names) : names);
  await tx.contact.update({
    where: { id: person.id },
    data: { ...data, phoneSince: data.phoneBlindIndex ? since : undefined },
  });
  return person.id;
}

/**
 * The first of those who left the number since, who may have had it already at that time: unless they are known to have had another one
 * then. Since when they had it is known by their messages and changes only, which may come late.
 */
async function earlierBearer(
  tx: Transaction,
  former: FormerName[],
  spelling: string,
  at: Date,
): Promise<FormerName | undefined> {
  const first = former.find(({ blindIndex, until }) => blindIndex === spelling && at < until);
  if (!first) return undefined;
  const names = await formerNamesOf(tx, first.contactId);
  const hadAnother = names.some(
    ({ blindIndex, until }) => blindIndex !== spelling && at < until && until <= first.since,
  );
  return hadAnother ? undefined : first;
}

const earlier = (one: Date | undefined, other: Date): Date => (one && one < other ? one : other);

/** Whether the owner of a number took it after that time: they are known to have had another name then, or since. */
async function tookLater(tx: Transaction, owner: ContactRow, at: Date): Promise<boolean> {
  if (Number(phoneSinceOf(owner)) - Number(at) <= changeGraceMs) return false;
  return (await formerNamesOf(tx, owner.id)).some(({ until }) => at < until);
}

/**
 * Whether the person was known under another name at that time or since, so that whoever has the number in `names` since then is not
 * them.
 */
async function hadAnotherPhone(
  tx: Transaction,
  person: ContactRow,
  names: SealedNames,
  since: Date,
): Promise<boolean> {
  if (person.phoneBlindIndex !== null && !hasPhone(person, names)) return true;
  if (person.phoneBlindIndex === null && person.phoneSince && person.phoneSince >= since) return true;
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
  names: SealedNames,
  at: Date,
): Promise<ContactRow> {
  const [kept, dropped] = one.bsuidBlindIndex || !other.bsuidBlindIndex ? [one, other] : [other, one];
  const merged = await mergeContacts(tx, kept, dropped);
  if (!hasPhone(dropped, names)) await leavePhone(tx, dropped, kept.id, at);
  return merged;
}

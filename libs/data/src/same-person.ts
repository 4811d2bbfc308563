import { type SealedNames, spellingsOf } from './contact-names.ts';
import { hasPhone } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { changeGraceMs, formerNamesOf } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { type Holding, holderAt, isKnownByLeaving, nextAfter } from './number-timeline.ts';

/**
 * Who is known by the number alone, but is the person who had it `at` that time: because nobody else is known to have had it in between,
 * and neither of them any other number.
 *
 * @param person as far as they are known
 */
export async function samePersonOf(
  tx: Transaction,
  timeline: Holding[],
  person: ContactRow | undefined,
  names: SealedNames,
  at: Date,
): Promise<ContactRow[]> {
  const others = timeline.filter(({ row }) => row.id !== person?.id);
  const same: ContactRow[] = [];
  const isNameless = async (one: Holding): Promise<boolean> =>
    one.row.bsuidBlindIndex === null && (one.until ? isStranger(tx, one.row, names) : true);
  const before = holderAt(others, at);
  if (
    before &&
    (await isNameless(before)) &&
    ((await isStranger(tx, before.row, names)) || !(await wroteBefore(tx, person, before.since))) &&
    !(await hadAnother(tx, person, names, before.since))
  )
    same.push(before.row);
  const after = nextAfter(others, at);
  if (
    after &&
    (await isNameless(after)) &&
    !same.some(({ id }) => id === after.row.id) &&
    !(await tookLater(tx, after, at)) &&
    !(await wentOn(tx, person, names, at))
  )
    same.push(after.row);
  return same;
}

/**
 * The person, where they left the number after that time, and are not known by the user id that they had until then. Whoever has another
 * one by now had that very one before only where they are not known before they left the number.
 */
export async function goneSince(
  tx: Transaction,
  timeline: Holding[],
  known: ContactRow | undefined,
  names: SealedNames,
  at: Date,
): Promise<Holding | undefined> {
  const others = timeline.filter(({ row }) => row.id !== known?.id);
  const gone = holderAt(others, at) ?? nextAfter(others, at);
  if (!gone?.until || (await isStranger(tx, gone.row, names)) || (await wentOn(tx, known, names, at)))
    return undefined;
  const { bsuidBlindIndex } = gone.row;
  const hadOne =
    bsuidBlindIndex !== null &&
    (await tx.userIdChange.count({ where: { currentBlindIndex: bsuidBlindIndex } })) > 0;
  const isNew = bsuidBlindIndex === null || (isKnownByLeaving(gone) && !hadOne);
  return isNew && (await hadNoId(tx, gone, names)) ? gone : undefined;
}

/** Whether no user id is known that they had together with the number: one that they left with it, or later, is another one. */
async function hadNoId(tx: Transaction, { row, until }: Holding, names: SealedNames): Promise<boolean> {
  if (!until) return row.bsuidBlindIndex === null;
  const former = await formerNamesOf(tx, row.id);
  return former.every((name) => spellingsOf(names).includes(name.blindIndex) || name.until < until);
}

/** Whether the person is known to have had another number since that time. */
async function wentOn(
  tx: Transaction,
  person: ContactRow | undefined,
  names: SealedNames,
  at: Date,
): Promise<boolean> {
  if (!person) return false;
  if (!hasPhone(person, names) && person.phoneSince && person.phoneSince > at) return true;
  const former = await formerNamesOf(tx, person.id);
  return former.some(({ blindIndex, until }) => until > at && !spellingsOf(names).includes(blindIndex));
}

/** Whether the person may have had another number at that time, or since. */
async function hadAnother(
  tx: Transaction,
  person: ContactRow | undefined,
  names: SealedNames,
  at: Date,
): Promise<boolean> {
  const hasAnother = person !== undefined && person.phoneBlindIndex !== null && !hasPhone(person, names);
  return hasAnother || wentOn(tx, person, names, new Date(Number(at) - 1));
}

/** Whether they took the number after that time: they are known to have had another name then, or since. */
export async function tookLater(
  tx: Transaction,
  { row, blindIndex, since, until }: Holding,
  at: Date,
): Promise<boolean> {
  if (Number(since) - Number(at) <= changeGraceMs) return false;
  const names = await formerNamesOf(tx, row.id);
  if (!until) return names.some((name) => at < name.until);
  return names.some((name) => name.blindIndex !== blindIndex && at < name.until && name.until <= since);
}

/** Nothing but the number is known of them, and that by messages alone, which say nothing about who they are. */
export async function isStranger(tx: Transaction, row: ContactRow, names: SealedNames): Promise<boolean> {
  if (row.bsuidBlindIndex !== null || (row.phoneBlindIndex !== null && !hasPhone(row, names))) return false;
  const former = await formerNamesOf(tx, row.id);
  return former.every(({ blindIndex }) => spellingsOf(names).includes(blindIndex));
}

/** Whether they wrote under their user id before that time. */
const wroteBefore = async (tx: Transaction, person: ContactRow | undefined, at: Date): Promise<boolean> =>
  person !== undefined &&
  (await tx.inboundMessage.count({ where: { contactId: person.id, sentAt: { lt: at } } })) > 0;

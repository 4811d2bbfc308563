import { type SealedNames, spellingsOf } from './contact-names.ts';
import { hasPhone, phoneSinceOf } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { changeGraceMs, formerNamesOf } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { earliest, type Holding, holderAt, isKnownByLeaving, nextAfter } from './number-timeline.ts';

/**
 * Who is known by the number alone, but is the person who had it `at` that time: because nobody else is known to have had it in between,
 * and neither of them any other number.
 *
 * @param person as far as they are known
 * @param isLeaving whether they have it no longer after that
 */
export async function samePersonOf(
  tx: Transaction,
  timeline: Holding[],
  person: ContactRow | undefined,
  names: SealedNames,
  at: Date,
  isLeaving: boolean,
): Promise<ContactRow[]> {
  const others = timeline.filter(({ row }) => row.id !== person?.id);
  const same: ContactRow[] = [];
  // Under two spellings they may be known twice.
  for (const before of others.filter(({ until, since }) => !until && since <= at))
    if (
      before.row.bsuidBlindIndex === null &&
      ((await isStranger(tx, before.row, names))
        ? !isDisputed(others, before)
        : !(await wroteBefore(tx, person, before.since))) &&
      !(await hadAnother(tx, person, names, before.since))
    )
      same.push(before.row);
  const after = nextAfter(others, at);
  if (
    after &&
    !isLeaving &&
    after.row.bsuidBlindIndex === null &&
    (!after.until ||
      ((await isStranger(tx, after.row, names)) && !(await wroteSince(tx, after.row, after.until)))) &&
    !same.some(({ id }) => id === after.row.id) &&
    !(await tookLater(tx, after, at)) &&
    !(await wentOn(tx, person, names, at, after))
  )
    same.push(after.row);
  return same;
}

/** Whether somebody had the number until the very message that made the next known, so that it may be from them. */
function isDisputed(timeline: Holding[], { since }: Holding): boolean {
  const last = timeline.findLast((one) => one.since < since);
  return last?.until !== undefined && last.until >= since;
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
export async function hadNoId(
  tx: Transaction,
  { row, until }: Holding,
  names: SealedNames,
): Promise<boolean> {
  if (!until) return row.bsuidBlindIndex === null;
  const former = await formerNamesOf(tx, row.id);
  return former.every(
    (name) =>
      spellingsOf(names).includes(name.blindIndex) ||
      name.until < until ||
      // A number that they took afterwards.
      (until <= name.since && name.since < name.until),
  );
}

/**
 * Whether the person is known to have had another number since that time: at once, or before the last word of who is known to have had
 * the number next.
 */
async function wentOn(
  tx: Transaction,
  person: ContactRow | undefined,
  names: SealedNames,
  at: Date,
  next?: Holding,
): Promise<boolean> {
  if (!person) return false;
  const others = (await formerNamesOf(tx, person.id)).filter(
    ({ blindIndex, until }) => until > at && !spellingsOf(names).includes(blindIndex),
  );
  const times = others.map(({ since }) => since);
  if (hasAnother(person, names) && phoneSinceOf(person) > at) times.push(phoneSinceOf(person));
  const leftAt = earliest(times);
  return leftAt !== undefined && (!next || leftAt <= next.since || (await wroteSince(tx, next.row, leftAt)));
}

const hasAnother = (row: ContactRow, names: SealedNames): boolean =>
  row.phoneBlindIndex !== null && !hasPhone(row, names);

/** Whether the person may have had another number at that time, or since. */
async function hadAnother(
  tx: Transaction,
  person: ContactRow | undefined,
  names: SealedNames,
  at: Date,
): Promise<boolean> {
  if (!person) return false;
  // Without a number, they have left theirs since.
  const hasLeft = person.phoneBlindIndex === null && person.phoneSince !== null && person.phoneSince >= at;
  return hasLeft || hasAnother(person, names) || wentOn(tx, person, names, new Date(Number(at) - 1));
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
export const wroteBefore = async (
  tx: Transaction,
  person: ContactRow | undefined,
  at: Date,
): Promise<boolean> =>
  person !== undefined &&
  (await tx.inboundMessage.count({ where: { contactId: person.id, sentAt: { lt: at } } })) > 0;

const wroteSince = async (tx: Transaction, { id }: ContactRow, at: Date): Promise<boolean> =>
  (await tx.inboundMessage.count({ where: { contactId: id, sentAt: { gte: at } } })) > 0;

import { onlyGiven, type SealedNames, spellingsOf } from './contact-names.ts';
import { isSomebodyElse } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { changeGraceMs, leaveName } from './former-names.ts';
import { joinRows } from './join-rows.ts';
import { isStranger, tookLater } from './same-person.ts';
import { type Holding, holderAt, isKnownByLeaving, nextAfter } from './number-timeline.ts';

/**
 * Finds who wrote from a number without a user id: the last who is known to have taken it by then, unless they had left it again. Before
 * anybody is known to have had it, it is the next, as long as they still have it: a number alone at first, and a user id later, is how
 * most people become known. Who has passed it on since may have got it from somebody else, so nothing is guessed then.
 *
 * @returns the id of their row; of a new one where nobody is known
 */
export async function placeNumber(
  tx: Transaction,
  timeline: Holding[],
  names: SealedNames,
  at: Date,
  isLeaving: boolean,
): Promise<string> {
  const next = nextAfter(timeline, at);
  const bearer =
    holderAt(timeline, at) ??
    (isLeaving ? justLeft(timeline, at) : undefined) ??
    (await earlierHolder(tx, next, names, at, isLeaving));
  if (!bearer) return introduce(tx, names, at, next?.since);
  if (bearer.until) {
    const isGuess = bearer.since > at && !isKnownByLeaving(bearer);
    if (isGuess) await leaveName(tx, { ...nameOf(bearer), since: at, until: bearer.until });
    await tx.contact.update({ where: { id: bearer.row.id }, data: { nameSealed: names.nameSealed } });
    return bearer.row.id;
  }
  let { row } = bearer;
  // Under both spellings they may be known twice.
  for (const { row: twin, until } of timeline)
    if (!until && twin.id !== bearer.row.id && !isSomebodyElse(twin, bearer.row.bsuidBlindIndex))
      row = await joinRows(tx, row, twin, spellingsOf(names));
  // With a user id, only a message that says it tells since when they have the number.
  const since = row.bsuidBlindIndex === null && at < bearer.since ? at : bearer.since;
  const data = { ...onlyGiven(names), phoneSince: since };
  await tx.contact.update({ where: { id: row.id }, data });
  return row.id;
}

const nameOf = ({ row, blindIndex }: Holding): { contactId: string; blindIndex: string } => ({
  contactId: row.id,
  blindIndex,
});

/** Who says again that they leave it, as `findBearer` takes it, too. */
function justLeft(timeline: Holding[], at: Date): Holding | undefined {
  const last = timeline.findLast(({ since }) => since <= at);
  return last?.until && Number(last.until) + changeGraceMs >= Number(at) ? last : undefined;
}

/** Who may have had the number already, though they are known to have it only since later. */
async function earlierHolder(
  tx: Transaction,
  next: Holding | undefined,
  names: SealedNames,
  at: Date,
  isLeaving: boolean,
): Promise<Holding | undefined> {
  if (!next) return undefined;
  // Told twice, they leave it at the same moment.
  if (isLeaving) return isKnownByLeaving(next) && Number(next.since) - Number(at) <= 1 ? next : undefined;
  if (isKnownByLeaving(next)) return next;
  if (next.until && !(await isStranger(tx, next.row, names))) return undefined;
  return (await tookLater(tx, next, at)) ? undefined : next;
}

/** Somebody of whom nothing else is known: where others had the number since, they had it before. */
async function introduce(tx: Transaction, names: SealedNames, at: Date, until?: Date): Promise<string> {
  const { phoneBlindIndex: blindIndex, nameSealed } = names;
  const data = until ? { nameSealed } : { ...onlyGiven(names), phoneSince: at };
  const { id } = await tx.contact.create({ data });
  if (until && blindIndex !== null) await leaveName(tx, { blindIndex, contactId: id, since: at, until });
  return id;
}

import type { SealedNames } from './contact-names.ts';
import type { Transaction } from './database.ts';
import { changeGraceMs, findFormerNames, leaveName } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { type Holding, timelineOf } from './number-timeline.ts';

/**
 * Who had a name at that time. A user id tells, also one that was left since. A number alone does only where the person is known to have
 * had it then: it may be somebody else's by now.
 *
 * @param rows of everybody who is or was known under the names, locked
 * @param told the name in question
 * @param current the newest user id that followed it, if any
 */
export async function findBearer(
  tx: Transaction,
  rows: ContactRow[],
  told: SealedNames,
  current: SealedNames,
  at: Date,
): Promise<ContactRow | undefined> {
  const former = await findFormerNames(tx, [told, current]);
  const rowOf = (contactId?: string): ContactRow | undefined => rows.find(({ id }) => id === contactId);
  for (const { bsuidBlindIndex } of [told, current]) {
    if (bsuidBlindIndex === null) continue;
    const person =
      rows.find((row) => row.bsuidBlindIndex === bsuidBlindIndex) ??
      rowOf(former.find(({ blindIndex }) => blindIndex === bsuidBlindIndex)?.contactId);
    if (person) return person;
  }
  if (told.bsuidBlindIndex !== null) return undefined;
  const timeline = timelineOf(rows, former, told);
  const until = (grace: number) => (holding: Holding) =>
    !holding.until || Number(holding.until) + grace >= Number(at);
  // At the very second of the change somebody else may have taken it.
  const last = timeline.findLast(({ since }) => since < at);
  if (last && until(0)(last)) return last.row;
  const present = timeline.findLast(({ since }) => since <= at);
  return present && until(changeGraceMs)(present) ? present.row : undefined;
}

/** Somebody of whom nothing is known but the number that they had until then. */
export async function introduceFormer(
  tx: Transaction,
  { bsuidBlindIndex, phoneBlindIndex }: SealedNames,
  until: Date,
): Promise<ContactRow | undefined> {
  if (bsuidBlindIndex !== null || phoneBlindIndex === null) return undefined;
  const person = await tx.contact.create({ data: {} });
  await leaveName(tx, { blindIndex: phoneBlindIndex, contactId: person.id, since: until, until });
  return person;
}

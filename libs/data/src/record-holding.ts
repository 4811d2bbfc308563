import { onlyGiven, type SealedNames, spellingsOf } from './contact-names.ts';
import { forgetPhone, hasPhone, leavePhone, phoneSinceOf } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { endNames, endNamesOfOthers, endOtherNames, leaveName } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { joinRows } from './join-rows.ts';
import { earliest, type Holding, nextAfter } from './number-timeline.ts';
import { recordFormerId } from './record-former-id.ts';
import { goneSince, isStranger, samePersonOf } from './same-person.ts';

/**
 * A message says a user id and a number, so the person had that number `at` that time, and nobody else had it then: whoever took it before
 * has lost it, and whoever took it since has it from them. A message from before they or somebody else went on is about a former name.
 *
 * @param known their row, where they are known by the user id
 * @returns the id of their row
 */
export async function recordHolding(
  tx: Transaction,
  timeline: Holding[],
  known: ContactRow | undefined,
  names: SealedNames & { bsuidBlindIndex: string | null },
  at: Date,
  isLeaving: boolean,
): Promise<string> {
  if (known) await endOtherNames(tx, known.id, [names.bsuidBlindIndex, ...spellingsOf(names)], at);
  const gone = await goneSince(tx, timeline, known, names, at);
  if (gone) return recordFormerId(tx, gone, known, names, at);
  const same = await samePersonOf(tx, timeline, known, names, at, isLeaving);
  const others = timeline.filter(({ row }) => row.id !== known?.id && !same.some(({ id }) => id === row.id));
  let person = known;
  const holders = known ? [known] : [];
  for (const row of same) if (!(await isStranger(tx, row, names))) holders.push(row);
  for (const row of same) person = person ? await joinRows(tx, person, row, spellingsOf(names)) : row;

  // What strangers wrote is theirs as far as is known, but tells nothing for certain.
  const since = earliest(holders.filter((row) => hasPhone(row, names)).map(phoneSinceOf));
  const elsewhere = person?.phoneBlindIndex && !hasPhone(person, names) ? phoneSinceOf(person) : undefined;
  const leftAt = earliest([
    nextAfter(others, at)?.since,
    elsewhere && elsewhere > at ? elsewhere : undefined,
  ]);
  /** They had it before somebody else, and may have it again. */
  const isFormer = leftAt !== undefined && (since === undefined || (at < since && leftAt < since));
  for (const { row, until } of others) if (!until && phoneSinceOf(row) <= at) await forgetPhone(tx, row, at);
  // What they had before, they had left by then, even where they have this one no longer.
  if (person && elsewhere && elsewhere <= at)
    await (isFormer ? forgetPhone(tx, person, at) : leavePhone(tx, person, person.id, at));

  // Both became known in the same moment, so neither took it from the other.
  const isTaken = others.some(
    ({ blindIndex, since: takenAt, until }) => !until && takenAt > at && blindIndex === names.phoneBlindIndex,
  );
  const data =
    isFormer || isTaken
      ? onlyGiven({ ...names, phoneBlindIndex: null, phoneSealed: undefined })
      : { ...onlyGiven(names), phoneSince: since && since < at ? since : at };
  const { id } = person
    ? await tx.contact.update({ where: { id: person.id }, data })
    : await tx.contact.create({ data });
  const [blindIndex] = spellingsOf(names);
  if (isFormer && blindIndex) await leaveName(tx, { blindIndex, contactId: id, since: at, until: leftAt });
  if (isFormer && elsewhere) await endNames(tx, id, spellingsOf(names), elsewhere);
  await endNamesOfOthers(tx, id, spellingsOf(names), at);
  return id;
}

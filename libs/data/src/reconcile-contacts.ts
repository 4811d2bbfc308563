import { onlyGiven, type SealedNames, spellingsOf } from './contact-names.ts';
import { forgetPhone, isSomebodyElse, lockContacts } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { findFormerNames, leaveName } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { placeNumber } from './place-number.ts';
import { recordHolding } from './record-holding.ts';
import { earliest, type Holding, nextAfter, timelineOf } from './number-timeline.ts';

/**
 * Finds the person among `rows`, or creates them, and writes down what is new about them. Late words change nothing that is known of a
 * later time: a number or user id that somebody left since means who had it `at` that time.
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
  if (await endEarlierHoldings(tx, timelineOf(rows, [], names)))
    return reconcileContacts(tx, await lockContacts(tx, [names]), names, at, isLeaving);
  const former = await findFormerNames(tx, [names]);
  const timeline = timelineOf(rows, former, names);
  const { bsuidBlindIndex } = names;
  if (bsuidBlindIndex === null) return placeNumber(tx, timeline, names, at, isLeaving);
  const person = rows.find((row) => row.bsuidBlindIndex === bsuidBlindIndex);
  if (!person) {
    const left = former.find(({ blindIndex }) => blindIndex === bsuidBlindIndex);
    const before = rows.find(({ id }) => id === left?.contactId);
    if (before && left && (at <= left.until || isSomebodyElse(before, bsuidBlindIndex))) {
      await recordLeft(tx, rows, names, before.id, at, left.until);
      return before.id;
    }
    if (before) return recordHolding(tx, timeline, before, names, at, isLeaving);
  }
  if (spellingsOf(names).length > 0) return recordHolding(tx, timeline, person, names, at, isLeaving);
  const data = onlyGiven(names);
  const { id } = person
    ? await tx.contact.update({ where: { id: person.id }, data })
    : await tx.contact.create({ data });
  return id;
}

/**
 * Two people became known in the same moment, each under another spelling of one number: whoever took it first has lost it.
 *
 * @param timeline of who has it now
 */
async function endEarlierHoldings(tx: Transaction, timeline: Holding[]): Promise<boolean> {
  const last = timeline.at(-1);
  if (!last) return false;
  const lost = timeline.filter(({ row }) => isSomebodyElse(row, last.row.bsuidBlindIndex));
  for (const { row } of lost) await forgetPhone(tx, row, last.since);
  return lost.length > 0;
}

/** The person had the number in `names` at that time, under a user id that they have left since. */
export async function recordLeft(
  tx: Transaction,
  rows: ContactRow[],
  names: SealedNames,
  contactId: string,
  at: Date,
  leftAt: Date,
): Promise<void> {
  const { phoneBlindIndex: blindIndex } = names;
  if (blindIndex === null || at >= leftAt) return;
  const timeline = timelineOf(rows, await findFormerNames(tx, [names]), names);
  const others = timeline.filter(({ row }) => row.id !== contactId);
  const own = timeline.filter(({ row }) => row.id === contactId);
  if (own.some(({ since, until }) => since <= at && (!until || at < until))) return;
  const until = earliest([leftAt, nextAfter(others, at)?.since, nextAfter(own, at)?.since]) ?? leftAt;
  await leaveName(tx, { blindIndex, contactId, since: at, until });
}

import type { SealedNames } from './contact-names.ts';
import { hasPhone } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { formerNamesOf } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { type Holding, holderAt, nextAfter, spellingsOf } from './number-timeline.ts';
import { tookLater } from './place-number.ts';

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
  const before = holderAt(others, at);
  if (before && isNameless(before) && !(await hadAnother(tx, person, names, before.since)))
    same.push(before.row);
  const after = nextAfter(others, at);
  if (
    after &&
    isNameless(after) &&
    !same.some(({ id }) => id === after.row.id) &&
    !(await tookLater(tx, after, at)) &&
    !(await hadAnother(tx, person, names, at))
  )
    same.push(after.row);
  return same;
}

const isNameless = ({ row }: Holding): boolean => row.bsuidBlindIndex === null;

/**
 * Whether the person was known under another name at that time or since, so that whoever has the number in `names` since then is not
 * them.
 */
async function hadAnother(
  tx: Transaction,
  person: ContactRow | undefined,
  names: SealedNames,
  since: Date,
): Promise<boolean> {
  if (!person) return false;
  if (person.phoneBlindIndex !== null && !hasPhone(person, names)) return true;
  if (person.phoneBlindIndex === null && person.phoneSince && person.phoneSince >= since) return true;
  const former = await formerNamesOf(tx, person.id);
  return former.some(({ blindIndex, until }) => until >= since && !spellingsOf(names).includes(blindIndex));
}

import { type SealedNames, spellingsOf } from './contact-names.ts';
import { leavePhone } from './contact-rows.ts';
import type { Transaction } from './database.ts';
import { leaveName } from './former-names.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { mergeContacts } from './merge-contacts.ts';
import type { Holding } from './number-timeline.ts';

/**
 * A number was known to be somebody's who left it, and only now a message from before says which user id they had then: it is a former one,
 * since the user id is renewed together with the number.
 *
 * @param known who is known by that user id, if anybody is
 * @returns the id of the person's row
 */
export async function recordFormerId(
  tx: Transaction,
  { row, until: leftAt }: Holding,
  known: ContactRow | undefined,
  names: SealedNames,
  at: Date,
): Promise<string> {
  const until = leftAt ?? at;
  let { id } = row;
  if (known) {
    const [kept, dropped] = known.createdAt < row.createdAt ? [known, row] : [row, known];
    id = kept.id;
    await mergeContacts(tx, kept, dropped, row);
    await leavePhone(tx, known, id, until);
    const { bsuidBlindIndex, bsuidSealed, phoneBlindIndex, phoneSealed, phoneSince } = row;
    const data = { bsuidBlindIndex, bsuidSealed, phoneBlindIndex, phoneSealed, phoneSince };
    await tx.contact.update({ where: { id }, data });
  }
  for (const blindIndex of [names.bsuidBlindIndex, ...spellingsOf(names).slice(0, 1)])
    if (blindIndex) await leaveName(tx, { blindIndex, contactId: id, since: at, until });
  return id;
}

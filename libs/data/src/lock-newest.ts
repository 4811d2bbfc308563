import type { Sealer } from '#platform';

import { onlyUserId, type SealedNames } from './contact-names.ts';
import { lockContacts } from './contact-rows.ts';
import { currentNames } from './current-names.ts';
import type { Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { newestUserIds } from './newest-user-id.ts';

/**
 * Locks everybody who is or was known under any of these names or under a user id that followed. All at once, so in the order that
 * holds everywhere, and before a change of theirs is recorded.
 *
 * @param ids whose rows are locked as well
 * @returns their rows, and for each of the names those that are used now
 */
export async function lockNewest(
  tx: Transaction,
  sealer: Sealer,
  given: SealedNames[],
  ids: string[] = [],
): Promise<{ rows: ContactRow[]; current: SealedNames[] }> {
  for (;;) {
    const following: SealedNames[] = [];
    for (const { bsuidBlindIndex } of given) {
      const followed = bsuidBlindIndex ? await newestUserIds(tx, bsuidBlindIndex) : [];
      following.push(...followed.map(({ blindIndex }) => onlyUserId(blindIndex)));
    }
    const wanted = [...given, ...following];
    const rows = await lockContacts(tx, wanted, ids);
    const current: SealedNames[] = [];
    for (const names of given) current.push(await currentNames(tx, sealer, names));
    // A change may have been recorded just now, and whoever bears the new id must be locked too.
    const isLocked = ({ bsuidBlindIndex }: SealedNames): boolean =>
      wanted.some((names) => names.bsuidBlindIndex === bsuidBlindIndex);
    if (current.every(isLocked)) return { rows, current };
  }
}

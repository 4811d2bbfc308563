import type { Sealer } from '#platform';

import { onlyUserId, type SealedNames } from './contact-names.ts';
import type { Transaction } from './database.ts';
import { newestUserIds } from './newest-user-id.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/**
 * The newest user id that followed `blindIndex`. One that cannot be read here would make the person unreachable and hold up others, so
 * the one before it counts, unless somebody is known by it already: then their row has it.
 *
 * @param given names that the caller can read; returned as they are when theirs is the newest id
 * @param since leaves out changes of this very id before that time
 * @returns undefined when no change of this id is known, or none that can be read
 */
export async function newestNames(
  client: Transaction,
  sealer: Sealer,
  blindIndex: string,
  { given, since }: { given: SealedNames; since?: Date },
): Promise<SealedNames | undefined> {
  for (const newest of await newestUserIds(client, blindIndex, since)) {
    if (newest.blindIndex === given.bsuidBlindIndex) return given;
    const row = { table: 'user_id_change', id: newest.previousBlindIndex };
    const isReadable = unlessUnreadable(() => sealer.open(newest.sealed), row) !== undefined;
    if (isReadable) return onlyUserId(newest.blindIndex, newest.sealed);
    const isKnown = (await client.contact.count({ where: { bsuidBlindIndex: newest.blindIndex } })) > 0;
    if (isKnown) return onlyUserId(newest.blindIndex);
  }
  return undefined;
}

/**
 * The newest user id in place of a former one. The number that came with the former one is left out: it is renewed together with the
 * id, so it may be somebody else's by now.
 */
export async function currentNames(
  client: Transaction,
  sealer: Sealer,
  given: SealedNames,
): Promise<SealedNames> {
  const { bsuidBlindIndex, nameSealed } = given;
  const newest = bsuidBlindIndex && (await newestNames(client, sealer, bsuidBlindIndex, { given }));
  return !newest || newest === given ? given : { ...newest, nameSealed };
}

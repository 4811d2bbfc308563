import type { Sealer } from '#platform';

import { type SealedNames, spellingsOf } from './contact-names.ts';
import { newestNames } from './current-names.ts';
import type { Transaction } from './database.ts';
import { findBearer, introduceFormer } from './find-bearer.ts';
import { lockNewest } from './lock-newest.ts';
import { renameContact } from './rename-contact.ts';

/** Somebody has other names now. */
export interface SealedChange {
  former: SealedNames;
  given: SealedNames;
  /** As WhatsApp says, in whole seconds, or when we first received word of it. */
  occurredAt: Date;
}

/** What is remembered of a change: blind indexes, and the new id sealed. */
interface ChangeRow extends Pick<SealedChange, 'occurredAt'> {
  former: string;
  current: string;
  sealed: string;
}

/**
 * Gives the person the newest id that is known to have followed. Where only the new number is said, nobody is told from whoever had it
 * before.
 *
 * @param isAnnounced whether a message says so, whose sender is somebody even where nobody is known by these names
 */
export async function applyChange(
  tx: Transaction,
  sealer: Sealer,
  { former, given, occurredAt }: SealedChange,
  isAnnounced = false,
): Promise<{ former: SealedNames; becomes: SealedNames; personId?: string }> {
  const isOnlyNew = given.phoneBlindIndex !== null && spellingsOf(former).includes(given.phoneBlindIndex);
  if (former.bsuidBlindIndex === null && isOnlyNew) return { former, becomes: given };
  const { rows, current: newest } = await lockNewest(tx, sealer, [former, given]);
  let person = await findBearer(tx, rows, former, newest[0] ?? former, occurredAt);
  // Whose number was not known yet: what they left before may be told later.
  if (!person && isAnnounced) person = await introduceFormer(tx, former, occurredAt);
  const known = person?.bsuidBlindIndex ?? null;
  const formerId = former.bsuidBlindIndex ?? known;
  // A new number came with a new user id, which is not told here. Somebody who has another one by now may have another number too.
  if (given.bsuidBlindIndex === null && known !== null && formerId !== known)
    return { former, becomes: given, personId: person?.id };
  const becomes = await remember(tx, sealer, formerId, given, occurredAt);
  const personId = person && (await renameContact(tx, person.id, becomes, occurredAt));
  return { former, becomes, personId };
}

/**
 * As `applyChange`, for a change that a message announces.
 *
 * @returns the id of its sender's row, which may be another one now
 */
export async function announceChange(
  tx: Transaction,
  sealer: Sealer,
  senderId: string,
  change: SealedChange,
): Promise<string> {
  const { personId } = await applyChange(tx, sealer, change, true);
  const isKept = (await tx.contact.count({ where: { id: senderId } })) > 0;
  return isKept ? senderId : (personId ?? senderId);
}

/** @returns what the person is called now: as given, unless a later change is known */
async function remember(
  tx: Transaction,
  sealer: Sealer,
  former: string | null,
  given: SealedNames,
  occurredAt: Date,
): Promise<SealedNames> {
  const { bsuidBlindIndex, bsuidSealed } = given;
  if (!bsuidBlindIndex || !bsuidSealed) return given;
  const isChange = former !== null && former !== bsuidBlindIndex;
  const change = { current: bsuidBlindIndex, sealed: bsuidSealed, occurredAt };
  if (isChange) await record(tx, { ...change, former });
  const newest = await (isChange
    ? newestNames(tx, sealer, former, { given })
    : newestNames(tx, sealer, bsuidBlindIndex, { given, since: occurredAt }));
  return newest ?? given;
}

/**
 * A change and the way back within one second follow each other as they are told, however often that is. Of two changes of one id, the
 * later counts.
 */
async function record(tx: Transaction, { former, current, sealed, occurredAt }: ChangeRow): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO user_id_change AS known (previous_blind_index, current_blind_index, current_sealed, occurred_at)
    VALUES (${former}, ${current}, ${sealed}, coalesce(
      (
        SELECT back.occurred_at + interval '1 millisecond' FROM user_id_change back
        WHERE back.previous_blind_index = ${current} AND back.current_blind_index = ${former}
          AND date_trunc('second', back.occurred_at) = date_trunc('second', ${occurredAt}::timestamptz)
      ),
      ${occurredAt}::timestamptz
    ))
    ON CONFLICT (previous_blind_index) DO UPDATE SET (current_blind_index, current_sealed, occurred_at) =
      (EXCLUDED.current_blind_index, EXCLUDED.current_sealed, EXCLUDED.occurred_at)
    WHERE known.occurred_at < ${occurredAt}::timestamptz`;
}

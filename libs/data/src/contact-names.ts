import { otherSpelling, type Sealer } from '#platform';

import type { Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { newestUserId } from './newest-user-id.ts';

/** WhatsApp's ids for a person: business-scoped user id, phone (digits only), or both. */
export interface Identity {
  bsuid?: string;
  phone?: string;
  name?: string;
}

export interface BlindIndexes extends Pick<ContactRow, 'bsuidBlindIndex' | 'phoneBlindIndex'> {
  /** Of the phone number's other spelling, under which the person may be known. */
  otherPhoneBlindIndex: string | null;
}
/** How a person is looked up and stored; nothing in it is readable. */
export type SealedNames = BlindIndexes &
  Partial<Pick<ContactRow, 'bsuidSealed' | 'phoneSealed' | 'nameSealed'>>;

/** @throws Error when it has neither a BSUID nor a phone number */
export function sealNames({ bsuid, phone, name }: Identity, sealer: Sealer): SealedNames {
  if (!bsuid && !phone) throw new Error('A person needs a BSUID or a phone number');
  const seal = (plain?: string): string | undefined => (plain ? sealer.seal(plain) : undefined);
  const phoneBlindIndex = (plain?: string): string | null =>
    plain ? sealer.blindIndex('phone', plain) : null;
  return {
    bsuidBlindIndex: bsuid ? sealer.blindIndex('bsuid', bsuid) : null,
    phoneBlindIndex: phoneBlindIndex(phone),
    otherPhoneBlindIndex: phoneBlindIndex(phone && otherSpelling(phone)),
    bsuidSealed: seal(bsuid),
    phoneSealed: seal(phone),
    nameSealed: seal(name),
  };
}

/**
 * The newest user id in place of a former one. The number that came with the former one is left out: it is renewed together with the
 * id, so it may be somebody else's by now.
 */
export async function currentNames(client: Transaction, names: SealedNames): Promise<SealedNames> {
  const { bsuidBlindIndex, nameSealed } = names;
  const newest = bsuidBlindIndex ? await newestUserId(client, bsuidBlindIndex) : undefined;
  if (!newest || newest.blindIndex === bsuidBlindIndex) return names;
  return {
    bsuidBlindIndex: newest.blindIndex,
    bsuidSealed: newest.sealed,
    phoneBlindIndex: null,
    otherPhoneBlindIndex: null,
    phoneSealed: undefined,
    nameSealed,
  };
}

/** What to write of the names: an id that is not given stays as it was. */
export function onlyGiven({ bsuidBlindIndex, phoneBlindIndex, ...names }: SealedNames): Partial<ContactRow> {
  const { bsuidSealed, phoneSealed, nameSealed } = names;
  return {
    bsuidBlindIndex: bsuidBlindIndex ?? undefined,
    phoneBlindIndex: phoneBlindIndex ?? undefined,
    bsuidSealed,
    phoneSealed,
    nameSealed,
  };
}

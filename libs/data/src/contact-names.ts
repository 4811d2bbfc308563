import { otherSpelling, type Sealer } from '#platform';

import type { Contact as ContactRow } from './generated/client.ts';

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

/** The names of somebody of whom only the user id is known. */
export const onlyUserId = (
  bsuidBlindIndex: string,
  bsuidSealed?: string,
): SealedNames & { bsuidBlindIndex: string } => ({
  bsuidBlindIndex,
  bsuidSealed,
  phoneBlindIndex: null,
  otherPhoneBlindIndex: null,
});

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

/** One number may be spelled in two ways; as it was told comes first. */
export const spellingsOf = ({ phoneBlindIndex, otherPhoneBlindIndex }: BlindIndexes): string[] =>
  [phoneBlindIndex, otherPhoneBlindIndex].filter((spelling) => spelling !== null);

/** Each once. */
export function listed(names: BlindIndexes[]): { bsuids: string[]; phones: string[] } {
  const unique = (indexes: (string | null)[]): string[] => [
    ...new Set(indexes.filter((index) => index !== null)),
  ];
  return {
    bsuids: unique(names.map(({ bsuidBlindIndex }) => bsuidBlindIndex)),
    phones: unique(
      names.flatMap(({ phoneBlindIndex, otherPhoneBlindIndex }) => [phoneBlindIndex, otherPhoneBlindIndex]),
    ),
  };
}

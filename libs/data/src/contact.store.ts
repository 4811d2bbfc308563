import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { type Identity, onlyGiven, type SealedNames, sealNames } from './contact-names.ts';
import {
  findContacts,
  forgetPhone,
  hasPhone,
  isNamed,
  isSomebodyElse,
  lockContacts,
} from './contact-rows.ts';
import { currentNames } from './current-names.ts';
import { Database, type Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { lockNewest } from './lock-newest.ts';
import { mergeContacts } from './merge-contacts.ts';

export type { Identity } from './contact-names.ts';

export interface Contact {
  id: string;
  bsuid?: string;
  phone?: string;
  /** IANA name chosen by the person; absent until then. */
  timezone?: string;
}

type SealedContact = Pick<ContactRow, 'id' | 'bsuidSealed' | 'phoneSealed' | 'timezone'>;

/** People: one row each, whether known by phone, by BSUID or by both. */
@Injectable()
export class ContactStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** Finds the person, or creates them. Opens nothing of theirs: who is known stays known, whatever of theirs cannot be read any more. */
  async resolve(identity: Identity): Promise<Pick<Contact, 'id'>> {
    const { id } = await this.resolveNames(this.sealedNames(identity));
    return { id };
  }

  /** As `resolve`. @returns also the names under which they are known now: not a former user id, nor the number beside it */
  async resolveNames(given: SealedNames): Promise<{ id: string; names: SealedNames }> {
    const names = await currentNames(this.database, this.sealer, given);
    const rows = await findContacts(this.database, [names]);
    const [known] = rows;
    // Nearly every message is from somebody known under exactly these ids: two queries suffice.
    if (names === given && known && rows.length === 1 && isNamed(known, names))
      return { id: known.id, names };
    return this.database.transaction((tx) => this.#resolve(tx, given));
  }

  /**
   * The person has a new number or user id, and keeps everything. Whoever is known under the new ids already is the same person, and
   * what is known of them there counts. The number that came with a former user id does not: a person's user id is renewed when they
   * change their number, so they are written to by the new id until a message or a notice says the number that belongs to it.
   *
   * Where no new user id is told, whoever has the number under one is the same person only if they became known at `changedAt` (now,
   * by default) or later. Otherwise they had the number before, and lose it.
   *
   * @returns the id of their row, which may be one that was known longer; undefined when the row given is made one with another already
   */
  async rename(
    tx: Transaction,
    contactId: string,
    names: SealedNames,
    changedAt = new Date(),
  ): Promise<string | undefined> {
    const { bsuidBlindIndex, phoneBlindIndex } = names;
    const rows = await lockContacts(tx, [names], contactId);
    let person = rows.find(({ id }) => id === contactId);
    if (!person) return undefined;
    const isAnother = (row: ContactRow): boolean =>
      bsuidBlindIndex
        ? isSomebodyElse(row, bsuidBlindIndex)
        : row.id !== contactId && row.bsuidBlindIndex !== null && row.createdAt < changedAt;
    const newest =
      rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex) ??
      rows.find((row) => hasPhone(row, names) && !isAnother(row));
    for (const other of rows) {
      if (other.id === contactId) continue;
      if (isAnother(other)) await forgetPhone(tx, other);
      else {
        // Whoever was known first has the longer list, whose numbers stay.
        const [kept, dropped] = other.createdAt < person.createdAt ? [other, person] : [person, other];
        person = await mergeContacts(tx, kept, dropped, other === newest ? other : person);
      }
    }
    await tx.contact.update({
      where: { id: person.id },
      data: {
        bsuidBlindIndex: bsuidBlindIndex ?? newest?.bsuidBlindIndex ?? null,
        bsuidSealed: names.bsuidSealed ?? newest?.bsuidSealed ?? null,
        phoneBlindIndex: phoneBlindIndex ?? newest?.phoneBlindIndex ?? null,
        phoneSealed: names.phoneSealed ?? newest?.phoneSealed ?? null,
        nameSealed: names.nameSealed,
      },
    });
    return person.id;
  }

  /**
   * As `rename`, for somebody called `previous`. Nobody may be: then there is nothing to do.
   *
   * @param isRepeated the change was applied before, so whoever has nothing but the phone number may be its new owner
   */
  async renameKnown(
    tx: Transaction,
    previous: SealedNames,
    becomes: SealedNames,
    { changedAt, isRepeated = false }: { changedAt: Date; isRepeated?: boolean },
  ): Promise<void> {
    const rows = await lockContacts(tx, [previous]);
    const { bsuidBlindIndex } = previous;
    // Whoever has the phone number, but another user id, may be its new owner: their next message tells. So may be whoever became known
    // by it after the change.
    const person =
      rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex) ??
      rows.find((row) => !isRepeated && !row.bsuidBlindIndex && row.createdAt < changedAt);
    if (person) await this.rename(tx, person.id, becomes, changedAt);
  }

  async #resolve(tx: Transaction, given: SealedNames): Promise<{ id: string; names: SealedNames }> {
    const { rows, current } = await lockNewest(tx, this.sealer, given);
    const [names = given] = current;
    if (names === given) return { id: await this.#reconcile(tx, rows, names), names };
    const former = rows.find((row) => row.bsuidBlindIndex === given.bsuidBlindIndex);
    if (former) await this.rename(tx, former.id, names);
    return { id: await this.#reconcile(tx, await lockContacts(tx, [names]), names), names };
  }

  async #reconcile(tx: Transaction, rows: ContactRow[], names: SealedNames): Promise<string> {
    const { bsuidBlindIndex, phoneBlindIndex, otherPhoneBlindIndex } = names;
    let person = rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex);
    for (const spelling of [phoneBlindIndex, otherPhoneBlindIndex]) {
      const owner = rows.find((row) => spelling && row.phoneBlindIndex === spelling && row !== person);
      if (!owner) continue;
      const bsuid = bsuidBlindIndex ?? person?.bsuidBlindIndex;
      if (isSomebodyElse(owner, bsuid)) await forgetPhone(tx, owner);
      else person = person ? await merge(tx, person, owner) : owner;
    }
    const data = onlyGiven(names);
    const { id } = person
      ? await tx.contact.update({ where: { id: person.id }, data })
      : await tx.contact.create({ data });
    return id;
  }

  sealedNames(identity: Identity): SealedNames {
    return sealNames(identity, this.sealer);
  }

  open(row: SealedContact): Contact {
    return {
      id: row.id,
      bsuid: row.bsuidSealed ? this.sealer.open(row.bsuidSealed) : undefined,
      phone: row.phoneSealed ? this.sealer.open(row.phoneSealed) : undefined,
      timezone: row.timezone ?? undefined,
    };
  }
}

/** One person was known twice: by BSUID and by phone, or under two spellings of their number. A BSUID is kept. */
async function merge(tx: Transaction, one: ContactRow, other: ContactRow): Promise<ContactRow> {
  const [kept, dropped] = one.bsuidBlindIndex || !other.bsuidBlindIndex ? [one, other] : [other, one];
  return mergeContacts(tx, kept, dropped);
}

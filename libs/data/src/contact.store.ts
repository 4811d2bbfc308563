import { Injectable } from '@nestjs/common';

import { otherSpelling, Sealer } from '#platform';

import { Database, type Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';

/** WhatsApp's ids for a person: business-scoped user id, phone (digits only), or both. */
export interface Identity {
  bsuid?: string;
  phone?: string;
  name?: string;
}

export interface Contact {
  id: string;
  bsuid?: string;
  phone?: string;
  /** IANA name chosen by the person; absent until then. */
  timezone?: string;
}

interface BlindIndexes extends Pick<ContactRow, 'bsuidBlindIndex' | 'phoneBlindIndex'> {
  /** Of the phone number's other spelling, under which the person may be known. */
  otherPhoneBlindIndex: string | null;
}
/** How a person is looked up and stored; nothing in it is readable. */
export type SealedNames = BlindIndexes &
  Partial<Pick<ContactRow, 'bsuidSealed' | 'phoneSealed' | 'nameSealed'>>;
type SealedContact = Pick<ContactRow, 'id' | 'bsuidSealed' | 'phoneSealed' | 'timezone'>;

/** People: one row each, whether known by phone, by BSUID or by both. */
@Injectable()
export class ContactStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** Finds the person, or creates them. Opens nothing: who is known stays known, whatever of theirs cannot be read any more. */
  async resolve(identity: Identity): Promise<Pick<Contact, 'id'>> {
    const blindIndexes = this.#blindIndexes(identity);
    const rows = await find(this.database, blindIndexes);
    const [known] = rows;
    // Nearly every message is from somebody known under exactly these ids: one query suffices.
    if (known && rows.length === 1 && isNamed(known, blindIndexes)) return { id: known.id };
    const { id } = await this.database.transaction((tx) => this.#reconcile(tx, identity, blindIndexes));
    return { id };
  }

  /**
   * The person has a new number or user id, and keeps everything. If somebody is known under the new ids already, it is
   * the same person.
   */
  async rename(tx: Transaction, contactId: string, becomes: Identity): Promise<void> {
    const blindIndexes = this.#blindIndexes(becomes);
    const others = (await findLocked(tx, blindIndexes)).filter(({ id }) => id !== contactId);
    let person = await tx.contact.findUniqueOrThrow({ where: { id: contactId } });
    for (const other of others) {
      if (isSomebodyElse(other, blindIndexes.bsuidBlindIndex)) await forgetPhone(tx, other);
      else person = await absorb(tx, person, other);
    }
    await tx.contact.update({
      where: { id: contactId },
      data: {
        ...onlyGiven(this.sealedNames(becomes)),
        // A new number comes with a new user id: the former one would keep the two rows apart.
        ...(becomes.phone && !becomes.bsuid && { bsuidBlindIndex: null, bsuidSealed: null }),
      },
    });
  }

  /** As `rename`, for somebody called `previous`. Nobody may be: then there is nothing to do. */
  async renameKnown(previous: Identity, becomes: Identity): Promise<void> {
    const blindIndexes = this.#blindIndexes(previous);
    await this.database.transaction(async (tx) => {
      const rows = await findLocked(tx, blindIndexes);
      const { bsuidBlindIndex } = blindIndexes;
      // Whoever has the phone number, but another user id, may be its new owner: their next message tells.
      const person =
        rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex) ??
        rows.find((row) => !row.bsuidBlindIndex);
      if (person) await this.rename(tx, person.id, becomes);
    });
  }

  async #reconcile(tx: Transaction, identity: Identity, blindIndexes: BlindIndexes): Promise<ContactRow> {
    const rows = await findLocked(tx, blindIndexes);
    const { bsuidBlindIndex, phoneBlindIndex, otherPhoneBlindIndex } = blindIndexes;
    let person = rows.find((row) => bsuidBlindIndex && row.bsuidBlindIndex === bsuidBlindIndex);
    for (const spelling of [phoneBlindIndex, otherPhoneBlindIndex]) {
      const owner = rows.find((row) => spelling && row.phoneBlindIndex === spelling && row !== person);
      if (!owner) continue;
      const bsuid = bsuidBlindIndex ?? person?.bsuidBlindIndex;
      if (isSomebodyElse(owner, bsuid)) await forgetPhone(tx, owner);
      else person = person ? await merge(tx, person, owner) : owner;
    }
    const names = onlyGiven(this.sealedNames(identity));
    return person
      ? tx.contact.update({ where: { id: person.id }, data: names })
      : tx.contact.create({ data: names });
  }

  #blindIndexes({ bsuid, phone }: Identity): BlindIndexes {
    if (!bsuid && !phone) throw new Error('A person needs a BSUID or a phone number');
    return {
      bsuidBlindIndex: bsuid ? this.sealer.blindIndex('bsuid', bsuid) : null,
      phoneBlindIndex: this.#phoneBlindIndex(phone),
      otherPhoneBlindIndex: this.#phoneBlindIndex(phone && otherSpelling(phone)),
    };
  }

  #phoneBlindIndex(phone?: string): string | null {
    return phone ? this.sealer.blindIndex('phone', phone) : null;
  }

  sealedNames(identity: Identity): SealedNames {
    const seal = (plain?: string): string | undefined => (plain ? this.sealer.seal(plain) : undefined);
    return {
      ...this.#blindIndexes(identity),
      bsuidSealed: seal(identity.bsuid),
      phoneSealed: seal(identity.phone),
      nameSealed: seal(identity.name),
    };
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

/** An id that the message does not carry stays as it was. */
function onlyGiven({ bsuidBlindIndex, phoneBlindIndex, ...names }: SealedNames): Partial<ContactRow> {
  const { bsuidSealed, phoneSealed, nameSealed } = names;
  return {
    bsuidBlindIndex: bsuidBlindIndex ?? undefined,
    phoneBlindIndex: phoneBlindIndex ?? undefined,
    bsuidSealed,
    phoneSealed,
    nameSealed,
  };
}

function find(
  client: Transaction,
  { bsuidBlindIndex, phoneBlindIndex, otherPhoneBlindIndex }: BlindIndexes,
): Promise<ContactRow[]> {
  return client.contact.findMany({
    where: {
      OR: [
        ...(bsuidBlindIndex ? [{ bsuidBlindIndex }] : []),
        ...(phoneBlindIndex ? [{ phoneBlindIndex }] : []),
        ...(otherPhoneBlindIndex ? [{ phoneBlindIndex: otherPhoneBlindIndex }] : []),
      ],
    },
  });
}

/** Locks the rows: until the transaction ends, nobody else can merge these people or write for one of them. */
async function findLocked(tx: Transaction, blindIndexes: BlindIndexes): Promise<ContactRow[]> {
  for (;;) {
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM contact
      WHERE bsuid_blind_index = ${blindIndexes.bsuidBlindIndex}
        OR phone_blind_index IN (${blindIndexes.phoneBlindIndex}, ${blindIndexes.otherPhoneBlindIndex})
      ORDER BY id FOR UPDATE`;
    const rows = await find(tx, blindIndexes);
    // Somebody may have become known under these ids just now, and must be locked too.
    if (rows.every(({ id }) => locked.some((one) => one.id === id))) return rows;
  }
}

const isNamed = (row: ContactRow, { bsuidBlindIndex, phoneBlindIndex }: BlindIndexes): boolean =>
  (!bsuidBlindIndex || row.bsuidBlindIndex === bsuidBlindIndex) &&
  (!phoneBlindIndex || row.phoneBlindIndex === phoneBlindIndex);

const isSomebodyElse = (owner: ContactRow, bsuidBlindIndex?: string | null): boolean =>
  Boolean(owner.bsuidBlindIndex && bsuidBlindIndex) && owner.bsuidBlindIndex !== bsuidBlindIndex;

/** The number was reassigned to somebody else, who must not see its former owner's messages. */
const forgetPhone = (tx: Transaction, { id }: ContactRow): Promise<unknown> =>
  tx.contact.update({ where: { id }, data: { phoneBlindIndex: null, phoneSealed: null } });

/** One person was known twice: by BSUID and by phone, or under two spellings of their number. A BSUID is kept. */
async function merge(tx: Transaction, one: ContactRow, other: ContactRow): Promise<ContactRow> {
  const [kept, dropped] = one.bsuidBlindIndex || !other.bsuidBlindIndex ? [one, other] : [other, one];
  return absorb(tx, kept, dropped);
}

/** Everything moves to `kept`. @returns its row as it is now */
async function absorb(tx: Transaction, kept: ContactRow, dropped: ContactRow): Promise<ContactRow> {
  const move = { where: { contactId: dropped.id }, data: { contactId: kept.id } };
  const { _max } = await tx.task.aggregate({ where: { contactId: kept.id }, _max: { number: true } });
  await tx.task.updateMany({
    where: { contactId: dropped.id },
    data: { contactId: kept.id, number: { increment: _max.number ?? 0 } },
  });
  // A person has one message in hand at a time, so what is in hand of the dropped one is understood anew, as the kept person's.
  await tx.$executeRaw`
    UPDATE inbound_message SET contact_id = ${kept.id}::uuid, lease = NULL,
      claimable_at = CASE WHEN lease IS NULL THEN claimable_at ELSE now() END
    WHERE contact_id = ${dropped.id}::uuid`;
  await tx.outboundMessage.updateMany(move);
  await tx.event.updateMany(move);
  await tx.reminder.updateMany(move);
  await tx.note.updateMany(move);
  await tx.contact.delete({ where: { id: dropped.id } });
  const [marketing] = [kept, dropped].toSorted(
    (one, other) => Number(other.marketingChosenAt ?? 0) - Number(one.marketingChosenAt ?? 0),
  );
  return tx.contact.update({
    where: { id: kept.id },
    data: {
      timezone: kept.timezone ?? dropped.timezone,
      nameSealed: kept.nameSealed ?? dropped.nameSealed,
      marketingChosenAt: marketing?.marketingChosenAt,
      marketingStoppedAt: marketing?.marketingStoppedAt,
    },
  });
}

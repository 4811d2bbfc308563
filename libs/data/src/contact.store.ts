import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { type Identity, type SealedNames, sealNames } from './contact-names.ts';
import { findContacts, isNamed, lockContacts, phoneSinceOf } from './contact-rows.ts';
import { currentNames } from './current-names.ts';
import { Database, type Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';
import { type Habits, openHabits } from './habits.ts';
import { lockNewest } from './lock-newest.ts';
import { leftAt } from './newest-user-id.ts';
import { reconcileContacts, recordLeft } from './reconcile-contacts.ts';
import { renameContact } from './rename-contact.ts';

export type { Identity } from './contact-names.ts';

export interface Contact {
  id: string;
  bsuid?: string;
  phone?: string;
  /** IANA name chosen by the person; absent until then. */
  timezone?: string;
  /** What they chose about how we work for them; absent until then. */
  habits?: Habits;
  /** BCP 47 tag of the language in which they are spoken to: chosen by them, or that of their messages; absent until one tells it. */
  language?: string;
  /** They chose it, and writing in another one changes nothing. */
  languageChosen?: boolean;
}

type SealedContact = Pick<
  ContactRow,
  'id' | 'bsuidSealed' | 'phoneSealed' | 'timezone' | 'language' | 'languageChosen' | 'habitsSealed'
>;

/** People: one row each, whether known by phone, by BSUID or by both. */
@Injectable()
export class ContactStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Finds the person, or creates them. Opens nothing of theirs: who is known stays known, whatever of theirs cannot be read any more.
   *
   * @param at when they used these names: who has a number may not be who had it
   */
  async resolve(identity: Identity, at = new Date()): Promise<Pick<Contact, 'id'>> {
    const given = this.sealedNames(identity);
    const names = await currentNames(this.database, this.sealer, given);
    const rows = await findContacts(this.database, [names]);
    const [known] = rows;
    // Nearly every message is from somebody known under exactly these names.
    const isAlone = names === given && rows.length === 1;
    const isTimely = given.phoneBlindIndex === null || (known && phoneSinceOf(known) <= at);
    if (known && isAlone && isNamed(known, names) && isTimely) return { id: known.id };
    return { id: await this.database.transaction((tx) => this.lockSender(tx, given, at)) };
  }

  /** The person chose their language, for good. @param language BCP 47 tag */
  async chooseLanguage(tx: Transaction, id: string, language: string): Promise<void> {
    await tx.contact.update({
      where: { id },
      data: { language, languageChosen: true },
      select: { id: true },
    });
  }

  /** @returns the BCP 47 tag of the language in which the person is spoken to, if it is known */
  async languageOf(tx: Transaction, id: string): Promise<string | undefined> {
    const row = await tx.contact.findUnique({ where: { id }, select: { language: true } });
    return row?.language ?? undefined;
  }

  /**
   * As `resolve`, and keeps the person locked until the transaction ends.
   *
   * @param isLeaving whether they say that they have other names from then on
   * @returns the id of their row
   */
  async lockSender(tx: Transaction, given: SealedNames, at: Date, isLeaving = false): Promise<string> {
    const { rows, current } = await lockNewest(tx, this.sealer, [given]);
    const [names = given] = current;
    if (names === given) return reconcileContacts(tx, rows, names, at, isLeaving);
    const former = rows.find((row) => row.bsuidBlindIndex === given.bsuidBlindIndex);
    const left = await leftAt(tx, given.bsuidBlindIndex);
    if (former) await renameContact(tx, former.id, names, left);
    const id = await reconcileContacts(tx, await lockContacts(tx, [names]), names, at, isLeaving);
    await recordLeft(tx, await lockContacts(tx, [given], [id]), given, id, at, left);
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
      habits: openHabits(this.sealer, row.habitsSealed, row.id),
      language: row.language ?? undefined,
      languageChosen: row.languageChosen || undefined,
    };
  }
}

import { Injectable, Logger } from '@nestjs/common';

import { Sealer } from '#platform';

import { type Identity, onlyUserId, type SealedNames } from './contact-names.ts';
import { ContactStore } from './contact.store.ts';
import { newestNames } from './current-names.ts';
import { Database, type Transaction } from './database.ts';
import { findBearer, introduceFormer } from './find-bearer.ts';
import { lockNewest } from './lock-newest.ts';
import { leftAt } from './newest-user-id.ts';
import { renameContact } from './rename-contact.ts';

/** WhatsApp delivers again for so long, and no message arrives later. */
const lastingFor = '7 days';

export interface Change {
  previous: Identity;
  current: Identity;
  /** As WhatsApp says, in whole seconds, or when we first received word of it. */
  occurredAt: Date;
}

/** What is remembered of a change: blind indexes, and the new id sealed. */
interface ChangeRow extends Pick<Change, 'occurredAt'> {
  former: string;
  current: string;
  sealed: string;
}

/** New user ids of people. Such a change, others of the same person and their messages come in any order. */
@Injectable()
export class UserIdChangeStore {
  readonly #logger = new Logger('user ids');

  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
    private readonly sealer: Sealer,
  ) {}

  /** Gives the person the newest id that is known to have followed, which an older change, or a repeated one, does not undo. */
  async apply(change: Change): Promise<void> {
    const { former, becomes } = await this.database.transaction((tx) => this.#apply(tx, change));
    // Of two changes applied at once, neither saw the other: whichever ends last sees both here.
    for (const { bsuidBlindIndex } of [former, becomes]) {
      if (bsuidBlindIndex !== null) await this.#catchUp(bsuidBlindIndex);
    }
  }

  /** Begins a change that a message announces: locks its sender and whoever it may concern, before the message is locked. */
  async lock(tx: Transaction, contactId: string, { previous, current }: Change): Promise<void> {
    const names = [previous, current].map((one) => this.contacts.sealedNames(one));
    await lockNewest(tx, this.sealer, names, [contactId]);
  }

  /**
   * As `apply`, for a change that a message announces, in the transaction that marks it as handled.
   *
   * @returns the id of its sender's row, which may be another one now
   */
  async rename(tx: Transaction, contactId: string, change: Change): Promise<string> {
    const { personId } = await this.#apply(tx, change, true);
    const isKept = (await tx.contact.count({ where: { id: contactId } })) > 0;
    return isKept ? contactId : (personId ?? contactId);
  }

  /**
   * Some may have become known under a former id all the same: when a message and the change were recorded at the same moment. Then
   * forgets what nothing can refer to any more.
   */
  async applyAgain(): Promise<void> {
    // `OFFSET 0`: see `recordInbound`.
    const stale = await this.database.$queryRaw<{ bsuidBlindIndex: string }[]>`
      SELECT previous_blind_index AS "bsuidBlindIndex" FROM user_id_change c
      WHERE occurred_at > now() - ${lastingFor}::interval
        AND EXISTS (SELECT FROM contact WHERE bsuid_blind_index = c.previous_blind_index OFFSET 0)`;
    for (const { bsuidBlindIndex } of stale) {
      try {
        await this.#catchUp(bsuidBlindIndex);
      } catch (error) {
        // It comes again, and holds up no other.
        if (this.database.isCauseOf(error)) throw error;
        this.#logger.error({ message: 'failed, will be tried again', reason: String(error) });
      }
    }
    await this.database.$executeRaw`
      DELETE FROM user_id_change WHERE occurred_at <= now() - ${lastingFor}::interval`;
    await this.database.$executeRaw`DELETE FROM former_name WHERE until <= now() - ${lastingFor}::interval`;
  }

  /** Whoever is still known by this id gets the newest that followed it. Another process may do the same at the same time. */
  #catchUp(bsuidBlindIndex: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const given = onlyUserId(bsuidBlindIndex);
      const { rows, current } = await lockNewest(tx, this.sealer, [given]);
      const person = rows.find((row) => row.bsuidBlindIndex === bsuidBlindIndex);
      const [names = given] = current;
      if (person && names !== given)
        await renameContact(tx, person.id, names, await leftAt(tx, bsuidBlindIndex));
    });
  }

  async #apply(
    tx: Transaction,
    { previous, current, occurredAt }: Change,
    isAnnounced = false,
  ): Promise<{ former: SealedNames; becomes: SealedNames; personId?: string }> {
    const [former, given] = [this.contacts.sealedNames(previous), this.contacts.sealedNames(current)];
    const { rows, current: newest } = await lockNewest(tx, this.sealer, [former, given]);
    let person = await findBearer(tx, rows, former, newest[0] ?? former, occurredAt);
    // Whose number was not known yet: what they left before may be told later.
    if (!person && isAnnounced) person = await introduceFormer(tx, former, occurredAt);
    const known = person?.bsuidBlindIndex ?? null;
    const formerId = former.bsuidBlindIndex ?? known;
    // A new number came with a new user id, which is not told here. Somebody who has another one by now may have another number too.
    if (given.bsuidBlindIndex === null && known !== null && formerId !== known)
      return { former, becomes: given, personId: person?.id };
    const becomes = await this.#remember(tx, formerId, given, occurredAt);
    const personId = person && (await renameContact(tx, person.id, becomes, occurredAt));
    return { former, becomes, personId };
  }

  /** @returns what the person is called now: as given, unless a later change is known */
  async #remember(
    tx: Transaction,
    former: string | null,
    given: SealedNames,
    occurredAt: Date,
  ): Promise<SealedNames> {
    const { bsuidBlindIndex, bsuidSealed } = given;
    if (!bsuidBlindIndex || !bsuidSealed) return given;
    const isChange = former !== null && former !== bsuidBlindIndex;
    const change = { current: bsuidBlindIndex, sealed: bsuidSealed, occurredAt };
    if (isChange) await this.#record(tx, { ...change, former });
    const newest = await (isChange
      ? newestNames(tx, this.sealer, former, { given })
      : newestNames(tx, this.sealer, bsuidBlindIndex, { given, since: occurredAt }));
    return newest ?? given;
  }

  /**
   * A change and the way back within one second follow each other as they are told, however often that is. Of two changes of one id, the
   * later counts.
   */
  async #record(tx: Transaction, { former, current, sealed, occurredAt }: ChangeRow): Promise<void> {
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
}

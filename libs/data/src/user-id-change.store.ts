import { Injectable, Logger } from '@nestjs/common';

import { Sealer } from '#platform';

import { announceChange, applyChange, type SealedChange } from './apply-change.ts';
import { type Identity, onlyUserId } from './contact-names.ts';
import { ContactStore } from './contact.store.ts';
import { Database, type Transaction } from './database.ts';
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
    const { former, becomes } = await this.database.transaction((tx) =>
      applyChange(tx, this.sealer, this.#sealed(change)),
    );
    // Of two changes applied at once, neither saw the other: whichever ends last sees both here.
    for (const { bsuidBlindIndex } of [former, becomes]) {
      if (bsuidBlindIndex !== null) await this.#catchUp(bsuidBlindIndex);
    }
  }

  /** Begins a change that a message announces: locks its sender and whoever it may concern, before the message is locked. */
  async lock(tx: Transaction, contactId: string, change: Change): Promise<void> {
    const { former, given } = this.#sealed(change);
    await lockNewest(tx, this.sealer, [former, given], [contactId]);
  }

  /** As `announceChange`. */
  rename(tx: Transaction, contactId: string, change: Change): Promise<string> {
    return announceChange(tx, this.sealer, contactId, this.#sealed(change));
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

  #sealed({ previous, current, occurredAt }: Change): SealedChange {
    const [former, given] = [this.contacts.sealedNames(previous), this.contacts.sealedNames(current)];
    return { former, given, occurredAt };
  }
}

import { Injectable, Logger } from '@nestjs/common';

import { Sealer } from '#platform';

import { type Identity, onlyUserId, type SealedNames } from './contact-names.ts';
import { ContactStore } from './contact.store.ts';
import { newestNames } from './current-names.ts';
import { Database, type Transaction } from './database.ts';
import { lockNewest } from './lock-newest.ts';

/** WhatsApp delivers again for so long, and no message arrives later. */
const lastingFor = '7 days';

interface Change {
  previous: Identity;
  current: Identity;
  /** As WhatsApp says, in whole seconds, or when we first received word of it. */
  occurredAt: Date;
}

/** A change that a message of the person announces. */
interface Announced extends Pick<Change, 'occurredAt'> {
  /** The former user id, where the message names it. */
  previous?: string;
  becomes: Identity;
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
  async apply({ previous, current, occurredAt }: Change): Promise<void> {
    const former = this.contacts.sealedNames(previous);
    const newest = await this.database.transaction(async (tx) => {
      await lockNewest(tx, this.sealer, former, this.contacts.sealedNames(current));
      const { becomes, isRepeated } = await this.#remember(tx, former.bsuidBlindIndex, current, occurredAt);
      await this.contacts.renameKnown(tx, former, becomes, { changedAt: occurredAt, isRepeated });
      return becomes;
    });
    // Of two changes applied at once, neither saw the other: whichever ends last sees both here.
    for (const { bsuidBlindIndex } of [former, newest]) {
      if (bsuidBlindIndex !== null) await this.#catchUp(bsuidBlindIndex);
    }
  }

  /**
   * As `apply`, for somebody whose message announces it, in the transaction that marks it as handled.
   *
   * @returns the id of their row, which may be another one now
   */
  async rename(
    tx: Transaction,
    contactId: string,
    { previous, becomes, occurredAt }: Announced,
  ): Promise<string> {
    const { bsuidBlindIndex } = await tx.contact.findUniqueOrThrow({ where: { id: contactId } });
    const former = previous === undefined ? bsuidBlindIndex : this.#blindIndex(previous);
    // A new number came with a new user id, which is not told here. Somebody who has another one by now may have another number too.
    if (becomes.bsuid === undefined && bsuidBlindIndex !== null && former !== bsuidBlindIndex)
      return contactId;
    const now = await this.#remember(tx, former, becomes, occurredAt);
    return (await this.contacts.rename(tx, contactId, now.becomes, occurredAt)) ?? contactId;
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
  }

  /** Whoever is still known by this id gets the newest that followed it. Another process may do the same at the same time. */
  #catchUp(bsuidBlindIndex: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const given = onlyUserId(bsuidBlindIndex);
      const { rows, current } = await lockNewest(tx, this.sealer, given);
      const person = rows.find((row) => row.bsuidBlindIndex === bsuidBlindIndex);
      const [names = given] = current;
      if (person && names !== given) await this.contacts.rename(tx, person.id, names);
    });
  }

  /** @returns what the person is called now: as given, unless a later change is known; and whether this one, or a later one, was */
  async #remember(
    tx: Transaction,
    former: string | null,
    current: Identity,
    occurredAt: Date,
  ): Promise<{ becomes: SealedNames; isRepeated: boolean }> {
    const given = this.contacts.sealedNames(current);
    const { bsuidBlindIndex, bsuidSealed } = given;
    if (!bsuidBlindIndex || !bsuidSealed) return { becomes: given, isRepeated: false };
    const isChange = former !== null && former !== bsuidBlindIndex;
    const change = { current: bsuidBlindIndex, sealed: bsuidSealed, occurredAt };
    const isRepeated = isChange && !(await this.#record(tx, { ...change, former }));
    const newest = await (isChange
      ? newestNames(tx, this.sealer, former, { given })
      : newestNames(tx, this.sealer, bsuidBlindIndex, { given, since: occurredAt }));
    return { becomes: newest ?? given, isRepeated };
  }

  /**
   * A change and the way back within one second follow each other as they are told, however often that is.
   *
   * @returns false when it was known before, or a later one of the same id
   */
  async #record(tx: Transaction, { former, current, sealed, occurredAt }: ChangeRow): Promise<boolean> {
    const recorded = await tx.$executeRaw`
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
    return recorded > 0;
  }

  #blindIndex(bsuid: string): string {
    return this.sealer.blindIndex('bsuid', bsuid);
  }
}

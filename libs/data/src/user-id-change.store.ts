import { Injectable, Logger } from '@nestjs/common';

import { Sealer } from '#platform';

import { ContactStore, type Identity } from './contact.store.ts';
import { Database, type Transaction } from './database.ts';
import { newestUserId } from './newest-user-id.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

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
    const former = previous.bsuid === undefined ? null : this.#blindIndex(previous.bsuid);
    const newest = await this.database.transaction(async (tx) => {
      const { becomes, isRepeated } = await this.#remember(tx, former, current, occurredAt);
      await this.contacts.renameKnown(tx, previous, becomes, { changedAt: occurredAt, isRepeated });
      return becomes;
    });
    // Of two changes applied at once, neither saw the other: whichever ends last sees both here.
    if (former) await this.#catchUp(former);
    if (newest.bsuid !== undefined) await this.#catchUp(this.#blindIndex(newest.bsuid));
  }

  /** As `apply`, for somebody whose message announces it, in the transaction that marks it as handled. */
  async rename(
    tx: Transaction,
    contactId: string,
    { previous, becomes, occurredAt }: Announced,
  ): Promise<void> {
    const { bsuidBlindIndex } = await tx.contact.findUniqueOrThrow({ where: { id: contactId } });
    const former = previous === undefined ? bsuidBlindIndex : this.#blindIndex(previous);
    // A new number came with a new user id, which is not told here. Somebody who has another one by now may have another number too.
    if (becomes.bsuid === undefined && bsuidBlindIndex !== null && former !== bsuidBlindIndex) return;
    const now = await this.#remember(tx, former, becomes, occurredAt);
    await this.contacts.rename(tx, contactId, now.becomes, occurredAt);
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
      const [person] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM contact WHERE bsuid_blind_index = ${bsuidBlindIndex} FOR UPDATE`;
      const newest = person && (await newestUserId(tx, bsuidBlindIndex));
      if (!newest || newest.blindIndex === bsuidBlindIndex) return;
      // An id that cannot be read here must not replace one that can, nor hold up others.
      const row = { table: 'user_id_change', id: bsuidBlindIndex };
      const bsuid = unlessUnreadable(() => this.sealer.open(newest.sealed), row);
      if (bsuid !== undefined) await this.contacts.rename(tx, person.id, { bsuid });
    });
  }

  /** @returns what the person is called now: as given, unless a later change is known; and whether this one, or a later one, was */
  async #remember(
    tx: Transaction,
    former: string | null,
    current: Identity,
    occurredAt: Date,
  ): Promise<{ becomes: Identity; isRepeated: boolean }> {
    if (current.bsuid === undefined) return { becomes: current, isRepeated: false };
    const blindIndex = this.#blindIndex(current.bsuid);
    const isChange = former !== null && former !== blindIndex;
    const isRepeated = isChange && !(await this.#record(tx, former, current.bsuid, occurredAt));
    const newest = await (isChange ? newestUserId(tx, former) : newestUserId(tx, blindIndex, occurredAt));
    const isLast = !newest || newest.blindIndex === blindIndex;
    return { becomes: isLast ? current : { bsuid: this.sealer.open(newest.sealed) }, isRepeated };
  }

  /**
   * A change and the way back within one second follow each other as they are told, however often that is.
   *
   * @returns false when it was known before, or a later one of the same id
   */
  async #record(tx: Transaction, former: string, bsuid: string, occurredAt: Date): Promise<boolean> {
    const current = this.#blindIndex(bsuid);
    const recorded = await tx.$executeRaw`
      INSERT INTO user_id_change AS known (previous_blind_index, current_blind_index, current_sealed, occurred_at)
      VALUES (${former}, ${current}, ${this.sealer.seal(bsuid)}, coalesce(
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

import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { ContactStore, type Identity } from './contact.store.ts';
import { Database } from './database.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/** WhatsApp delivers again for so long, and no message arrives later. */
const lastingFor = '7 days';
/** Of one person within that time: far more than there are. */
const mostChanges = 20;

interface Change {
  previous: Identity;
  current: Identity;
  occurredAt: Date;
}

/** New user ids of people. Such a change, others of the same person and their messages come in any order. */
@Injectable()
export class UserIdChangeStore {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
    private readonly sealer: Sealer,
  ) {}

  /** Gives the person the newest id that is known to have followed, which an older change, or a repeated one, does not undo. */
  async apply({ previous, current, occurredAt }: Change): Promise<void> {
    if (previous.bsuid === undefined || current.bsuid === undefined) {
      return this.contacts.renameKnown(previous, current);
    }
    const previousBlindIndex = this.#blindIndex(previous.bsuid);
    await this.#record(previousBlindIndex, current.bsuid, occurredAt);
    const newest = await this.#newestAfter(previousBlindIndex);
    const bsuid = newest && this.sealer.open(newest);
    if (bsuid !== undefined && bsuid !== previous.bsuid) await this.contacts.renameKnown(previous, { bsuid });
  }

  /** Some may have become known under a former id since, by a message that was held up. */
  async applyAgain(): Promise<void> {
    const people = await this.database.$queryRaw<{ id: string; bsuidBlindIndex: string }[]>`
      SELECT p.id, p.bsuid_blind_index AS "bsuidBlindIndex"
      FROM user_id_change c JOIN contact p ON p.bsuid_blind_index = c.previous_blind_index
      WHERE c.occurred_at > now() - ${lastingFor}::interval`;
    for (const { id, bsuidBlindIndex } of people) {
      const newest = await this.#newestAfter(bsuidBlindIndex);
      // Whose new id cannot be read here must not hold up the others.
      const bsuid = newest && unlessUnreadable(() => this.sealer.open(newest), { table: 'contact', id });
      if (bsuid === undefined || this.#blindIndex(bsuid) === bsuidBlindIndex) continue;
      await this.database.transaction((tx) => this.contacts.rename(tx, id, { bsuid }));
    }
  }

  async #record(previousBlindIndex: string, bsuid: string, occurredAt: Date): Promise<void> {
    await this.database.$executeRaw`
      INSERT INTO user_id_change AS known (previous_blind_index, current_blind_index, current_sealed, occurred_at)
      VALUES (${previousBlindIndex}, ${this.#blindIndex(bsuid)}, ${this.sealer.seal(bsuid)}, ${occurredAt})
      ON CONFLICT (previous_blind_index) DO UPDATE SET (current_blind_index, current_sealed, occurred_at) =
        (EXCLUDED.current_blind_index, EXCLUDED.current_sealed, EXCLUDED.occurred_at)
      WHERE known.occurred_at < EXCLUDED.occurred_at`;
  }

  /** Follows the changes forward in time, since somebody may get a former id back. @returns the sealed id */
  async #newestAfter(previousBlindIndex: string): Promise<string | undefined> {
    const [row] = await this.database.$queryRaw<{ currentSealed: string }[]>`
      WITH RECURSIVE step AS (
        SELECT c.*, 1 AS number FROM user_id_change c WHERE c.previous_blind_index = ${previousBlindIndex}
        UNION ALL
        SELECT c.*, step.number + 1 FROM step
        JOIN user_id_change c ON c.previous_blind_index = step.current_blind_index AND c.occurred_at >= step.occurred_at
        WHERE step.number < ${mostChanges}::int
      )
      SELECT current_sealed AS "currentSealed" FROM step ORDER BY number DESC LIMIT 1`;
    return row?.currentSealed;
  }

  #blindIndex(bsuid: string): string {
    return this.sealer.blindIndex('bsuid', bsuid);
  }
}

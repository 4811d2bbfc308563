import { Injectable, Logger } from '@nestjs/common';

import { correlationIdOf, MicroBatcher, Sealer, UnknownKeyError } from '#platform';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { LeaseStore, type Unreadable } from './lease.store.ts';
import { turnColumns, turnContext } from './turn.sql.ts';
import { leaseMs, toTurn, type Turn, type TurnRow } from './turn.ts';
import { claimable, isBefore, type Patience, placeOf } from './turn-order.ts';

/** Whose turn it is. The rule is in `turn-order.ts`. */
@Injectable()
export class TurnStore {
  readonly #logger = new Logger('turns');
  readonly #claims: MicroBatcher<{ contactId: string; patience: Patience }, Turn | undefined>;

  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
    private readonly leases: LeaseStore,
    private readonly sealer: Sealer,
  ) {
    this.#claims = new MicroBatcher((wanted) => this.#claimEach(wanted), {
      atOnce: 2,
      largest: 100,
      failsAll: (error) => database.isCauseOf(error),
    });
  }

  /** Leases the person's next message to the caller; undefined when none may be claimed now. */
  claimNext(contactId: string, patience: Patience): Promise<Turn | undefined> {
    return this.#claims.add({ contactId, patience });
  }

  /**
   * Leases up to `limit` messages to the caller that nobody has in hand, whoever recorded them; one of each person.
   * @returns those that could be opened, and whether there may be more to claim
   */
  async claimWaiting(limit: number, patience: Patience): Promise<{ turns: Turn[]; mayBeMore: boolean }> {
    const rows = await this.#claim(Prisma.sql`m.claimable_at > '-infinity'`, patience, limit);
    return { turns: await this.open(rows), mayBeMore: rows.length > 0 };
  }

  /** Opens messages that were just leased. One that cannot be opened here is released, and costs the others nothing. */
  async open(rows: TurnRow[]): Promise<Turn[]> {
    const turns: Turn[] = [];
    const unreadable: Unreadable[] = [];
    for (const row of rows) {
      try {
        turns.push(toTurn(row, this.contacts, this.sealer));
      } catch (error) {
        this.#logger.error({
          message: 'cannot be opened',
          correlationId: correlationIdOf(row.messageKey),
          reason: String(error),
        });
        // A key that is missing here is no fault of the message.
        unreadable.push({ id: row.id, lease: row.lease, isDamaged: !(error instanceof UnknownKeyError) });
      }
    }
    await this.leases.releaseUnreadable(unreadable);
    return turns;
  }

  async #claimEach(wanted: { contactId: string; patience: Patience }[]): Promise<(Turn | undefined)[]> {
    const [first] = wanted;
    if (!first) return [];
    const whose = Prisma.sql`m.contact_id = ANY(${wanted.map(({ contactId }) => contactId)}::uuid[])`;
    const turns = new Map(
      (await this.open(await this.#claim(whose, first.patience, wanted.length))).map((turn) => [
        turn.contact.id,
        turn,
      ]),
    );
    return wanted.map(({ contactId }) => {
      const turn = turns.get(contactId);
      // Of concurrent callers for one person, one gets the message.
      turns.delete(contactId);
      return turn;
    });
  }

  async #claim(whose: Prisma.Sql, patience: Patience, limit: number): Promise<TurnRow[]> {
    return this.database.retryingConflicts(
      () => this.database.$queryRaw<TurnRow[]>`
        WITH candidate AS (
          SELECT DISTINCT ON (m.contact_id) m.id FROM inbound_message m
          WHERE ${whose} AND ${claimable(patience)}
          ORDER BY m.contact_id, ${placeOf('m')} LIMIT ${limit}
        ), free AS (
          -- One that somebody else is just claiming must not hold up the others.
          SELECT m.id FROM candidate
          CROSS JOIN LATERAL (
            SELECT id FROM inbound_message WHERE id = candidate.id FOR NO KEY UPDATE SKIP LOCKED
          ) m
        ), claimed AS (
          UPDATE inbound_message m SET lease = gen_random_uuid(), first_claimed_at = coalesce(m.first_claimed_at, now()),
            claimable_at = now() + (CASE WHEN m.has_media THEN ${leaseMs.file}::int ELSE ${leaseMs.text}::int END) * interval '1 millisecond'
          FROM free
          WHERE m.id = free.id AND m.id = ANY(ARRAY(SELECT id FROM free)) AND (m.lease IS NULL AND m.handled_at IS NULL) IS TRUE
          RETURNING m.*
        ), overtaken AS (
          UPDATE inbound_message earlier SET overtaken = true FROM claimed
          WHERE earlier.contact_id = claimed.contact_id AND earlier.contact_id = ANY(ARRAY(SELECT contact_id FROM claimed))
            AND earlier.handled_at IS NULL AND NOT earlier.overtaken
            AND ${isBefore('earlier', 'claimed')}
          RETURNING claimed.id
        )
        SELECT ${turnColumns}, t.id IN (SELECT id FROM overtaken) AS overtakes
        FROM claimed t JOIN contact c ON c.id = t.contact_id ${turnContext}`,
    );
  }
}

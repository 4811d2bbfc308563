import { Injectable, Logger } from '@nestjs/common';

import { MicroBatcher, Sealer } from '#platform';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { type Lease, leaseMs, toTurn, type Turn, turnColumns, turnContext, type TurnRow } from './turn.ts';
import { claimable, isBefore, type Patience, placeOf } from './turn-order.ts';

/** Backoff of a message that cannot be opened here because its key is missing. */
const unreadablePauseMs = 10_000;

/** Whose turn it is. The rule is in `turn-order.ts`. */
@Injectable()
export class TurnStore {
  readonly #logger = new Logger('turns');
  readonly #claims: MicroBatcher<{ contactId: string; patience: Patience }, Turn | undefined>;

  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
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

  /** Leases up to `limit` messages that nobody has a lease on, one of each person, whoever recorded them. */
  claimWaiting(limit: number, patience: Patience): Promise<Turn[]> {
    return this.#claim(Prisma.sql`true`, patience, limit);
  }

  /** Opens messages that were just leased. One that cannot be opened here is released, without affecting the others. */
  async open(rows: TurnRow[]): Promise<Turn[]> {
    const turns: Turn[] = [];
    for (const row of rows) {
      try {
        turns.push(toTurn(row, this.contacts, this.sealer));
      } catch (error) {
        this.#logger.error({
          message: 'can not be opened',
          messageKey: row.messageKey,
          reason: String(error),
        });
        await this.release(row, { pauseMs: unreadablePauseMs });
      }
    }
    return turns;
  }

  /**
   * Releases a message that was not handled. Does nothing when the lease is lost.
   * @param pauseMs backoff before it may be claimed again
   * @param hasFailed whether this counts as a failure of the message itself
   */
  async release(
    { id, lease }: Lease,
    { pauseMs = 0, hasFailed = false }: { pauseMs?: number; hasFailed?: boolean } = {},
  ): Promise<void> {
    await this.database.$executeRaw`
      UPDATE inbound_message SET lease = NULL, failed_claims = failed_claims + ${hasFailed ? 1 : 0},
        claimable_at = now() + ${pauseMs} * interval '1 millisecond'
      WHERE id = ${id}::uuid AND lease = ${lease}::uuid AND handled_at IS NULL`;
  }

  /**
   * Releases messages whose lease expired: their worker died. That counts as a failure of the message, unless an outage
   * kept it from finishing.
   * @returns the keys of the messages
   */
  async releaseExpired({ reachableForMs }: Patience): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ key: string }[]>`
      UPDATE inbound_message SET lease = NULL, claimable_at = now(),
        failed_claims = failed_claims + (claimable_at > now() - ${reachableForMs}::float8 * interval '1 millisecond')::int
      WHERE handled_at IS NULL AND lease IS NOT NULL AND claimable_at <= now()
      RETURNING wamid_blind_index AS key`;
    return rows.map(({ key }) => key);
  }

  /** Files not read within this time will not arrive any more: the person is to be told. @returns the keys of the messages */
  async abandonMedia(afterMs: number): Promise<string[]> {
    const rows = await this.database.$queryRaw<{ key: string }[]>`
      UPDATE inbound_message SET awaits_media = false, media_problem = 'unreachable'
      WHERE handled_at IS NULL AND awaits_media AND recorded_at < now() - ${afterMs} * interval '1 millisecond'
      RETURNING wamid_blind_index AS key`;
    return rows.map(({ key }) => key);
  }

  async #claimEach(wanted: { contactId: string; patience: Patience }[]): Promise<(Turn | undefined)[]> {
    const [first] = wanted;
    if (!first) return [];
    const whose = Prisma.sql`m.contact_id = ANY(${wanted.map(({ contactId }) => contactId)}::uuid[])`;
    const turns = new Map(
      (await this.#claim(whose, first.patience, wanted.length)).map((turn) => [turn.contact.id, turn]),
    );
    return wanted.map(({ contactId }) => {
      const turn = turns.get(contactId);
      // Of concurrent callers for one person, one gets the message.
      turns.delete(contactId);
      return turn;
    });
  }

  async #claim(whose: Prisma.Sql, patience: Patience, limit: number): Promise<Turn[]> {
    const rows = await this.database.retryingConflicts(
      () => this.database.$queryRaw<TurnRow[]>`
        WITH candidate AS (
          SELECT DISTINCT ON (m.contact_id) m.id FROM inbound_message m
          WHERE ${whose} AND ${claimable(patience)}
          ORDER BY m.contact_id, ${placeOf('m')} LIMIT ${limit}
        ), free AS (
          -- One that somebody else is just claiming must not hold up the others.
          SELECT id FROM inbound_message WHERE id IN (SELECT id FROM candidate) FOR NO KEY UPDATE SKIP LOCKED
        ), claimed AS (
          UPDATE inbound_message m SET lease = gen_random_uuid(), first_claimed_at = coalesce(m.first_claimed_at, now()),
            claimable_at = now() + (CASE WHEN m.has_media THEN ${leaseMs.file}::int ELSE ${leaseMs.text}::int END) * interval '1 millisecond'
          FROM free WHERE m.id = free.id AND m.lease IS NULL AND m.handled_at IS NULL
          RETURNING m.*
        ), overtaken AS (
          UPDATE inbound_message earlier SET overtaken = true FROM claimed
          WHERE earlier.contact_id = claimed.contact_id AND earlier.handled_at IS NULL AND NOT earlier.overtaken
            AND ${isBefore('earlier', 'claimed')}
          RETURNING claimed.id
        )
        SELECT ${turnColumns}, t.id IN (SELECT id FROM overtaken) AS overtakes
        FROM claimed t JOIN contact c ON c.id = t.contact_id ${turnContext}`,
    );
    return this.open(rows);
  }
}
